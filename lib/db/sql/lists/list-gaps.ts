import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { IS_GAP, PRESENT } from './missed.ts'

export type Gap = {
  accountId: string
  accountName: string | null
  regions: string[]
  status: ScopeStatus
  cause: string | null
  message: string | null
  lastCompleteAt: Date | null
}

/** Where one source could not look, one row per account and reason; the accounts with the most Regions first. */
export async function listGaps(
  tx: Tx,
  source: string,
  narrowed: { account?: readonly string[]; region?: readonly string[] },
  most: number,
): Promise<Gap[]> {
  const account = narrowed.account?.length ? Prisma.sql`s.account_id = ANY(${[...narrowed.account]})` : Prisma.sql`true`
  const region = narrowed.region?.length ? Prisma.sql`s.region = ANY(${[...narrowed.region]})` : Prisma.sql`true`
  return tx.$queryRaw<Gap[]>`
    SELECT s.account_id AS "accountId", a.name AS "accountName",
      coalesce(array_agg(s.region ORDER BY s.region) FILTER (WHERE s.region IS NOT NULL), '{}') AS regions,
      s.status, s.cause, min(s.message) AS message, min(s.last_complete_at) AS "lastCompleteAt"
    FROM (
      SELECT s.account_id, s.region, s.status, s.cause, s.message, s.last_complete_at FROM scope s
      WHERE s.expected AND ${IS_GAP} AND s.source = ${source} AND ${region}
      UNION ALL
      SELECT p.id, NULL, 'never', NULL, NULL, NULL FROM ${PRESENT} p
      WHERE NOT EXISTS (SELECT FROM scope s WHERE s.account_id = p.id AND s.expected AND s.source = ${source})
    ) s LEFT JOIN account a ON a.id = s.account_id
    WHERE ${account}
    GROUP BY s.account_id, a.name, s.status, s.cause
    ORDER BY count(*) DESC, a.name, s.account_id LIMIT ${most}`
}
