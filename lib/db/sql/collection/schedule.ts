import type { ClientBase } from 'pg'

/** Ours alone among the advisory locks of the database. */
const SCHEDULE_LOCK = 5_478_109_501

/** Until the end of the transaction. False when another scheduler is at it (F55). */
export async function lockSchedule(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_xact_lock($1) AS locked`, [
    SCHEDULE_LOCK,
  ])
  return rows[0]?.locked === true
}

/** The same, but waits for the other. */
export async function waitForSchedule(client: ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEDULE_LOCK])
}

/** True while a collection is wanted or under way: the next scheduled one waits for it. */
export async function isCollecting(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ collecting: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM collection_run WHERE status IN ('requested', 'running')) AS collecting`,
  )
  return rows[0]?.collecting === true
}

/** When each of the sources was last wanted of the whole organisation, in runs that broke off as well or only in others. */
export async function listLastWanted(
  client: ClientBase,
  sources: readonly string[],
  { alsoBroken }: { alsoBroken: boolean },
): Promise<{ source: string; at: Date | null }[]> {
  const { rows } = await client.query<{ source: string; at: Date | null }>(
    `SELECT s.source, (SELECT max(r.requested_at) FROM collection_run r
       WHERE r.account_ids = '{}' AND r.regions = '{}' AND (r.sources = '{}' OR s.source = ANY (r.sources))
         AND ($2 OR r.status <> 'interrupted')) AS at
     FROM unnest($1::text[]) AS s(source)`,
    [sources, alsoBroken],
  )
  return rows
}
