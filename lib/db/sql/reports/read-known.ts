import type { Pool, PoolClient } from 'pg'

/** When the first collection of the organisation ended: before it, nothing was known. */
export async function findKnownSince(database: Pool | PoolClient): Promise<Date | null> {
  const { rows } = await database.query<{ at: Date | null }>(
    `SELECT min(finished_at) AS at FROM collection_run WHERE status IN ('complete', 'partial') AND account_ids = '{}'`,
  )
  return rows[0]?.at ?? null
}

/** Teams that there were before an instant. */
export async function listTeamsBefore(client: PoolClient, before: Date): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM team WHERE created_at < $1 ORDER BY id COLLATE "C"',
    [before],
  )
  return rows.map(({ id }) => id)
}
