import type { ClientBase } from 'pg'
import type { HealthEventRow } from '../../../collectors/rows.ts'

type EventRow = Extract<HealthEventRow, { kind: 'event' }>

/** An event as it is stored, as far as the next reading is compared with it. */
export type StoredEvent = {
  id: string
  arn: string
  typeCode: string
  startsAt: Date | null
  endsAt: Date | null
  lastUpdatedAt: Date | null
  awsStatus: string | null
  changeId: string
  withdrawnAt: Date | null
  /** Since when AWS lists it no more, without that this tells how it ended. */
  unlistedAt: Date | null
  /** Whether AWS ever told its description. */
  isDescribed: boolean
  /** Hexadecimal. */
  contentHash: string
}

export async function listHealthEvents(client: ClientBase): Promise<StoredEvent[]> {
  const { rows } = await client.query<StoredEvent>(
    `SELECT id, arn, type_code AS "typeCode", starts_at AS "startsAt", ends_at AS "endsAt", last_updated_at AS "lastUpdatedAt",
       aws_status AS "awsStatus", change_id AS "changeId", withdrawn_at AS "withdrawnAt", unlisted_at AS "unlistedAt",
       description IS NOT NULL AS "isDescribed", encode(content_hash, 'hex') AS "contentHash"
     FROM health_event`,
  )
  return rows
}

export type EventWrite = EventRow & { id: string; changeId: string; contentHash: string }

/** Writes events that are new or changed, as no longer withdrawn. One whose details were not told keeps those it had. */
export async function writeHealthEvents(client: ClientBase, events: readonly EventWrite[], at: Date): Promise<void> {
  await client.query(
    `INSERT INTO health_event AS h (id, arn, service, type_code, category, scope_code, region, starts_at, ends_at,
       last_updated_at, aws_status, actionability, description, metadata, change_id, first_seen_at, content_hash)
     SELECT id, arn, service, "typeCode", category, "scopeCode", region, "startsAt", "endsAt", "lastUpdatedAt",
       "awsStatus", actionability, description, metadata, "changeId", $2, decode("contentHash", 'hex')
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, arn text, service text, "typeCode" text, category text,
       "scopeCode" text, region text, "startsAt" timestamptz(3), "endsAt" timestamptz(3), "lastUpdatedAt" timestamptz(3),
       "awsStatus" text, actionability text, description text, metadata jsonb, "changeId" uuid, "contentHash" text)
     ON CONFLICT (id) DO UPDATE SET service = excluded.service, type_code = excluded.type_code,
       category = excluded.category, scope_code = excluded.scope_code, region = excluded.region,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, last_updated_at = excluded.last_updated_at,
       aws_status = excluded.aws_status, actionability = excluded.actionability,
       description = coalesce(excluded.description, h.description),
       metadata = CASE WHEN excluded.description IS NULL THEN h.metadata ELSE excluded.metadata END,
       change_id = excluded.change_id, content_hash = excluded.content_hash, withdrawn_at = NULL, unlisted_at = NULL`,
    [JSON.stringify(events), at],
  )
}

export type EventState = Pick<EventWrite, 'id' | 'lastUpdatedAt' | 'awsStatus' | 'startsAt' | 'endsAt'>

/** Adds the states that events were now seen in to those they were seen in before. */
export async function insertHealthEventUpdates(
  client: ClientBase,
  states: readonly EventState[],
  at: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO health_event_update (event_id, updated_at, recorded_at, aws_status, starts_at, ends_at)
     SELECT id, "lastUpdatedAt", $2, "awsStatus", "startsAt", "endsAt"
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "lastUpdatedAt" timestamptz(3), "awsStatus" text,
       "startsAt" timestamptz(3), "endsAt" timestamptz(3))
     ORDER BY id`,
    [JSON.stringify(states), at],
  )
}

/** Notes since when events are withdrawn. */
export async function setWithdrawn(client: ClientBase, ids: readonly string[], at: Date): Promise<void> {
  await client.query(`UPDATE health_event SET withdrawn_at = $2 WHERE id = ANY ($1::uuid[])`, [ids, at])
}

/** Notes since when AWS lists events no more of which it is not known how they ended. */
export async function setUnlisted(client: ClientBase, ids: readonly string[], at: Date): Promise<void> {
  await client.query(`UPDATE health_event SET unlisted_at = $2 WHERE id = ANY ($1::uuid[])`, [ids, at])
}

/** Events that AWS lists again. */
export async function setListed(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query(`UPDATE health_event SET withdrawn_at = NULL, unlisted_at = NULL WHERE id = ANY ($1::uuid[])`, [
    ids,
  ])
}
