/** How far on an event of AWS Health, or a change made of several, is. */
import { isLate } from '../../core/due.ts'
import { type Day, dayOf } from '../../core/time.ts'

/** The worst first. */
export const EVENT_STATUSES = ['overdue', 'ongoing', 'upcoming', 'unknown', 'completed', 'withdrawn'] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

export type StatusOfEvent = {
  typeCode: string
  /** open, upcoming, closed, as AWS says; anything else, or nothing, tells nothing. */
  awsStatus: string | null
  startsAt: Date | null
  withdrawnAt: Date | null
  /** Since when AWS lists it no more, without that this tells how it ended. */
  unlistedAt: Date | null
}

/** The resources an event names, by what AWS says of them. `unknown` is without a status, or with any other one. */
export type EntityCounts = { entities: number; pending: number; resolved: number; unknown: number }

const CLOSED = 'closed'
const PLANNED_LIFECYCLE = '_PLANNED_LIFECYCLE_EVENT'

/** AWS_<SERVICE>_PLANNED_LIFECYCLE_EVENT: its start is a deadline (Health user guide, "Planned lifecycle events"). */
export function isPlannedLifecycle(typeCode: string): boolean {
  return typeCode.endsWith(PLANNED_LIFECYCLE)
}

/** Only a planned lifecycle event has a deadline, and only resources that AWS knows to be pending can miss it. */
const hasDeadline = ({ typeCode }: StatusOfEvent, { pending }: EntityCounts): boolean =>
  isPlannedLifecycle(typeCode) && pending > 0

/**
 * An event is completed when AWS says of every resource that it is resolved, or when AWS closes it. AWS closes a planned
 * lifecycle event before its date once all is done; one that is closed behind its date with resources still pending was
 * only given up on, so it stays late. Behind the day of its date a deadline with pending resources is overdue; anything else
 * that has begun is ongoing: no day is missed by it. `statusSql` of lib/db/sql/lists/health-parts.ts says the same.
 */
export function eventStatus(event: StatusOfEvent, counts: EntityCounts, now: Date): EventStatus {
  const { awsStatus, startsAt, withdrawnAt, unlistedAt } = event
  const { entities, pending, resolved } = counts
  const hasBegun = startsAt !== null && startsAt <= now
  if (withdrawnAt !== null) return 'withdrawn'
  if (entities > 0 && resolved >= entities && pending === 0) return 'completed'
  if (awsStatus === CLOSED && (pending === 0 || (startsAt !== null && !hasBegun))) return 'completed'
  if (unlistedAt !== null) return 'unknown'
  if (!hasBegun) return 'upcoming'
  return hasDeadline(event, counts) && isLate(dayOf(startsAt), dayOf(now)) ? 'overdue' : 'ongoing'
}

/** What is said of a resource of an event that is not over, in the words of findings. */
export const VERDICT_OF_STATUS = {
  overdue: 'overdue',
  ongoing: 'ongoing',
  upcoming: 'approaching',
  unknown: 'unknown',
} as const satisfies Partial<Record<EventStatus, string>>

/** The day by which work on an event is to be done: none once it goes on without a deadline, for then none is missed. */
export function deadlineOf(event: StatusOfEvent, counts: EntityCounts, now: Date): Day | null {
  const status = eventStatus(event, counts, now)
  const isOpenEnded = status === 'unknown' || (status === 'ongoing' && !hasDeadline(event, counts))
  return isOpenEnded ? null : event.startsAt && dayOf(event.startsAt)
}

/** The status of what several events make up: that of the worst. None at all is nothing to come back to: withdrawn. */
export function worstStatus(statuses: Iterable<EventStatus>): EventStatus {
  const present = new Set(statuses)
  return EVENT_STATUSES.find((status) => present.has(status)) ?? 'withdrawn'
}
