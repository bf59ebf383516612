import type { ClientBase, Pool } from 'pg'
import type { ScopeKey } from './scope-keys.ts'

/** When the scope was last read completely, or null: never. */
export async function findLastComplete(database: Pool | ClientBase, key: ScopeKey): Promise<Date | null> {
  const { rows } = await database.query<{ at: Date | null }>(
    `SELECT last_complete_at AS at FROM scope WHERE account_id = $1 AND source = $2 AND region = $3`,
    [key.accountId, key.source, key.region],
  )
  return rows[0]?.at ?? null
}
