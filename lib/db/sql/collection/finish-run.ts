import type { ClientBase, Pool } from 'pg'
import { isGapSql } from '../gap.ts'

export type RunEnd = {
  /** Null: failed where trouble was noted, else whatever its scopes came to. */
  status: 'partial' | 'interrupted' | null
  message: string | null
  at: Date
}

/**
 * Ends a running run with the totals of its scopes: complete when none of them is a gap, else partial. False when it
 * had ended before, or, unless `status` says how it ends, while scopes are still to be read.
 */
export async function finishRun(database: Pool | ClientBase, runId: string, end: RunEnd): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE collection_run r SET
       status = CASE WHEN $2::text IS NOT NULL THEN $2 WHEN r.message IS NOT NULL THEN 'failed'
         WHEN s.open_gaps = 0 THEN 'complete' ELSE 'partial' END,
       message = coalesce(r.message, $3), finished_at = $4, lease_until = NULL,
       duration_ms = greatest(0, extract(epoch FROM $4::timestamptz - coalesce(r.started_at, $4)) * 1000)::int,
       rows = s.rows, aws_calls = greatest(s.aws_calls, c.calls), throttles = greatest(s.throttles, c.throttles),
       scopes_expected = s.scopes
     FROM (
       SELECT count(*)::int AS scopes, count(*) FILTER (WHERE status IN ('pending', 'running')) AS unread,
         count(*) FILTER (WHERE ${isGapSql('g')}) AS open_gaps, coalesce(sum(rows), 0) AS rows,
         coalesce(sum(aws_calls), 0)::int AS aws_calls, coalesce(sum(throttles), 0)::int AS throttles
       FROM run_scope g WHERE run_id = $1) s,
       (SELECT coalesce(sum(calls), 0)::int AS calls, coalesce(sum(throttles), 0)::int AS throttles
       FROM run_call WHERE run_id = $1) c
     WHERE r.id = $1 AND r.status = 'running' AND ($2::text IS NOT NULL OR s.unread = 0)`,
    [runId, end.status, end.message, end.at],
  )
  return rowCount === 1
}
