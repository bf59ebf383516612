import type { PoolClient } from 'pg'
import type { Statement } from '../../../checks/statement.ts'
import type { Day } from '../../../core/time.ts'

export type FindingRow = {
  id: string
  checkId: string
  region: string
  resourceId: string
  resourceName: string
  subject: string
  verdict: string
  status: string
  severity: string
  dueOn: Day | null
  use: string
  teamId: string | null
  asks: boolean
  recommendationId: string | null
  details: object
  /** Hexadecimal. */
  evidenceHash: string
  firstSeenAt: Date
  resolvedAt: Date | null
  reopened: number
}

/** A source that says so now, with its words; Lambda's own stand in the finding itself. */
export type WitnessRow = { source: string; statement: Statement | null; hash: string | null }

/** A finding and who says so now. */
export type StoredFinding = { row: FindingRow; witnesses: WitnessRow[] }

const COLUMNS = `f.id, f.check_id AS "checkId", f.region, f.resource_id AS "resourceId", f.resource_name AS "resourceName",
  f.subject, f.verdict, f.status, f.severity, f.due_on::text AS "dueOn", f.use, f.team_id AS "teamId", f.asks,
  f.recommendation_id AS "recommendationId", f.details, encode(f.evidence_hash, 'hex') AS "evidenceHash",
  f.first_seen_at AS "firstSeenAt", f.resolved_at AS "resolvedAt", f.reopened,
  (SELECT coalesce(json_agg(json_build_object('source', w.source, 'statement', w.statement,
      'hash', encode(w.statement_hash, 'hex'))), '[]')
    FROM finding_witness w WHERE w.account_id = f.account_id AND w.finding_id = f.id AND w.ended_at IS NULL
  ) AS witnesses`

type Selected = FindingRow & { witnesses: WitnessRow[] }

const stored = ({ witnesses, ...row }: Selected): StoredFinding => ({ row, witnesses })

export async function selectFindings(
  client: PoolClient,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, StoredFinding>> {
  const { rows } = await client.query<Selected>(
    `SELECT ${COLUMNS} FROM finding f WHERE f.account_id = $1 AND f.id = ANY ($2::uuid[])`,
    [accountId, ids],
  )
  return new Map(rows.map((row) => [row.id, stored(row)]))
}

/** Open findings of an account in order of id, after one. */
export async function selectOpenFindings(
  client: PoolClient,
  { accountId, afterId, limit }: { accountId: string; afterId: string; limit: number },
): Promise<StoredFinding[]> {
  const { rows } = await client.query<Selected>(
    `SELECT ${COLUMNS} FROM finding f WHERE f.account_id = $1 AND f.id > $2::uuid AND f.status = 'open'
     ORDER BY f.id LIMIT $3`,
    [accountId, afterId, limit],
  )
  return rows.map(stored)
}

/** Open findings of an account or a Region of it that Lambda's own rows say nothing of, in order of id, after one. */
export async function selectSpokenFindings(
  client: PoolClient,
  { accountId, region, afterId, limit }: { accountId: string; region: string | null; afterId: string; limit: number },
): Promise<StoredFinding[]> {
  const { rows } = await client.query<Selected>(
    `SELECT ${COLUMNS} FROM finding f
     WHERE f.account_id = $1 AND f.id > $2::uuid AND f.status = 'open'
       AND ($4::text IS NULL OR f.region = $4) AND NOT EXISTS (
       SELECT FROM finding_witness w WHERE w.account_id = f.account_id AND w.finding_id = f.id
         AND w.source = 'lambda.functions' AND w.ended_at IS NULL)
     ORDER BY f.id LIMIT $3`,
    [accountId, afterId, limit, region],
  )
  return rows.map(stored)
}
