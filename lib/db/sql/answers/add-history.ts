import type { Tx } from '../../as-viewer.ts'
import type { HistoryInsert } from '../history/insert-history.ts'

/** A person's entries, unsealed. Row security lets in only what they did themselves, to what they may decide. */
export async function addHistory(tx: Tx, rows: readonly HistoryInsert[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO history (at, id, account_id, actor, action, object, entry)
    SELECT n.at, n.id, n."accountId", n.actor, n.action, n.object, n.entry
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n(at timestamptz, id uuid, "accountId" text, actor text,
      action text, object text, entry jsonb)`
}
