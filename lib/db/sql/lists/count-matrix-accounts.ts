import type { Tx } from '../../as-viewer.ts'
import { matrixCondition } from './list-matrix-accounts.ts'
import type { ScopeConditions } from './scope-conditions.ts'

/** How many accounts have a scope of the wanted kind, counted no further than one above `most`. */
export async function countMatrixAccounts(tx: Tx, conditions: ScopeConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM account a WHERE ${matrixCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}
