import type { ClientBase } from 'pg'
import type { AccountContactRow } from '../../../collectors/rows.ts'

/** Writes the contacts that are new or changed; with `endsAbsent` also removes those the reading did not show. */
export async function syncAccountContacts(
  client: ClientBase,
  accountId: string,
  rows: readonly AccountContactRow[],
  endsAbsent: boolean,
): Promise<number> {
  const { rows: counts } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($2::jsonb) AS r(kind text, name text, title text, email text, phone text)),
     gone AS (
       DELETE FROM account_contact c
       WHERE c.account_id = $1 AND $3 AND NOT EXISTS (SELECT 1 FROM given g WHERE g.kind = c.kind) RETURNING 1),
     written AS (
       INSERT INTO account_contact (account_id, kind, name, title, email, phone)
       SELECT $1, kind, name, title, email, phone FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM account_contact c WHERE c.account_id = $1 AND c.kind = g.kind
         AND (c.name, c.title, c.email, c.phone) IS NOT DISTINCT FROM (g.name, g.title, g.email, g.phone))
       ON CONFLICT (account_id, kind) DO UPDATE SET name = excluded.name, title = excluded.title,
         email = excluded.email, phone = excluded.phone RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [accountId, JSON.stringify(rows), endsAbsent],
  )
  return counts[0]?.changed ?? 0
}
