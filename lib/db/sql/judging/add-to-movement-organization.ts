import type { PoolClient } from 'pg'
import type { MovementDelta } from './add-to-movement.ts'

export type MovementOrganizationDelta = Omit<MovementDelta, 'teamId'>

/** Adds to what moved in the organisation, in the order of its keys. */
export async function addToMovementOrganization(client: PoolClient, deltas: readonly MovementOrganizationDelta[]) {
  if (deltas.length === 0) return
  await client.query(
    `INSERT INTO movement_day_organization AS m (day, check_id, subject, cause, opened, closed)
     SELECT n.day, n."checkId", n.subject, n.cause, n.opened, n.closed
     FROM json_to_recordset($1::json) AS n(day date, "checkId" text, subject text, cause text, opened int, closed int)
     ORDER BY 1, 2, 3, 4
     ON CONFLICT (day, check_id, subject, cause)
     DO UPDATE SET opened = m.opened + excluded.opened, closed = m.closed + excluded.closed`,
    [JSON.stringify(deltas)],
  )
}
