import type { ClientBase } from 'pg'

/** A resource that an event names, as it is stored. */
export type StoredEntity = {
  accountId: string
  id: string
  eventId: string
  status: string | null
  lastUpdatedAt: Date | null
  endedAt: Date | null
  /** Hexadecimal. */
  contentHash: string
}

export async function listHealthEntities(client: ClientBase, eventIds: readonly string[]): Promise<StoredEntity[]> {
  const { rows } = await client.query<StoredEntity>(
    `SELECT account_id AS "accountId", id, event_id AS "eventId", status, last_updated_at AS "lastUpdatedAt", ended_at AS "endedAt",
       encode(content_hash, 'hex') AS "contentHash"
     FROM health_entity WHERE event_id = ANY ($1::uuid[])`,
    [eventIds],
  )
  return rows
}

export type EntityWrite = {
  accountId: string
  id: string
  eventId: string
  value: string
  status: string | null
  lastUpdatedAt: string | null
  contentHash: string
}

/** Writes resources that are new or changed, as named now. */
export async function writeHealthEntities(
  client: ClientBase,
  entities: readonly EntityWrite[],
  at: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO health_entity (account_id, id, event_id, value, status, last_updated_at, first_seen_at, content_hash)
     SELECT "accountId", id, "eventId", value, status, "lastUpdatedAt", $2, decode("contentHash", 'hex')
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, id uuid, "eventId" uuid, value text, status text,
       "lastUpdatedAt" timestamptz(3), "contentHash" text)
     ON CONFLICT (account_id, id) DO UPDATE SET status = excluded.status, last_updated_at = excluded.last_updated_at,
       content_hash = excluded.content_hash, ended_at = NULL`,
    [JSON.stringify(entities), at],
  )
}

/** Adds the statuses that resources were now seen in to those they were seen in before. */
export async function insertHealthEntityUpdates(
  client: ClientBase,
  entities: readonly EntityWrite[],
  at: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO health_entity_update (account_id, entity_id, event_id, status, updated_at, recorded_at)
     SELECT "accountId", id, "eventId", status, "lastUpdatedAt", $2
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, id uuid, "eventId" uuid, status text,
       "lastUpdatedAt" timestamptz(3))
     ORDER BY "accountId", id`,
    [JSON.stringify(entities), at],
  )
}

/** Resources that their events no longer name. */
export async function endHealthEntities(
  client: ClientBase,
  keys: readonly { accountId: string; id: string }[],
  at: Date,
): Promise<void> {
  await client.query(
    `UPDATE health_entity e SET ended_at = $2
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, id uuid)
     WHERE e.account_id = r."accountId" AND e.id = r.id AND e.ended_at IS NULL`,
    [JSON.stringify(keys), at],
  )
}
