import type { PoolClient } from 'pg'
import { OWN_NOTES } from '../../../history/history-entry.ts'

export type DecisionCount = { action: string; teamId: string | null; count: number }

/** Steps of recommendations between two instants, counted by what was done. What went with an account was not. */
export async function countDecisions(client: PoolClient, from: Date, until: Date): Promise<DecisionCount[]> {
  const { rows } = await client.query<DecisionCount>(
    `SELECT h.action, r.team_id AS "teamId", count(*)::int AS count
     FROM history h JOIN recommendation r ON r.account_id = h.account_id AND h.object = 'recommendation:' || r.id
     WHERE h.at >= $1 AND h.at < $2 AND h.object LIKE 'recommendation:%'
       AND NOT (h.action = 'resolved' AND h.entry ->> 'note' IS NOT DISTINCT FROM $3)
     GROUP BY h.action, r.team_id ORDER BY h.action COLLATE "C", r.team_id COLLATE "C"`,
    [from, until, OWN_NOTES.accountLeft],
  )
  return rows
}

export type DecisionStep = {
  at: Date
  action: string
  actor: string
  accountId: string
  recommendationId: string
  checkId: string
  subject: string
  teamId: string | null
  reason: string | null
  note: string | null
  committedOn: string | null
  expiresOn: string | null
}

/** The latest of these steps that say more than that something is resolved: so many of each team and so many of all. */
export async function listDecisions(
  client: PoolClient,
  from: Date,
  until: Date,
  most: number,
): Promise<DecisionStep[]> {
  const { rows } = await client.query<DecisionStep>(
    `WITH ranked AS (
       SELECT h.at, h.id, h.action, h.actor, h.account_id, r.id AS recommendation, r.check_id, r.subject, r.team_id, h.entry,
         row_number() OVER (ORDER BY h.at DESC, h.id) AS of_all,
         row_number() OVER (PARTITION BY r.team_id ORDER BY h.at DESC, h.id) AS of_team
       FROM history h JOIN recommendation r ON r.account_id = h.account_id AND h.object = 'recommendation:' || r.id
       WHERE h.at >= $1 AND h.at < $2 AND h.object LIKE 'recommendation:%' AND h.action <> 'resolved')
     SELECT at, action, actor, account_id AS "accountId", recommendation AS "recommendationId", check_id AS "checkId",
       subject, team_id AS "teamId", entry ->> 'reason' AS reason, entry ->> 'note' AS note,
       entry ->> 'committedOn' AS "committedOn", entry ->> 'expiresOn' AS "expiresOn"
     FROM ranked WHERE of_all <= $3 OR of_team <= $3 ORDER BY of_all`,
    [from, until, most],
  )
  return rows
}
