import type { Pool } from 'pg'

/**
 * Removes what some runs that ended before a moment did place by place, the oldest first, and answers of how many. The
 * newest runs keep theirs, however old they are: reports and pages compare with them.
 */
export async function removeRunDetails(
  pool: Pool,
  { endedBefore, keptRuns, atOnce, at }: { endedBefore: Date; keptRuns: number; atOnce: number; at: Date },
): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH old AS (
       SELECT id FROM collection_run WHERE details_removed_at IS NULL AND finished_at < $1
         AND id NOT IN (SELECT id FROM collection_run ORDER BY requested_at DESC, id DESC LIMIT $2)
       ORDER BY finished_at LIMIT $3 FOR UPDATE SKIP LOCKED),
     gone AS (DELETE FROM run_scope WHERE run_id IN (SELECT id FROM old))
     UPDATE collection_run SET details_removed_at = $4 WHERE id IN (SELECT id FROM old)`,
    [endedBefore, keptRuns, atOnce, at],
  )
  return rowCount ?? 0
}
