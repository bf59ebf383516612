import type { Tx } from '../../as-viewer.ts'
import { type RunConditions, runCondition } from './list-runs.ts'

/** How many runs fit, counted no further than one above `most`. */
export async function countRuns(tx: Tx, conditions: RunConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM collection_run r WHERE ${runCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}
