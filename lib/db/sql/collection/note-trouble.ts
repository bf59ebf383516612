import type { ClientBase, Pool } from 'pg'

/** What went wrong with the run as a whole, in one sentence: the run goes on, and ends as failed. */
export async function noteTrouble(database: Pool | ClientBase, runId: string, message: string): Promise<void> {
  await database.query(`UPDATE collection_run SET message = $2 WHERE id = $1 AND status = 'running'`, [runId, message])
}
