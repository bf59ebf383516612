import type { PoolClient } from 'pg'

/** Open findings of one check, subject and date; of one team, or of all (`isTotal`), where accounts are not counted twice. */
export type OpenAt = {
  checkId: string
  subject: string
  dueOn: string | null
  isTotal: boolean
  teamId: string | null
  open: number
  accounts: number
}

/** What was open at an instant, as far as it was recorded by then: the last transition of each finding before it. */
export async function readOpenAt(client: PoolClient, before: Date): Promise<OpenAt[]> {
  const { rows } = await client.query<OpenAt>(
    `WITH last AS (
       SELECT DISTINCT ON (account_id, finding_id) account_id, check_id, subject, team_id, due_on, to_status
       FROM finding_transition WHERE recorded_at < $1
       ORDER BY account_id, finding_id, recorded_at DESC, id DESC)
     SELECT check_id AS "checkId", subject, due_on::text AS "dueOn", grouping(team_id) = 1 AS "isTotal",
       team_id AS "teamId", count(*)::int AS open, count(DISTINCT account_id)::int AS accounts
     FROM last WHERE to_status = 'open'
     GROUP BY GROUPING SETS ((check_id, subject, due_on, team_id), (check_id, subject, due_on))
     ORDER BY due_on, subject COLLATE "C", check_id COLLATE "C", team_id COLLATE "C"`,
    [before],
  )
  return rows
}
