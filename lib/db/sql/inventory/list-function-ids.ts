import type { ClientBase } from 'pg'

/** The functions that these versions belong to. */
export async function listFunctionIds(
  client: ClientBase,
  accountId: string,
  versionIds: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ function_id: string }>(
    `SELECT DISTINCT function_id FROM lambda_version WHERE account_id = $1 AND id = ANY($2::uuid[])`,
    [accountId, versionIds],
  )
  return rows.map((row) => row.function_id)
}
