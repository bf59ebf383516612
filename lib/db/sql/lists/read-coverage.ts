import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isGapSql } from '../gap.ts'

/** Something could have been read in the scope `s` and was not. */
export const IS_GAP = Prisma.raw(isGapSql('s'))

export type CoverageFigures = {
  accounts: number
  looked: number
  inactive: number
  gaps: { status: ScopeStatus; cause: string | null; accounts: number }[]
  oldestCompleteAt: string | null
}

/**
 * Of how many active accounts one source was read wherever it should have been, and why not of the others. Stands on
 * every page, so it reads the gaps and one scope per account by index, never all scopes.
 */
export async function readCoverage(tx: Tx, source: string): Promise<CoverageFigures> {
  const [figures] = await tx.$queryRaw<
    (Omit<CoverageFigures, 'oldestCompleteAt'> & { oldestCompleteAt: Date | null })[]
  >`
    WITH gap AS MATERIALIZED (
      SELECT s.account_id, s.status, s.cause FROM scope s JOIN account a ON a.id = s.account_id AND a.state = 'ACTIVE'
      WHERE s.expected AND s.source = ${source} AND ${IS_GAP}
    ), why AS (
      SELECT status, cause, count(DISTINCT account_id)::int AS accounts FROM gap GROUP BY status, cause
    ), asked AS (
      SELECT count(*) FILTER (WHERE a.state = 'ACTIVE')::int AS accounts,
        count(*) FILTER (WHERE a.state <> 'ACTIVE')::int AS inactive
      FROM account a
      WHERE EXISTS (SELECT FROM scope s WHERE s.account_id = a.id AND s.source = ${source} AND s.expected)
    )
    SELECT accounts, inactive, accounts - (SELECT count(DISTINCT account_id)::int FROM gap) AS looked,
      (SELECT s.last_complete_at FROM scope s
        WHERE s.expected AND s.source = ${source} AND s.status <> 'skipped' AND s.last_complete_at IS NOT NULL
        ORDER BY s.last_complete_at LIMIT 1) AS "oldestCompleteAt",
      coalesce((SELECT jsonb_agg(why ORDER BY accounts DESC) FROM why), '[]') AS gaps
    FROM asked`
  if (!figures) return { accounts: 0, looked: 0, inactive: 0, gaps: [], oldestCompleteAt: null }
  return { ...figures, oldestCompleteAt: figures.oldestCompleteAt?.toISOString() ?? null }
}
