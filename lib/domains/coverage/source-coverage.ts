/** Reads what stands beside every figure and list of one source. */
import type { AskedCoverage, SourceCoverage } from '../../core/source-coverage.ts'
import type { Tx } from '../../db/as-viewer.ts'
import { countNotAsked } from '../../db/sql/lists/count-not-asked.ts'
import { listGaps } from '../../db/sql/lists/list-gaps.ts'
import { readCoverage } from '../../db/sql/lists/read-coverage.ts'

/** Accounts named one by one beside a figure; the rest is a number and a link. */
const NAMED_MAX = 10

export async function readSourceCoverage(
  tx: Tx,
  source: string,
  narrowed: { account?: readonly string[]; region?: readonly string[] } = {},
): Promise<SourceCoverage> {
  const figures = await readCoverage(tx, source)
  const gaps = figures.gaps.length === 0 ? [] : await listGaps(tx, source, narrowed, NAMED_MAX + 1)
  return {
    ...figures,
    named: gaps
      .slice(0, NAMED_MAX)
      .map(({ lastCompleteAt, ...gap }) => ({ ...gap, lastCompleteAt: lastCompleteAt?.toISOString() ?? null })),
    more: gaps.length > NAMED_MAX,
  }
}

export async function readAskedCoverage(
  tx: Tx,
  source: string,
  narrowed: { account?: readonly string[]; region?: readonly string[] } = {},
): Promise<AskedCoverage> {
  return { ...(await readSourceCoverage(tx, source, narrowed)), notAsked: await countNotAsked(tx, source) }
}
