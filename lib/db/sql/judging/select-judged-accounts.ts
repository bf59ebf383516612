import type { PoolClient } from 'pg'

/** Accounts whose data is not frozen and of which something is recorded that is judged by the day, in order of id. */
export async function selectJudgedAccounts(client: PoolClient, afterId: string, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT a.id FROM account a
     WHERE a.id > $1 AND a.left_at IS NULL AND a.state = 'ACTIVE'
       AND (EXISTS (SELECT FROM lambda_function f WHERE f.account_id = a.id)
         OR EXISTS (SELECT FROM finding f WHERE f.account_id = a.id)
         OR EXISTS (SELECT FROM health_event_account e WHERE e.account_id = a.id)
         OR EXISTS (SELECT FROM trusted_advisor_resource r WHERE r.account_id = a.id))
     ORDER BY a.id LIMIT $2`,
    [afterId, limit],
  )
  return rows.map(({ id }) => id)
}

/** The Regions of an account where a function is or was. */
export async function selectJudgedRegions(client: PoolClient, accountId: string): Promise<string[]> {
  const { rows } = await client.query<{ region: string }>(
    'SELECT DISTINCT region FROM lambda_function WHERE account_id = $1 ORDER BY region',
    [accountId],
  )
  return rows.map(({ region }) => region)
}

/** The Regions of an account where findings are counted; `global` for those of no Region. */
export async function selectFindingRegions(client: PoolClient, accountId: string): Promise<string[]> {
  const { rows } = await client.query<{ region: string }>(
    'SELECT DISTINCT region FROM rollup_account WHERE account_id = $1 ORDER BY region',
    [accountId],
  )
  return rows.map(({ region }) => region)
}
