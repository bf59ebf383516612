import type { ClientBase } from 'pg'

/** Ends those of the functions that have no version left. They keep their row, and with it their first day. */
export async function endFunctions(
  client: ClientBase,
  accountId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  await client.query(
    `UPDATE lambda_function f SET ended_at = $3
     WHERE account_id = $1 AND id = ANY($2::uuid[]) AND ended_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM lambda_version v WHERE v.account_id = f.account_id AND v.function_id = f.id)`,
    [accountId, ids, at],
  )
}
