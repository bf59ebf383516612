import type { ClientBase, Pool } from 'pg'
import type { BegunAttempt } from './begin-attempts.ts'
import { byAccount, isOneOf, type ScopeKey } from './scope-keys.ts'

/** How an attempt at a scope ended. */
export type Outcome = BegunAttempt & {
  status: string
  cause: string | null
  message: string | null
  remedy: string | null
  rows: number
  pages: number
  awsCalls: number
  throttles: number
  durationMs: number
  /** True when rows of the scope changed. */
  changed: boolean
  /** Read completely before, and nothing to ask now. */
  lost: boolean
}

/**
 * Writes how attempts ended, to the run and to coverage, and answers which it wrote: one that is no longer the attempt
 * under way is passed over, both times. Only a complete reading moves the last good time and the count.
 */
export async function writeOutcomes(
  database: Pool | ClientBase,
  runId: string,
  outcomes: readonly Outcome[],
  at: Date,
): Promise<ScopeKey[]> {
  const written: ScopeKey[] = []
  for (const { columns, keys } of byAccount(outcomes)) {
    const { rows } = await database.query<ScopeKey>(
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($3::jsonb) AS r(source text, region text, attempt int, status text, cause text,
           message text, remedy text, rows int, pages int, "awsCalls" int, throttles int, "durationMs" int,
           changed boolean, lost boolean)),
       ended AS (
         UPDATE run_scope r SET status = g.status, lost = g.lost, cause = g.cause, message = g.message, rows = g.rows, pages = g.pages,
           aws_calls = r.aws_calls + g."awsCalls", throttles = r.throttles + g.throttles, finished_at = $2,
           duration_ms = g."durationMs"
         FROM given g
         WHERE r.run_id = $1 AND ${isOneOf('r', 4)} AND r.source = g.source AND r.region = g.region
           AND r.attempt = g.attempt AND r.status = 'running'
         RETURNING g.*),
       covered AS (
         UPDATE scope s SET status = e.status, lost = e.lost, cause = e.cause, message = e.message, remedy = e.remedy,
           since = CASE WHEN (s.status, s.cause) IS DISTINCT FROM (e.status, e.cause) THEN $2 ELSE s.since END,
           last_attempt_at = $2, last_run_id = $1, expected = true, revision = s.revision + e.changed::int,
           last_complete_at = CASE WHEN e.status = 'complete' THEN $2 ELSE s.last_complete_at END,
           first_complete_at = coalesce(s.first_complete_at, CASE WHEN e.status = 'complete' THEN $2 END),
           count = CASE WHEN e.status = 'complete' THEN e.rows ELSE s.count END,
           pages = CASE WHEN e.status = 'complete' THEN e.pages ELSE s.pages END,
           duration_ms = e."durationMs"
         FROM ended e
         WHERE s.account_id = $4 AND s.source = e.source AND s.region = e.region)
       SELECT $4::text AS "accountId", source, region FROM ended`,
      [runId, at, JSON.stringify(keys), ...columns],
    )
    written.push(...rows)
  }
  return written
}
