import type { ClientBase } from 'pg'

/** Gives accounts the path of the unit they are in, after units or accounts have moved or been renamed. */
export async function followUnitPaths(client: ClientBase): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE account a SET ou_path = u.path FROM organizational_unit u
     WHERE u.id = a.unit_id AND a.left_at IS NULL AND a.ou_path <> u.path`,
  )
  return rowCount ?? 0
}
