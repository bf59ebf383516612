import type { ClientBase } from 'pg'
import type { TableShape } from './table-shape.ts'

export async function deleteRows(
  client: ClientBase,
  shape: TableShape,
  accountId: string,
  ids: readonly string[],
): Promise<void> {
  await client.query(`DELETE FROM ${shape.table} WHERE account_id = $1 AND id = ANY($2::uuid[])`, [accountId, ids])
}
