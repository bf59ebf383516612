import type { ClientBase, Pool } from 'pg'

/** Notes why a run's work broke off: how the run ends, should it be for good. */
export async function noteBreak(database: Pool | ClientBase, runId: string, reason: string): Promise<void> {
  await database.query(`UPDATE collection_run SET broke_off = $2 WHERE id = $1 AND status = 'running'`, [runId, reason])
}

/** How the last runs ended, the newest first: why they broke off, or null of one that did not. */
export async function listLastBreaks(database: Pool | ClientBase, most: number): Promise<(string | null)[]> {
  const { rows } = await database.query<{ reason: string | null }>(
    `SELECT CASE WHEN status = 'interrupted' THEN coalesce(broke_off, '') END AS reason FROM collection_run
     WHERE status NOT IN ('requested', 'running') ORDER BY requested_at DESC, id DESC LIMIT $1`,
    [most],
  )
  return rows.map(({ reason }) => reason)
}

/** One more sentence about a run that has ended. */
export async function addToMessage(database: Pool | ClientBase, runId: string, sentence: string): Promise<void> {
  await database.query(`UPDATE collection_run SET message = concat_ws(' ', message, $2::text) WHERE id = $1`, [
    runId,
    sentence,
  ])
}
