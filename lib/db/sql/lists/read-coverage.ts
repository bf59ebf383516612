import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { missed, PRESENT } from './missed.ts'

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
    WITH gap AS MATERIALIZED (SELECT * FROM ${missed(Prisma.sql`AND s.source = ${source}`)} m),
    why AS (
      SELECT status, cause, count(DISTINCT account_id)::int AS accounts FROM gap GROUP BY status, cause
    ), present AS (SELECT count(*)::int AS accounts FROM ${PRESENT} p)
    SELECT accounts, accounts - (SELECT count(DISTINCT account_id)::int FROM gap) AS looked,
      (SELECT count(*)::int FROM account a WHERE a.left_at IS NULL AND a.state <> 'ACTIVE') AS inactive,
      (SELECT s.last_complete_at FROM scope s
        WHERE s.expected AND s.source = ${source} AND s.status <> 'skipped' AND s.last_complete_at IS NOT NULL
        ORDER BY s.last_complete_at LIMIT 1) AS "oldestCompleteAt",
      coalesce((SELECT jsonb_agg(why ORDER BY accounts DESC) FROM why), '[]') AS gaps
    FROM present`
  if (!figures) return { accounts: 0, looked: 0, inactive: 0, gaps: [], oldestCompleteAt: null }
  return { ...figures, oldestCompleteAt: figures.oldestCompleteAt?.toISOString() ?? null }
}
