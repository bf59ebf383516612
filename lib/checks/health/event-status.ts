/** How far on an event of AWS Health, or a change made of several, is. */

/** The worst first. */
export const EVENT_STATUSES = ['overdue', 'ongoing', 'upcoming', 'completed', 'withdrawn'] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

export type StatusOfEvent = {
  typeCode: string
  /** open, upcoming, closed, as AWS says; anything else, or nothing, tells nothing. */
  awsStatus: string | null
  startsAt: Date | null
  withdrawnAt: Date | null
}

/** The resources an event names, by what AWS says of them. `unknown` is without a status, or with any other one. */
export type EntityCounts = { entities: number; pending: number; resolved: number; unknown: number }

const CLOSED = 'closed'
const PLANNED_LIFECYCLE = '_PLANNED_LIFECYCLE_EVENT'

/** AWS_<SERVICE>_PLANNED_LIFECYCLE_EVENT: its start is a deadline (Health user guide, "Planned lifecycle events"). */
export function isPlannedLifecycle(typeCode: string): boolean {
  return typeCode.endsWith(PLANNED_LIFECYCLE)
}

/**
 * An event is completed when AWS says of every resource that it is resolved, or when AWS closes it. AWS closes a planned
 * lifecycle event before its date once all is done; one that is closed behind its date with resources still pending was
 * only given up on, so it stays late. Past its date a deadline with pending resources is overdue, anything else ongoing.
 */
export function eventStatus(event: StatusOfEvent, counts: EntityCounts, now: Date): EventStatus {
  const { typeCode, awsStatus, startsAt, withdrawnAt } = event
  const { entities, pending, resolved } = counts
  const isPast = startsAt !== null && startsAt <= now
  if (withdrawnAt !== null) return 'withdrawn'
  if (entities > 0 && resolved >= entities && pending === 0) return 'completed'
  if (awsStatus === CLOSED && (pending === 0 || (startsAt !== null && !isPast))) return 'completed'
  if (!isPast) return 'upcoming'
  return isPlannedLifecycle(typeCode) && pending > 0 ? 'overdue' : 'ongoing'
}

/** The status of what several events make up: that of the worst. None at all is nothing to come back to: withdrawn. */
export function worstStatus(statuses: Iterable<EventStatus>): EventStatus {
  const present = new Set(statuses)
  return EVENT_STATUSES.find((status) => present.has(status)) ?? 'withdrawn'
}
