import type { PoolClient } from 'pg'

export type HistoryInsert = {
  at: Date
  id: string
  accountId: string
  actor: string
  action: string
  object: string
  entry: unknown
}

/** Adds entries without a place in the chain: the sealer gives it. */
export async function insertHistory(client: PoolClient, rows: readonly HistoryInsert[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO history (at, id, account_id, actor, action, object, entry)
     SELECT n.at, n.id, n."accountId", n.actor, n.action, n.object, n.entry
     FROM json_to_recordset($1::json) AS n(at timestamptz, id uuid, "accountId" text, actor text, action text,
       object text, entry jsonb)`,
    [JSON.stringify(rows)],
  )
}
