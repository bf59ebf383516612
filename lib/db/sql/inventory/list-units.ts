import type { ClientBase } from 'pg'

export type StoredUnit = { id: string; parentId: string | null; name: string }

/** The root and the units that have not ended. */
export async function listUnits(client: ClientBase): Promise<StoredUnit[]> {
  const { rows } = await client.query<StoredUnit>(
    `SELECT id, parent_id AS "parentId", name FROM organizational_unit WHERE ended_at IS NULL ORDER BY id`,
  )
  return rows
}
