import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

/** States in which something could have been read and was not; the same list as the index `scope_gaps`. */
export const IS_GAP = Prisma.sql`s.status NOT IN ('complete', 'disabled', 'skipped', 'not_entitled')`

export type CoverageFigures = {
  accounts: number
  looked: number
  gaps: { status: ScopeStatus; cause: string | null; accounts: number }[]
  oldestCompleteAt: string | null
}

/** Of how many accounts one source was read wherever it should have been, and why not of the others. */
export async function readCoverage(tx: Tx, source: string): Promise<CoverageFigures> {
  const [figures] = await tx.$queryRaw<
    (Omit<CoverageFigures, 'oldestCompleteAt'> & { oldestCompleteAt: Date | null })[]
  >`
    WITH expected AS (
      SELECT s.account_id, s.status, s.cause, s.last_complete_at, ${IS_GAP} AS gap
      FROM scope s WHERE s.expected AND s.source = ${source}
    ), why AS (
      SELECT status, cause, count(DISTINCT account_id)::int AS accounts FROM expected WHERE gap GROUP BY status, cause
    )
    SELECT count(DISTINCT account_id)::int AS accounts,
      (count(DISTINCT account_id) - count(DISTINCT account_id) FILTER (WHERE gap))::int AS looked,
      min(last_complete_at) FILTER (WHERE status <> 'skipped') AS "oldestCompleteAt",
      coalesce((SELECT jsonb_agg(why ORDER BY accounts DESC) FROM why), '[]') AS gaps
    FROM expected`
  if (!figures) return { accounts: 0, looked: 0, gaps: [], oldestCompleteAt: null }
  return { ...figures, oldestCompleteAt: figures.oldestCompleteAt?.toISOString() ?? null }
}
