/** What a reading's event changes of the stored one: the newest update of AWS's wins, whatever order they come in (F46). */
import { isPlannedLifecycle } from '../../checks/health/event-status.ts'
import type { HealthEventRow } from '../../collectors/rows.ts'
import { changeIdOf } from '../../core/health-change.ts'
import { digestHex, stableId } from '../../core/identity.ts'
import { DAY_MS } from '../../core/time.ts'
import type { EventWrite, StoredEvent } from '../../db/sql/inventory/health-events.ts'
import type { MemoryRow } from '../memory-stage.ts'
import { canonicalJson } from '../tables/observed-table.ts'

export type EventRow = Extract<MemoryRow<HealthEventRow>, { kind: 'event' }>

/** An event's ARN is an opaque key, and the same from every endpoint of AWS Health (F45). */
export const healthEventId = (arn: string): string => stableId('health-event', arn)

export type EventChange = {
  write: EventWrite
  /** A state it was not seen in before. */
  isNewState: boolean
}

/** Null: the stored event says all that the reading does, or more. */
export function compareEvent(row: EventRow, stored: StoredEvent | undefined): EventChange | null {
  const write = { ...row, id: healthEventId(row.arn), changeId: changeOf(row, stored), contentHash: hashOf(row) }
  if (stored === undefined) return { write, isNewState: true }
  // What is known is not overwritten by an answer that lacks a part of it (F28), nor by an older one.
  if (row.incomplete || isOlder(row.lastUpdatedAt, stored.lastUpdatedAt)) return null
  if (write.contentHash === stored.contentHash) return null
  return { write, isNewState: stateOf(row) !== stateOf(stored) }
}

export const isOlder = (given: string | null, stored: Date | null): boolean =>
  given !== null && stored !== null && Date.parse(given) < stored.getTime()

/** Once its details were told, an event stays with its change, also when AWS moves its date. */
function changeOf(row: EventRow, stored: StoredEvent | undefined): string {
  if (stored?.isDescribed || (stored && row.description === null)) return stored.changeId
  const startsAt = stored?.startsAt ?? (row.startsAt === null ? null : new Date(row.startsAt))
  return changeIdOf(row.typeCode, { metadata: row.metadata, firstStartsAt: startsAt })
}

type State = { awsStatus: string | null } & Record<'lastUpdatedAt' | 'startsAt' | 'endsAt', string | Date | null>

const stateOf = ({ awsStatus, lastUpdatedAt, startsAt, endsAt }: State): string =>
  JSON.stringify([awsStatus, ...[lastUpdatedAt, startsAt, endsAt].map((at) => at && new Date(at).toISOString())])

function hashOf({
  service,
  typeCode,
  category,
  scopeCode,
  region,
  actionability,
  description,
  ...row
}: EventRow): string {
  const words = [service, typeCode, category, scopeCode, region, actionability, description]
  return digestHex([JSON.stringify(words), stateOf(row), canonicalJson(row.metadata)])
}

/** AWS forgets closed events, and others, after 90 days: one that is gone then was not taken back. */
const KEPT_BY_AWS_MS = 90 * DAY_MS
/** A planned lifecycle event whose resources are not all resolved is kept for four years behind its date. */
const LIFECYCLE_KEPT_BY_AWS_MS = 4 * 365 * DAY_MS

/** Of what AWS closed it is known how it ended, and of what it took back as well. */
export const isOpenEnded = ({ awsStatus, withdrawnAt }: StoredEvent): boolean =>
  withdrawnAt === null && awsStatus !== 'closed'

/**
 * Whether such an event that a complete reading no longer shows was withdrawn. One that is older than AWS keeps it may have
 * been forgotten as well: how it ended is not known.
 */
export function isWithdrawn({ typeCode, endsAt, startsAt, lastUpdatedAt }: StoredEvent, at: Date): boolean {
  const last = endsAt ?? startsAt ?? lastUpdatedAt
  const keptMs = isPlannedLifecycle(typeCode) ? LIFECYCLE_KEPT_BY_AWS_MS : KEPT_BY_AWS_MS
  return last === null || at.getTime() - last.getTime() <= keptMs
}
