import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'

export type CountedState = { status: ScopeStatus; scopes: number; accounts: number }

/** All expected scopes by state. */
export async function countStates(tx: Tx): Promise<CountedState[]> {
  return tx.$queryRaw<CountedState[]>`
    SELECT status, count(*)::int AS scopes, count(DISTINCT account_id)::int AS accounts
    FROM scope WHERE expected GROUP BY status`
}
