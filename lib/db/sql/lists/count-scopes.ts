import type { Tx } from '../../as-viewer.ts'
import { accountCondition, type ScopeConditions, scopeCondition } from './scope-conditions.ts'

/** How many scopes fit, counted no further than one above `most`. */
export async function countScopes(tx: Tx, conditions: ScopeConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM scope s LEFT JOIN account a ON a.id = s.account_id
      WHERE ${scopeCondition(conditions)} AND ${accountCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}
