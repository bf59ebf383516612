import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { type ScopeConditions, scopeCondition } from './scope-conditions.ts'

export type CellCount = {
  accountId: string
  source: string
  status: ScopeStatus
  cause: string | null
  lost: boolean
  scopes: number
  lastCompleteAt: Date | null
}

/** The scopes of some accounts counted by source, state and cause: what cells of the matrix are made of. */
export async function readCells(
  tx: Tx,
  accountIds: readonly string[],
  { source }: Pick<ScopeConditions['filters'], 'source'>,
): Promise<CellCount[]> {
  // Whatever else was filtered chose the accounts; a cell then shows all of its scopes, never a part as if it were all.
  const condition = scopeCondition({ filters: source ? { source } : {}, text: '' })
  return tx.$queryRaw<CellCount[]>`
    SELECT s.account_id AS "accountId", s.source, s.status, s.cause, s.lost, count(*)::int AS scopes,
      CASE WHEN bool_and(s.last_complete_at IS NOT NULL) THEN min(s.last_complete_at) END AS "lastCompleteAt"
    FROM scope s WHERE s.account_id = ANY(${[...accountIds]}) AND ${condition}
    GROUP BY s.account_id, s.source, s.status, s.cause, s.lost`
}
