/** What Health's operations for the organisation can be asked for. */
import { AwsError, type Parameters } from '../protocols/wire.ts'
import { awsStatusOf, type HealthEvent, lastUpdateOf } from '../world/health/health-event.ts'

type Range = { from: number; to: number }

export type EventFilter = {
  categories: readonly string[] | null
  services: readonly string[] | null
  typeCodes: readonly string[] | null
  regions: readonly string[] | null
  accountIds: readonly string[] | null
  statuses: readonly string[] | null
  starts: Range | null
  ends: Range | null
  updated: Range | null
}

/** Null where a member is not filtered by. Times are singular here, unlike in the filter of a single account. */
export function eventFilter(asked: unknown): EventFilter {
  // A filter is a structure; none filters nothing.
  const filter = (asked ?? {}) as Parameters
  return {
    categories: listOf(filter.eventTypeCategories, 'eventTypeCategories', 10),
    services: listOf(filter.services, 'services', 10),
    typeCodes: listOf(filter.eventTypeCodes, 'eventTypeCodes', 10),
    regions: listOf(filter.regions, 'regions', 10),
    accountIds: listOf(filter.awsAccountIds, 'awsAccountIds', 50),
    statuses: listOf(filter.eventStatusCodes, 'eventStatusCodes', 6),
    starts: rangeOf(filter.startTime),
    ends: rangeOf(filter.endTime),
    updated: rangeOf(filter.lastUpdatedTime),
  }
}

function listOf(value: unknown, name: string, most: number): readonly string[] | null {
  if (value === undefined) return null
  if (Array.isArray(value) && value.length >= 1 && value.length <= most) return value.map(String)
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at 'filter.${name}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  )
}

/** In seconds since the epoch, open at either side. */
function rangeOf(value: unknown): Range | null {
  if (value === undefined || value === null) return null
  const { from, to } = value as Parameters
  return { from: Number(from ?? Number.NEGATIVE_INFINITY), to: Number(to ?? Number.POSITIVE_INFINITY) }
}

export function eventsMatching(events: readonly HealthEvent[], filter: EventFilter, now: Date): readonly HealthEvent[] {
  return events.filter(
    (event) =>
      isAmong(event.category, filter.categories) &&
      isAmong(event.service, filter.services) &&
      isAmong(event.typeCode, filter.typeCodes) &&
      isAmong(event.region, filter.regions) &&
      isAmong(awsStatusOf(event, now), filter.statuses) &&
      (filter.accountIds === null || event.accountIds.some((id) => filter.accountIds?.includes(id))) &&
      isWithin(event.startsAt, filter.starts) &&
      isWithin(event.endsAt, filter.ends) &&
      isWithin(lastUpdateOf(event, now), filter.updated),
  )
}

const isAmong = (value: string, asked: readonly string[] | null) => asked === null || asked.includes(value)

function isWithin(instant: Date | null, range: Range | null): boolean {
  if (range === null) return true
  const seconds = instant === null ? Number.NaN : instant.getTime() / 1_000
  return seconds >= range.from && seconds <= range.to
}

/** An event, and the account whose part of it is meant. */
export type Pair = { eventArn: string; accountId: string | null }

export function requirePairs(value: unknown, name: string, most: number): readonly Pair[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > most) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
    )
  }
  return value.map(({ eventArn, awsAccountId }: Parameters) => ({
    eventArn: String(eventArn),
    accountId: awsAccountId === undefined ? null : String(awsAccountId),
  }))
}
