import type { ClientBase, Pool } from 'pg'

/** Scopes of accounts that have left are no longer expected. They keep their row: it says when they were last good. */
export async function retireScopesOfLeftAccounts(client: ClientBase): Promise<void> {
  await client.query(
    `UPDATE scope s SET expected = false FROM account a
     WHERE a.id = s.account_id AND a.left_at IS NOT NULL AND s.expected`,
  )
}

/** Scopes of Regions that are no longer enabled in the account. */
export async function retireScopesOfOtherRegions(
  database: Pool | ClientBase,
  accountId: string,
  regions: readonly string[],
): Promise<void> {
  await database.query(
    `UPDATE scope SET expected = false
     WHERE account_id = $1 AND region <> 'global' AND region <> ALL ($2::text[]) AND expected`,
    [accountId, regions],
  )
}

/** The organisation is asked in one account; what was expected of another before it was known is not any more. */
export async function retireScopesOfOtherHubs(
  database: Pool | ClientBase,
  accountId: string,
  sources: readonly string[],
): Promise<void> {
  await database.query(
    `UPDATE scope SET expected = false WHERE source = ANY ($2::text[]) AND account_id <> $1 AND expected`,
    [accountId, sources],
  )
}
