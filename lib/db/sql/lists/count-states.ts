import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { IS_GAP } from './missed.ts'

export type CountedState = {
  status: ScopeStatus
  scopes: number
  accounts: number
  /** Those that were not looked at although the state is one of answers. Found among the gaps, by their index. */
  waiting: number
}

/** All expected scopes by state. */
export async function countStates(tx: Tx): Promise<CountedState[]> {
  return tx.$queryRaw<CountedState[]>`
    SELECT c.*, CASE WHEN c.status = 'skipped' THEN (
        SELECT count(*)::int FROM scope s WHERE s.expected AND ${IS_GAP} AND s.status = 'skipped') ELSE 0 END AS waiting
    FROM (SELECT status, count(*)::int AS scopes, count(DISTINCT account_id)::int AS accounts
      FROM scope WHERE expected GROUP BY status) c`
}
