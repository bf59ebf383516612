/** What happens to the rows of an account that leaves the organisation, or comes back. */
import type { PoolClient } from 'pg'

/** Accounts that have left and were not archived yet, and those that are back and still are, in order of id. */
export async function selectDepartures(client: PoolClient): Promise<{ id: string; isBack: boolean }[]> {
  const { rows } = await client.query<{ id: string; isBack: boolean }>(
    `SELECT id, left_at IS NULL AS "isBack" FROM account
     WHERE (left_at IS NULL) <> (archived_at IS NULL) ORDER BY id`,
  )
  return rows
}

export async function noteArchived(client: PoolClient, accountId: string, at: Date | null): Promise<void> {
  await client.query('UPDATE account SET archived_at = $2 WHERE id = $1', [accountId, at])
}

/** The functions of a place end, and keep their versions: they are known as they were. */
export async function archiveFunctions(
  client: PoolClient,
  { accountId, region }: { accountId: string; region: string },
  at: Date,
): Promise<void> {
  await client.query(
    'UPDATE lambda_function SET ended_at = $3 WHERE account_id = $1 AND region = $2 AND ended_at IS NULL',
    [accountId, region, at],
  )
}

/** Functions that ended otherwise have no version left. */
export async function reviveFunctions(client: PoolClient, accountId: string): Promise<void> {
  await client.query(
    `UPDATE lambda_function f SET ended_at = NULL WHERE account_id = $1 AND ended_at IS NOT NULL
       AND EXISTS (SELECT FROM lambda_version v WHERE v.account_id = f.account_id AND v.function_id = f.id)`,
    [accountId],
  )
}

export async function endWitnesses(client: PoolClient, accountId: string, at: Date): Promise<void> {
  await client.query('UPDATE finding_witness SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL', [
    accountId,
    at,
  ])
}

/** The Regions of an account where something does not comply. */
export async function selectNoncompliantRegions(client: PoolClient, accountId: string): Promise<string[]> {
  const { rows } = await client.query<{ region: string }>(
    'SELECT DISTINCT region FROM config_evaluation WHERE account_id = $1 ORDER BY region',
    [accountId],
  )
  return rows.map(({ region }) => region)
}
