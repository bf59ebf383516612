import type { EventStatus } from '#lib/checks/health/event-status'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type HealthQuestion, healthParts, STATUS_OF_RANK, STATUS_RANK } from './health-parts.ts'
import { type KeyPart, type Keyset, type Position, pageSql } from './keyset.ts'

export type ListedChange = {
  key: string[]
  changeId: string
  typeCode: string
  service: string
  planned: boolean
  versions: string | null
  regions: string[]
  events: number
  startsAt: Date | null
  endsAt: Date | null
  firstSeenAt: Date
  lastUpdatedAt: Date | null
  status: EventStatus
  entities: number
  open: number
  resolved: number
  unknown: number
  accounts: number
  teams: number
}

export type ChangeOrder = 'status' | 'date' | 'service' | 'open' | 'accounts' | 'seen'

/** Behind every date there is. */
const STARTS_ON = Prisma.sql`coalesce(starts_at::date, '9999-12-31'::date)`
const ID: KeyPart = { sql: Prisma.sql`change_id`, type: 'uuid' }
const DATE: KeyPart = { sql: STARTS_ON, type: 'date' }

const ORDERS: Record<ChangeOrder, KeyPart[]> = {
  status: [{ sql: Prisma.sql`rank`, type: 'int' }, DATE, ID],
  date: [DATE, ID],
  service: [{ sql: Prisma.sql`service COLLATE "C"`, type: 'text' }, DATE, ID],
  open: [{ sql: Prisma.sql`open`, type: 'int' }, ID],
  accounts: [{ sql: Prisma.sql`accounts`, type: 'int' }, ID],
  seen: [{ sql: Prisma.sql`first_seen_at::date`, type: 'date' }, ID],
}

export const changeKeyset = (order: ChangeOrder, descending: boolean): Keyset => ({ parts: ORDERS[order], descending })

/**
 * Parts put together again to changes. Where the Regions of one begin on different days, the date is the first that is
 * still to be kept.
 */
export const CHANGES = Prisma.sql`
  change AS MATERIALIZED (
    SELECT change_id, min(type_code) AS type_code, min(service) AS service, bool_or(planned) AS planned,
      min(metadata->>'deprecated_versions') AS versions, array_agg(DISTINCT region ORDER BY region) AS regions,
      count(DISTINCT event_id)::int AS events,
      coalesce(min(starts_at) FILTER (WHERE status NOT IN ('completed', 'withdrawn')), min(starts_at)) AS starts_at,
      max(ends_at) AS ends_at, min(first_seen_at) AS first_seen_at, max(last_updated_at) AS last_updated_at,
      min(${STATUS_RANK})::int AS rank, sum(entities)::int AS entities, sum(open)::int AS open,
      sum(resolved)::int AS resolved, sum(unknown)::int AS unknown, count(DISTINCT account_id)::int AS accounts,
      count(DISTINCT team_id)::int AS teams
    FROM part GROUP BY change_id
  )`

export const LISTED_CHANGE = Prisma.sql`
  change_id AS "changeId", type_code AS "typeCode", service, planned, versions, regions, events, starts_at AS "startsAt",
  ends_at AS "endsAt", first_seen_at AS "firstSeenAt", last_updated_at AS "lastUpdatedAt", ${STATUS_OF_RANK} AS status,
  entities, open, resolved, unknown, accounts, teams`

/** One page of changes, with one row more than the page holds when there are more. */
export async function listHealthChanges(
  tx: Tx,
  question: HealthQuestion,
  order: { by: ChangeOrder; descending: boolean },
  position: Position,
): Promise<ListedChange[]> {
  const page = pageSql(changeKeyset(order.by, order.descending), position)
  return tx.$queryRaw<ListedChange[]>`
    WITH ${healthParts(question)}, ${CHANGES}
    SELECT ${page.key} AS key, ${LISTED_CHANGE} FROM change
    WHERE ${page.condition} ORDER BY ${page.order} LIMIT ${page.limit}`
}

/** One change as the list has it, or null where there is none for this viewer. */
export async function findHealthChange(tx: Tx, changeId: string, now: Date): Promise<Omit<ListedChange, 'key'> | null> {
  const question = { filters: {}, text: '', now, changeId }
  const [change] = await tx.$queryRaw<Omit<ListedChange, 'key'>[]>`
    WITH ${healthParts(question)}, ${CHANGES} SELECT ${LISTED_CHANGE} FROM change`
  return change ?? null
}
