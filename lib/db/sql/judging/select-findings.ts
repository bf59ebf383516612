import type { PoolClient } from 'pg'
import type { Day } from '../../../core/time.ts'

/** A finding without what never changes (its check, Region and resource). */
export type FindingRow = {
  id: string
  subject: string
  verdict: string
  status: string
  severity: string
  dueOn: Day | null
  use: string
  teamId: string | null
  recommendationId: string | null
  details: object
  /** Hexadecimal. */
  evidenceHash: string
  firstSeenAt: Date
  resolvedAt: Date | null
  reopened: number
}

export async function selectFindings(
  client: PoolClient,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, FindingRow>> {
  const { rows } = await client.query<FindingRow>(
    `SELECT id, subject, verdict, status, severity, due_on::text AS "dueOn", use, team_id AS "teamId",
       recommendation_id AS "recommendationId", details, encode(evidence_hash, 'hex') AS "evidenceHash",
       first_seen_at AS "firstSeenAt", resolved_at AS "resolvedAt", reopened
     FROM finding WHERE account_id = $1 AND id = ANY ($2::uuid[])`,
    [accountId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
