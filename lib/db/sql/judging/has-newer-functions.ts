import type { ClientBase, Pool } from 'pg'

/**
 * True when the place has a function that was first seen after the instant: what was read before then says nothing about
 * it, so a reading that repeats the old one is news for it.
 */
export async function hasNewerFunctions(
  database: Pool | ClientBase,
  { accountId, region }: { accountId: string; region: string },
  than: Date,
): Promise<boolean> {
  const { rows } = await database.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM lambda_function WHERE account_id = $1 AND region = $2 AND first_seen_at > $3
       AND ended_at IS NULL) AS found`,
    [accountId, region, than],
  )
  return rows[0]?.found ?? false
}
