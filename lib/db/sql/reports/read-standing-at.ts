import type { PoolClient } from 'pg'
import { isLateText } from '../due.ts'

/** What the history says of recommendations at an instant, of one team. */
export type StandingAt = { teamId: string | null; waiting: number; late: number }

/**
 * The last entry of each recommendation's history before an instant says its stage, and the last acceptance the day that
 * was promised. One without an entry waits for its first answer.
 */
const STANDING = `entry AS (
    SELECT DISTINCT ON (object) object, entry ->> 'to' AS stage FROM history
    WHERE object LIKE 'recommendation:%' AND at < $1 ORDER BY object, at DESC, id DESC),
  promise AS (
    SELECT DISTINCT ON (object) object, (entry ->> 'committedOn')::date AS day, entry ->> 'assignee' AS assignee
    FROM history WHERE object LIKE 'recommendation:%' AND at < $1 AND action = 'accepted'
    ORDER BY object, at DESC, id DESC),
  standing AS (
    SELECT r.account_id, r.id, r.check_id, r.subject, r.team_id, p.assignee, p.day,
      coalesce(e.stage, 'pending_response') AS stage, e.stage = 'in_progress' AND ${isLateText('p.day', '$2')} AS is_late
    FROM recommendation r
      LEFT JOIN entry e ON e.object = 'recommendation:' || r.id
      LEFT JOIN promise p ON p.object = 'recommendation:' || r.id
    WHERE r.created_at < $1)`

/** How many wait for an answer, and how many have one whose day has passed. `day` is the first one after the instant. */
export async function readStandingAt(client: PoolClient, before: Date, day: string): Promise<StandingAt[]> {
  const { rows } = await client.query<StandingAt>(
    `WITH ${STANDING}
     SELECT team_id AS "teamId", count(*) FILTER (WHERE stage = 'pending_response')::int AS waiting,
       count(*) FILTER (WHERE is_late)::int AS late
     FROM standing GROUP BY team_id ORDER BY team_id COLLATE "C"`,
    [before, day],
  )
  return rows
}

export type LatePromise = {
  accountId: string
  recommendationId: string
  checkId: string
  subject: string
  teamId: string | null
  committedOn: string
  assignee: string | null
}

/** Accepted, with a day that has passed; the latest first, so many of each team and so many of all. */
export async function listLatePromises(
  client: PoolClient,
  before: Date,
  day: string,
  most: number,
): Promise<LatePromise[]> {
  const { rows } = await client.query<LatePromise>(
    `WITH ${STANDING},
     ranked AS (
       SELECT *, row_number() OVER (ORDER BY day, account_id, id) AS of_all,
         row_number() OVER (PARTITION BY team_id ORDER BY day, account_id, id) AS of_team
       FROM standing WHERE is_late)
     SELECT account_id AS "accountId", id AS "recommendationId", check_id AS "checkId", subject, team_id AS "teamId",
       day::text AS "committedOn", assignee
     FROM ranked WHERE of_all <= $3 OR of_team <= $3 ORDER BY of_all`,
    [before, day, most],
  )
  return rows
}
