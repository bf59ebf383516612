import type { ClientBase } from 'pg'
import type { AccountTagsRow } from '../../../collectors/rows.ts'

/** Gives each of the accounts exactly the tags it is listed with; accounts that are not listed keep theirs. */
export async function syncAccountTags(client: ClientBase, rows: readonly AccountTagsRow[]): Promise<number> {
  const { rows: counts } = await client.query<{ changed: number }>(
    `WITH listed AS (SELECT account_id, tags FROM jsonb_to_recordset($1::jsonb) AS r(account_id text, tags jsonb)),
     given AS (SELECT l.account_id, t.key, t.value FROM listed l, jsonb_each_text(l.tags) t),
     gone AS (
       DELETE FROM account_tag t USING listed l
       WHERE t.account_id = l.account_id AND NOT l.tags ? t.key RETURNING 1),
     written AS (
       INSERT INTO account_tag (account_id, key, value)
       SELECT account_id, key, value FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM account_tag t
         WHERE t.account_id = g.account_id AND t.key = g.key AND t.value = g.value)
       ON CONFLICT (account_id, key) DO UPDATE SET value = excluded.value RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [JSON.stringify(rows.map(({ accountId, tags }) => ({ account_id: accountId, tags })))],
  )
  return counts[0]?.changed ?? 0
}
