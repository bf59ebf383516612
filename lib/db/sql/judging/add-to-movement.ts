import type { PoolClient } from 'pg'

export type MovementDelta = {
  day: string
  checkId: string
  subject: string
  teamId: string
  cause: string
  opened: number
  closed: number
}

export async function addToMovement(client: PoolClient, accountId: string, deltas: readonly MovementDelta[]) {
  if (deltas.length === 0) return
  await client.query(
    `INSERT INTO movement_day AS m (account_id, day, check_id, subject, team_id, cause, opened, closed)
     SELECT $1, n.day, n."checkId", n.subject, n."teamId", n.cause, n.opened, n.closed
     FROM json_to_recordset($2::json) AS n(day date, "checkId" text, subject text, "teamId" text, cause text,
       opened int, closed int)
     ORDER BY 2, 3, 4, 5, 6
     ON CONFLICT (account_id, day, check_id, subject, team_id, cause)
     DO UPDATE SET opened = m.opened + excluded.opened, closed = m.closed + excluded.closed`,
    [accountId, JSON.stringify(deltas)],
  )
}
