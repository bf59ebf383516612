import type { ClientBase, Pool } from 'pg'

export type Unread = {
  cause: string
  message: string
  remedy: string
  /** False keeps what coverage says of scopes that were looked at before: nothing was learnt of them. */
  covers: boolean
  /** Only these sources of this account; all of the run unless said. */
  only?: { accountId: string; sources: readonly string[] }
  at: Date
}

/** Ends what a run has not read. Its attempts count up, so that a worker that wakes is refused. */
export async function closeUnreadScopes(database: Pool | ClientBase, runId: string, unread: Unread): Promise<void> {
  const { only } = unread
  await database.query(
    `WITH closed AS (
       UPDATE run_scope SET status = 'failed', cause = $2, message = $3, attempt = attempt + 1, finished_at = $5
       WHERE run_id = $1 AND status IN ('pending', 'running') AND ($7::text IS NULL OR account_id = $7 AND source = ANY ($8))
       RETURNING account_id, source, region)
     UPDATE scope s SET status = CASE WHEN $6 THEN 'failed' ELSE s.status END, cause = $2, message = $3, remedy = $4,
       since = CASE WHEN $6 AND (s.status, s.cause) IS DISTINCT FROM ('failed', $2) THEN $5 ELSE s.since END,
       last_attempt_at = $5, last_run_id = $1
     FROM closed c
     WHERE s.account_id = c.account_id AND s.source = c.source AND s.region = c.region
       AND ($6 OR s.status = 'never')`,
    [
      runId,
      unread.cause,
      unread.message,
      unread.remedy,
      unread.at,
      unread.covers,
      only?.accountId ?? null,
      only?.sources ?? [],
    ],
  )
}
