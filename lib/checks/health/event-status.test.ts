import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf } from '../../core/time.ts'
import {
  deadlineOf,
  type EntityCounts,
  EVENT_STATUSES,
  eventStatus,
  isPlannedLifecycle,
  type StatusOfEvent,
  worstStatus,
} from './event-status.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const START = new Date('2027-02-01T07:00:00Z')
const LATER = new Date('2027-02-02T00:00:00Z')

const EKS: StatusOfEvent = {
  typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT',
  awsStatus: 'upcoming',
  startsAt: START,
  withdrawnAt: null,
  unlistedAt: null,
}
const SOME_PENDING: EntityCounts = { entities: 12, pending: 5, resolved: 7, unknown: 0 }
const ALL_RESOLVED: EntityCounts = { entities: 12, pending: 0, resolved: 12, unknown: 0 }
const NONE: EntityCounts = { entities: 0, pending: 0, resolved: 0, unknown: 0 }

const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2034-01-01'), noInvalidDate: true })
const event: fc.Arbitrary<StatusOfEvent> = fc.record({
  typeCode: fc.oneof(
    fc.constantFrom('AWS_EKS_PLANNED_LIFECYCLE_EVENT', 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED'),
    fc.string(),
  ),
  awsStatus: fc.option(fc.oneof(fc.constantFrom('open', 'upcoming', 'closed'), fc.string())),
  startsAt: fc.option(instant),
  withdrawnAt: fc.option(instant),
  unlistedAt: fc.constant(null),
})
const consistent: fc.Arbitrary<EntityCounts> = fc
  .record({ pending: fc.nat(30), resolved: fc.nat(30), unknown: fc.nat(30) })
  .map((counts) => ({ ...counts, entities: counts.pending + counts.resolved + counts.unknown }))
/** Also counts that do not add up, as while AWS answers in parts. */
const counts = fc.oneof(
  consistent,
  fc.record({ entities: fc.nat(60), pending: fc.nat(60), resolved: fc.nat(60), unknown: fc.nat(60) }),
)

describe('the status of an event', () => {
  test('is one of five, whatever AWS sends', () => {
    fc.assert(
      fc.property(event, counts, instant, (given, of, now) => {
        expect(EVENT_STATUSES).toContain(eventStatus(given, of, now))
      }),
    )
  })

  test('a past-start event with pending resources is never completed, nor upcoming', () => {
    fc.assert(
      fc.property(event, counts, instant, fc.nat(10 ** 10), (given, of, now, behindMs) => {
        const past = { ...given, withdrawnAt: null, startsAt: new Date(now.getTime() - behindMs) }
        const status = eventStatus(past, { ...of, pending: Math.max(1, of.pending) }, now)
        const isDayOver = dayOf(past.startsAt) < dayOf(now)
        expect(status).toBe(isPlannedLifecycle(past.typeCode) && isDayOver ? 'overdue' : 'ongoing')
      }),
    )
  })

  test('what AWS took back is withdrawn, whatever else is said of it', () => {
    fc.assert(
      fc.property(event, counts, instant, instant, (given, of, now, withdrawnAt) => {
        expect(eventStatus({ ...given, withdrawnAt }, of, now)).toBe('withdrawn')
      }),
    )
  })

  test('time alone never completes an event, nor brings it back from being late', () => {
    fc.assert(
      fc.property(event, consistent, instant, fc.nat(10 ** 11), (given, of, now, laterMs) => {
        const before = eventStatus(given, of, now)
        const after = eventStatus(given, of, new Date(now.getTime() + laterMs))
        if (before !== 'completed') expect(after).not.toBe('completed')
        if (before === 'ongoing') expect(['ongoing', 'overdue']).toContain(after)
        else if (before !== 'upcoming' && before !== 'completed') expect(after).toBe(before)
      }),
    )
  })

  test('is upcoming until its start, and at its start it is not any more', () => {
    expect(eventStatus(EKS, SOME_PENDING, NOW)).toBe('upcoming')
    expect(eventStatus(EKS, SOME_PENDING, new Date(START.getTime() - 1))).toBe('upcoming')
    expect(eventStatus(EKS, SOME_PENDING, START)).toBe('ongoing')
  })

  test('is late only once the day of its start is over', () => {
    expect(eventStatus(EKS, SOME_PENDING, new Date('2027-02-01T23:59:59.999Z'))).toBe('ongoing')
    expect(eventStatus(EKS, SOME_PENDING, LATER)).toBe('overdue')
  })

  test('without a start is upcoming until it is resolved', () => {
    expect(eventStatus({ ...EKS, startsAt: null }, SOME_PENDING, LATER)).toBe('upcoming')
    expect(eventStatus({ ...EKS, startsAt: null }, ALL_RESOLVED, LATER)).toBe('completed')
  })

  test('is completed as soon as every resource is resolved, open or closed', () => {
    expect(eventStatus({ ...EKS, awsStatus: 'open' }, ALL_RESOLVED, NOW)).toBe('completed')
    expect(eventStatus({ ...EKS, awsStatus: 'open' }, ALL_RESOLVED, LATER)).toBe('completed')
  })

  test('closed by AWS before its date is completed; behind its date only when nothing is pending', () => {
    const closed = { ...EKS, awsStatus: 'closed' }
    expect(eventStatus(closed, SOME_PENDING, NOW)).toBe('completed')
    expect(eventStatus(closed, SOME_PENDING, LATER)).toBe('overdue')
    expect(eventStatus(closed, { entities: 3, pending: 0, resolved: 1, unknown: 2 }, LATER)).toBe('completed')
    expect(eventStatus(closed, NONE, LATER)).toBe('completed')
  })

  test('only a planned lifecycle event has a deadline: other changes past their start are ongoing', () => {
    const retirement = { ...EKS, typeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED' }
    expect(eventStatus(retirement, SOME_PENDING, LATER)).toBe('ongoing')
    expect(eventStatus(EKS, { entities: 4, pending: 0, resolved: 0, unknown: 4 }, LATER)).toBe('ongoing')
    expect(eventStatus(EKS, NONE, LATER)).toBe('ongoing')
  })
})

test('of an event that AWS lists no more it is unknown how it ended, unless it was over before', () => {
  const forgotten = { ...EKS, unlistedAt: NOW }
  for (const now of [NOW, START, LATER]) expect(eventStatus(forgotten, SOME_PENDING, now)).toBe('unknown')
  expect(eventStatus(forgotten, ALL_RESOLVED, LATER)).toBe('completed')
  expect(eventStatus({ ...forgotten, withdrawnAt: NOW }, SOME_PENDING, LATER)).toBe('withdrawn')
  expect(deadlineOf(forgotten, SOME_PENDING, LATER)).toBeNull()
})

test('a change is as far on as the worst of its events', () => {
  expect(worstStatus(['completed', 'upcoming', 'overdue'])).toBe('overdue')
  expect(worstStatus(['withdrawn', 'completed'])).toBe('completed')
  expect(worstStatus([])).toBe('withdrawn')
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENT_STATUSES), { minLength: 1 }), (statuses) => {
      const worst = worstStatus(statuses)
      expect(statuses).toContain(worst)
      for (const status of statuses) {
        expect(EVENT_STATUSES.indexOf(worst)).toBeLessThanOrEqual(EVENT_STATUSES.indexOf(status))
      }
    }),
  )
})
