import { EVENT_STATUSES } from '../../../checks/health/event-status.ts'
import { dayOf } from '../../../core/time.ts'
import { Prisma } from '../../generated/client.ts'
import { isLateSql } from '../due.ts'
import { likeLiteral } from './like-literal.ts'

/** What lists and exports of scheduled changes may be narrowed by. `text` is a part of what AWS calls the change. */
export type HealthConditions = {
  filters: Partial<Record<'type' | 'status' | 'service' | 'region' | 'account' | 'team', readonly string[]>>
  text: string
}

export type HealthQuestion = HealthConditions & {
  now: Date
  changeId?: string
  /** Only what begins on, or lasts until, one of these days. */
  days?: { from: string; until: string }
}

const UNOWNED_VALUE = 'none'
/** AWS_<SERVICE>_PLANNED_LIFECYCLE_EVENT, with the wildcard that underscores are to LIKE taken from them. */
const IS_PLANNED = Prisma.sql`e.type_code LIKE '%\\_PLANNED\\_LIFECYCLE\\_EVENT'`

/** A day is UTC's, whatever the session's time zone. */
const STARTS_ON = Prisma.sql`(e.starts_at AT TIME ZONE 'UTC')::date`

/**
 * The status of an event `e` with the counts `c` of its resources: `eventStatus` of lib/checks/health in SQL, so that
 * lists can be narrowed and ordered by it. A test holds the two against each other.
 */
const statusSql = (now: Date): Prisma.Sql => Prisma.sql`
  CASE
    WHEN e.withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN c.entities > 0 AND c.resolved >= c.entities AND c.pending = 0 THEN 'completed'
    WHEN e.aws_status = 'closed' AND (c.pending = 0 OR e.starts_at > ${now}) THEN 'completed'
    WHEN e.unlisted_at IS NOT NULL THEN 'unknown'
    WHEN e.starts_at IS NULL OR e.starts_at > ${now} THEN 'upcoming'
    WHEN ${IS_PLANNED} AND c.pending > 0 AND ${isLateSql(STARTS_ON, dayOf(now))} THEN 'overdue'
    ELSE 'ongoing'
  END`

const anyOf = (column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql[] =>
  values?.length ? [Prisma.sql`${column} = ANY (${[...values]})`] : []

function kindCondition(kinds: readonly string[] | undefined): Prisma.Sql[] {
  if (!kinds?.length) return []
  const conditions = kinds.map((kind) =>
    kind === 'planned' ? IS_PLANNED : kind === 'scheduled' ? Prisma.sql`NOT (${IS_PLANNED})` : Prisma.sql`false`,
  )
  return [Prisma.sql`(${Prisma.join(conditions, ' OR ')})`]
}

function eventCondition({ filters, text, changeId, days }: HealthQuestion): Prisma.Sql {
  const like = `%${likeLiteral(text)}%`
  return Prisma.join(
    [
      Prisma.sql`e.category = 'scheduledChange'`,
      ...kindCondition(filters.type),
      ...anyOf(Prisma.sql`e.service`, filters.service),
      ...anyOf(Prisma.sql`e.region`, filters.region),
      ...(changeId ? [Prisma.sql`e.change_id = ${changeId}::uuid`] : []),
      ...(days
        ? [
            Prisma.sql`e.starts_at < ${days.until}::date + 1
              AND (e.starts_at >= ${days.from}::date OR e.ends_at >= ${days.from}::date)`,
          ]
        : []),
      ...(text === ''
        ? []
        : [
            Prisma.sql`(replace(e.type_code, '_', ' ') ILIKE ${like} OR e.type_code ILIKE ${like}
              OR e.metadata->>'deprecated_versions' ILIKE ${like})`,
          ]),
    ],
    ' AND ',
  )
}

function partCondition({ filters }: HealthQuestion): Prisma.Sql {
  const { status, account, team } = filters
  const named = team?.filter((value) => value !== UNOWNED_VALUE) ?? []
  const owned = [
    ...anyOf(Prisma.sql`o.team_id`, named),
    // An account that is not known has no owner that is known.
    ...(team?.includes(UNOWNED_VALUE) ? [Prisma.sql`(p.account_id IS NOT NULL AND o.team_id IS NULL)`] : []),
  ]
  return Prisma.join(
    [
      ...anyOf(Prisma.sql`e.status`, status),
      ...anyOf(Prisma.sql`p.account_id`, account),
      ...(owned.length > 0 ? [Prisma.sql`(${Prisma.join(owned, ' OR ')})`] : []),
      Prisma.sql`true`,
    ],
    ' AND ',
  )
}

/**
 * Common table expressions: `event`, with its status told from all of its resources that the viewer may see, and `part`,
 * one row for each event and account that fit. Every filter narrows parts, so that a list counts what its export has.
 */
export function healthParts(question: HealthQuestion): Prisma.Sql {
  return Prisma.sql`
    event AS MATERIALIZED (
      SELECT e.*, ${IS_PLANNED} AS planned, ${statusSql(question.now)} AS status
      FROM health_event e CROSS JOIN LATERAL (
        SELECT coalesce(sum(a.entities), 0)::int AS entities, coalesce(sum(a.pending), 0)::int AS pending,
          coalesce(sum(a.resolved), 0)::int AS resolved
        FROM health_event_account a WHERE a.event_id = e.id
      ) c
      WHERE ${eventCondition(question)}
    ),
    part AS (
      SELECT e.id AS event_id, e.change_id, e.arn, e.type_code, e.service, e.category, e.region, e.starts_at, e.ends_at,
        e.last_updated_at, e.aws_status, e.metadata, e.first_seen_at, e.planned, e.status, p.account_id, o.team_id,
        coalesce(p.entities, 0) AS entities, coalesce(p.pending, 0) AS pending, coalesce(p.resolved, 0) AS resolved,
        coalesce(p.unknown, 0) AS unknown,
        -- Of what is over nothing is open, also where AWS never said so of each resource.
        CASE WHEN e.status IN ('completed', 'withdrawn') THEN 0 ELSE coalesce(p.entities - p.resolved, 0) END AS open
      FROM event e LEFT JOIN health_event_account p ON p.event_id = e.id LEFT JOIN account o ON o.id = p.account_id
      WHERE ${partCondition(question)}
    )`
}

/** The order of EVENT_STATUSES. */
const STATUSES = Prisma.raw(EVENT_STATUSES.map((status) => `'${status}'`).join(', '))

/** Where a status stands when the worst comes first: the order of EVENT_STATUSES. */
export const STATUS_RANK = Prisma.sql`array_position(
  ARRAY[${STATUSES}], status)`

/** The status with that rank. */
export const STATUS_OF_RANK = Prisma.sql`(ARRAY[${STATUSES}])[rank]`
