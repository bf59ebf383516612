import type { ScopeStatus } from '../../../core/reading.ts'
import type { Tx } from '../../as-viewer.ts'
import { IS_GAP } from './missed.ts'

export type AccountScopesRow = {
  source: string
  status: ScopeStatus
  cause: string | null
  message: string | null
  remedy: string | null
  regions: string[]
  since: Date
  lastCompleteAt: Date | null
}

/** What was looked at in one account: its scopes by source, state and reason; what is missing first. */
export function readAccountScopes(tx: Tx, accountId: string): Promise<AccountScopesRow[]> {
  return tx.$queryRaw<AccountScopesRow[]>`
    SELECT s.source, s.status, s.cause, min(s.message) AS message, min(s.remedy) AS remedy,
      array_agg(s.region ORDER BY s.region) AS regions, min(s.since) AS since,
      CASE WHEN bool_and(s.last_complete_at IS NOT NULL) THEN min(s.last_complete_at) END AS "lastCompleteAt"
    FROM scope s WHERE s.account_id = ${accountId} AND s.expected
    GROUP BY s.source, s.status, s.cause
    ORDER BY bool_or(${IS_GAP}) DESC, s.source, s.status, s.cause`
}
