import type { Tx, Viewer } from '../../as-viewer.ts'
import { type FunctionConditions, functionCondition } from './function-conditions.ts'
import { seenFunctions } from './seen-functions.ts'

/** How many functions fit, counted no further than one above `most`. */
export async function countFunctions(
  tx: Tx,
  viewer: Viewer,
  conditions: FunctionConditions,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM ${seenFunctions(viewer)} f WHERE ${functionCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}
