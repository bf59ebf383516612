import type { PoolClient } from 'pg'

/** What one cause opened and closed for a team. */
export type Moves = { checkId: string; cause: string; teamId: string | null; opened: number; closed: number }

/**
 * What changed between two instants, as recorded then. A finding that goes to another subject or team closes there and
 * opens here, so that what was open before, with what opened and without what closed, is what is open after.
 */
export async function readMoves(client: PoolClient, from: Date, until: Date): Promise<Moves[]> {
  const { rows } = await client.query<Moves>(
    `WITH touched AS (
       SELECT DISTINCT account_id, finding_id FROM finding_transition WHERE recorded_at >= $1 AND recorded_at < $2),
     steps AS (
       SELECT t.check_id, t.cause, t.team_id, t.subject, t.to_status, t.recorded_at,
         lag(t.to_status) OVER w AS was_status, lag(t.team_id) OVER w AS was_team, lag(t.subject) OVER w AS was_subject
       FROM finding_transition t JOIN touched USING (account_id, finding_id)
       WHERE t.recorded_at < $2
       WINDOW w AS (PARTITION BY t.account_id, t.finding_id ORDER BY t.recorded_at, t.id)),
     moves AS (
       SELECT *, was_status = 'open' AS was_open, to_status = 'open' AS is_open,
         (was_team, was_subject) IS DISTINCT FROM (team_id, subject) AS moved
       FROM steps WHERE recorded_at >= $1),
     sides AS (
       SELECT check_id, cause, team_id, 1 AS opened, 0 AS closed FROM moves
       WHERE is_open AND (was_open IS NOT TRUE OR moved)
       UNION ALL
       SELECT check_id, cause, was_team, 0, 1 FROM moves WHERE was_open AND (NOT is_open OR moved))
     SELECT check_id AS "checkId", cause, team_id AS "teamId", sum(opened)::int AS opened, sum(closed)::int AS closed
     FROM sides GROUP BY check_id, cause, team_id
     ORDER BY check_id COLLATE "C", cause COLLATE "C", team_id COLLATE "C"`,
    [from, until],
  )
  return rows
}
