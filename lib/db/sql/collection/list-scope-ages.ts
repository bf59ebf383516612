import type { ClientBase, Pool } from 'pg'

export type ScopeAge = {
  source: string
  region: string
  status: string
  lastCompleteAt: Date | null
  lastAttemptAt: Date | null
}

/** How an account's scopes stand and when they were last good, to tell which of them are due. */
export async function listScopeAges(database: Pool | ClientBase, accountId: string): Promise<ScopeAge[]> {
  const { rows } = await database.query<ScopeAge>(
    `SELECT source, region, status, last_complete_at AS "lastCompleteAt",
       last_attempt_at AS "lastAttemptAt"
     FROM scope WHERE account_id = $1`,
    [accountId],
  )
  return rows
}
