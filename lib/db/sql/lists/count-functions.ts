import type { Tx } from '../../as-viewer.ts'
import { type FunctionConditions, functionCondition } from './function-conditions.ts'

/** How many functions fit, counted no further than one above `most`. */
export async function countFunctions(tx: Tx, conditions: FunctionConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM lambda_function f WHERE ${functionCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}
