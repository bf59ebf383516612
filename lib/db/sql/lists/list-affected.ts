import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'

export type AffectedFinding = {
  key: string[]
  id: string
  region: string
  resourceId: string
  resourceName: string
  checkId: string
  verdict: string
  status: string
  severity: string
  dueOn: string | null
  use: string
  firstSeenAt: Date
  sources: string[]
}

const KEYSET: Keyset = {
  parts: [
    { sql: Prisma.sql`f.status`, type: 'text' },
    { sql: Prisma.sql`f.region`, type: 'text' },
    { sql: Prisma.sql`f.id`, type: 'uuid' },
  ],
  descending: false,
}

/** Findings of one recommendation, the open ones before those that have resolved. */
export function listAffected(
  tx: Tx,
  { accountId, recommendationId }: { accountId: string; recommendationId: string },
  position: Position,
): Promise<AffectedFinding[]> {
  const page = pageSql(KEYSET, position)
  return tx.$queryRaw<AffectedFinding[]>`
    SELECT ${page.key} AS key, f.id, f.region, f.resource_id AS "resourceId", f.resource_name AS "resourceName",
      f.check_id AS "checkId", f.verdict, f.status, f.severity, f.due_on::text AS "dueOn", f.use,
      f.first_seen_at AS "firstSeenAt",
      ARRAY(SELECT w.source FROM finding_witness w WHERE w.account_id = f.account_id AND w.finding_id = f.id
        AND w.ended_at IS NULL ORDER BY w.source) AS sources
    FROM finding f
    WHERE f.account_id = ${accountId} AND f.recommendation_id = ${recommendationId}::uuid AND ${page.condition}
    ORDER BY ${page.order} LIMIT ${page.limit}`
}
