/** For tests: puts events of AWS Health into a database as recording would. */
import type pg from 'pg'
import { changeIdOf } from '../../../core/health-change.ts'
import { stableId } from '../../../core/identity.ts'
import { addDays } from '../../../core/time.ts'

type Client = Pick<pg.ClientBase, 'query'>

export type RecordedEvent = {
  arn: string
  service?: string
  typeCode?: string
  region?: string
  startsAt: string | null
  endsAt?: string | null
  awsStatus?: string | null
  scopeCode?: string
  versions?: string
  description?: string
  firstSeenAt?: string
  withdrawnAt?: string | null
  unlistedAt?: string | null
  /** Resources with their status by account; an account may have none. */
  accounts: Record<string, Record<string, string | null>>
}

const NO_HASH = Buffer.alloc(1)
const SEEN = '2026-08-01T06:00:00Z'

const EKS = { service: 'EKS', typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT', region: 'eu-west-1' }

export const eventIdOf = (arn: string): string => stableId('health-event', arn)

export function changeIdOfRecorded({ typeCode = EKS.typeCode, versions, startsAt }: RecordedEvent): string {
  const metadata: Record<string, string> = versions ? { deprecated_versions: versions } : {}
  return changeIdOf(typeCode, { metadata, firstStartsAt: startsAt === null ? null : new Date(startsAt) })
}

export async function recordEvent(client: Client, event: RecordedEvent): Promise<string> {
  const { service = EKS.service, typeCode = EKS.typeCode, region = EKS.region, firstSeenAt = SEEN } = event
  const id = eventIdOf(event.arn)
  const changeId = changeIdOfRecorded(event)
  await client.query(
    `INSERT INTO health_event (id, arn, service, type_code, category, scope_code, region, starts_at, ends_at,
       last_updated_at, aws_status, description, metadata, change_id, first_seen_at, withdrawn_at, unlisted_at,
       content_hash)
     VALUES ($1, $2, $3, $4, 'scheduledChange', $5, $6, $7, $8, $9, $10, $11, $12, $13, $9, $14, $15, $16)`,
    [
      id,
      event.arn,
      service,
      typeCode,
      event.scopeCode ?? 'ACCOUNT_SPECIFIC',
      region,
      event.startsAt,
      event.endsAt ?? null,
      firstSeenAt,
      event.awsStatus === undefined ? 'upcoming' : event.awsStatus,
      event.description ?? null,
      event.versions ? { deprecated_versions: event.versions } : {},
      changeId,
      event.withdrawnAt ?? null,
      event.unlistedAt ?? null,
      NO_HASH,
    ],
  )
  await client.query(
    `INSERT INTO health_event_update (event_id, updated_at, recorded_at, aws_status, starts_at, ends_at)
     VALUES ($1, $2, $2, $3, $4, $5)`,
    [id, firstSeenAt, event.awsStatus ?? 'upcoming', event.startsAt, event.endsAt ?? null],
  )
  for (const [accountId, entities] of Object.entries(event.accounts)) {
    await recordAccountOfEvent(client, { accountId, eventId: id, entities, at: firstSeenAt })
  }
  return changeId
}

/** Resources that were pending when they were first seen, and are what they are now since. */
async function recordAccountOfEvent(
  client: Client,
  touched: { accountId: string; eventId: string; entities: Record<string, string | null>; at: string },
) {
  const { accountId, eventId, entities, at } = touched
  const statuses = Object.values(entities)
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length
  const [pending, resolved] = [count('PENDING'), count('RESOLVED')]
  await client.query('INSERT INTO health_event_account VALUES ($1, $2, $3, $4, $5, $6)', [
    accountId,
    eventId,
    statuses.length,
    pending,
    resolved,
    statuses.length - pending - resolved,
  ])
  if (statuses.length === 0) return
  const values = Object.keys(entities)
  const ids = values.map((value) => stableId(eventId, value))
  await client.query(
    `INSERT INTO health_entity (account_id, id, event_id, value, status, last_updated_at, first_seen_at, content_hash)
     SELECT $1, e.id, $2, e.value, e.status, $3, $3, $4
     FROM unnest($5::uuid[], $6::text[], $7::text[]) AS e (id, value, status)`,
    [accountId, eventId, at, NO_HASH, ids, values, statuses],
  )
  const seen = ids.flatMap((id, index) => {
    const status = statuses[index] ?? null
    if (status !== 'RESOLVED') return [{ id, status, on: at }]
    // Spread over the weeks, so that progress has steps.
    const days = 7 + (Number.parseInt(id.slice(0, 4), 16) % 90)
    return [
      { id, status: 'PENDING', on: at },
      { id, status, on: `${addDays(at.slice(0, 10), days)}T06:00:00Z` },
    ]
  })
  await client.query(
    `INSERT INTO health_entity_update (account_id, entity_id, event_id, status, updated_at, recorded_at)
     SELECT $1, u.id, $2, u.status, u.seen_at, u.seen_at
     FROM unnest($3::uuid[], $4::text[], $5::timestamptz[]) AS u (id, status, seen_at)`,
    [accountId, eventId, seen.map(({ id }) => id), seen.map(({ status }) => status), seen.map(({ on }) => on)],
  )
}
