import type { EventStatus } from '#lib/checks/health/event-status'
import type { Tx } from '../../as-viewer.ts'
import { type HealthQuestion, healthParts } from './health-parts.ts'

export type ListedEvent = {
  arn: string
  region: string
  startsAt: Date | null
  endsAt: Date | null
  awsStatus: string | null
  status: EventStatus
  entities: number
  open: number
  accounts: number
  firstSeenAt: Date
  lastUpdatedAt: Date | null
  withdrawnAt: Date | null
}

/** Events of one change, by Region. */
export function listChangeEvents(tx: Tx, question: HealthQuestion, limit: number): Promise<ListedEvent[]> {
  return tx.$queryRaw<ListedEvent[]>`
    WITH ${healthParts(question)}
    SELECT e.arn, e.region, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.aws_status AS "awsStatus", e.status,
      sum(p.entities)::int AS entities, sum(p.open)::int AS open, count(p.account_id)::int AS accounts,
      e.first_seen_at AS "firstSeenAt", e.last_updated_at AS "lastUpdatedAt", e.withdrawn_at AS "withdrawnAt"
    FROM event e JOIN part p ON p.event_id = e.id
    GROUP BY e.arn, e.region, e.starts_at, e.ends_at, e.aws_status, e.status, e.first_seen_at, e.last_updated_at,
      e.withdrawn_at
    ORDER BY e.region, e.arn LIMIT ${limit}`
}

export type ListedUpdate = {
  regions: string[]
  recordedAt: Date
  updatedAt: Date | null
  awsStatus: string | null
  startsAt: Date | null
  endsAt: Date | null
  isFirst: boolean
  moved: boolean
  restated: boolean
}

/**
 * Every state the events of a change were seen in, the newest first, each against the one before it. What was said of
 * several Regions at once is one row.
 */
export function listChangeUpdates(tx: Tx, changeId: string, limit: number): Promise<ListedUpdate[]> {
  return tx.$queryRaw<ListedUpdate[]>`
    WITH state AS (
      SELECT e.region, u.id, u.recorded_at, u.updated_at, u.aws_status, u.starts_at, u.ends_at,
        row_number() OVER earlier = 1 AS is_first,
        (u.starts_at, u.ends_at) IS DISTINCT FROM (lag(u.starts_at) OVER earlier, lag(u.ends_at) OVER earlier) AS moved,
        u.aws_status IS DISTINCT FROM lag(u.aws_status) OVER earlier AS restated
      FROM health_event e JOIN health_event_update u ON u.event_id = e.id
      WHERE e.change_id = ${changeId}::uuid
      WINDOW earlier AS (PARTITION BY u.event_id ORDER BY u.recorded_at, u.id)
    )
    SELECT array_agg(DISTINCT region ORDER BY region) AS regions, recorded_at AS "recordedAt",
      max(updated_at) AS "updatedAt", aws_status AS "awsStatus", starts_at AS "startsAt", ends_at AS "endsAt",
      is_first AS "isFirst", moved, restated
    FROM state GROUP BY recorded_at, aws_status, starts_at, ends_at, is_first, moved, restated
    ORDER BY recorded_at DESC, max(id) DESC LIMIT ${limit}`
}
