import type { ClientBase } from 'pg'

/**
 * Notes the accounts that events touch, and counts their resources anew. With `endsAbsent`, accounts that these events no
 * longer touch go. Answers how many rows changed.
 */
export async function syncHealthEventAccounts(
  client: ClientBase,
  touched: readonly { accountId: string; eventId: string }[],
  eventIds: readonly string[],
  endsAbsent: boolean,
): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT "accountId" AS account_id, "eventId" AS event_id
       FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, "eventId" uuid)),
     named AS (
       SELECT account_id, event_id, count(*) AS entities, count(*) FILTER (WHERE status = 'PENDING') AS pending,
         count(*) FILTER (WHERE status = 'RESOLVED') AS resolved
       FROM health_entity WHERE event_id = ANY ($2::uuid[]) AND ended_at IS NULL GROUP BY account_id, event_id),
     counted AS (
       SELECT account_id, event_id, coalesce(entities, 0)::int AS entities, coalesce(pending, 0)::int AS pending,
         coalesce(resolved, 0)::int AS resolved, coalesce(entities - pending - resolved, 0)::int AS unknown
       FROM given LEFT JOIN named USING (account_id, event_id)),
     gone AS (
       DELETE FROM health_event_account a
       WHERE $3 AND a.event_id = ANY ($2::uuid[])
         AND NOT EXISTS (SELECT 1 FROM given g WHERE g.account_id = a.account_id AND g.event_id = a.event_id)
       RETURNING 1),
     written AS (
       INSERT INTO health_event_account (account_id, event_id, entities, pending, resolved, unknown)
       SELECT account_id, event_id, entities, pending, resolved, unknown FROM counted c
       WHERE NOT EXISTS (SELECT 1 FROM health_event_account a WHERE a.account_id = c.account_id
         AND a.event_id = c.event_id AND (a.entities, a.pending, a.resolved, a.unknown)
           = (c.entities, c.pending, c.resolved, c.unknown))
       ON CONFLICT (account_id, event_id) DO UPDATE SET entities = excluded.entities, pending = excluded.pending,
         resolved = excluded.resolved, unknown = excluded.unknown
       RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [JSON.stringify(touched), eventIds, endsAbsent],
  )
  return rows[0]?.changed ?? 0
}
