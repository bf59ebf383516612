import type { ClientBase, Pool } from 'pg'

/** Notes how many scopes the run expects, for whoever watches it. */
export async function countExpectedScopes(database: Pool | ClientBase, runId: string): Promise<void> {
  await database.query(
    `UPDATE collection_run SET scopes_expected = (SELECT count(*) FROM run_scope WHERE run_id = $1)
     WHERE id = $1 AND status = 'running'`,
    [runId],
  )
}
