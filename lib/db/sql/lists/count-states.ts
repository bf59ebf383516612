import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { IS_GAP } from './missed.ts'

export type CountedState = {
  status: ScopeStatus
  scopes: number
  accounts: number
  /** Those that are gaps although the state is one of answers. Found among the gaps, by their index. */
  waiting: number
}

/** All expected scopes by state. */
export async function countStates(tx: Tx): Promise<CountedState[]> {
  return tx.$queryRaw<CountedState[]>`
    SELECT c.*, CASE WHEN c.status IN ('skipped', 'disabled', 'not_entitled') THEN (
        SELECT count(*)::int FROM scope s WHERE s.expected AND ${IS_GAP} AND s.status = c.status) ELSE 0 END AS waiting
    FROM (SELECT status, count(*)::int AS scopes, count(DISTINCT account_id)::int AS accounts
      FROM scope WHERE expected GROUP BY status) c`
}
