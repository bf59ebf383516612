import type { PoolClient } from 'pg'

export type AccountFacts = { ouPath: string; tags: Record<string, string> }

/** Locks the account's row until the end of the transaction: its counts are written by one at a time. */
export async function lockAccount(client: PoolClient, accountId: string): Promise<AccountFacts | null> {
  await client.query('SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId])
  const { rows } = await client.query<AccountFacts>(
    `SELECT ou_path AS "ouPath", (SELECT coalesce(jsonb_object_agg(t.key, t.value), '{}') FROM account_tag t
       WHERE t.account_id = a.id) AS tags FROM account a WHERE a.id = $1`,
    [accountId],
  )
  return rows[0] ?? null
}
