import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, startOfDay } from '#lib/core/time'
import { createWorld, type World } from '../world.ts'
import { awsStatusOf, type HealthEvent, isListed, lastUpdateOf } from './health-event.ts'

const days = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2025-09-01', offset))
const seeds = fc.nat({ max: 10_000 })

const noon = (day: Day) => new Date(startOfDay(day).getTime() + 43_200_000)

function listed(world: World, day: Day): ReadonlyMap<string, HealthEvent> {
  const events = world
    .at(noon(day))
    .healthEvents()
    .filter((event) => event.category === 'scheduledChange' && isListed(event, noon(day)))
  return new Map(events.map((event) => [event.arn, event]))
}

test('events are a pure function of seed and day, whatever was looked at before', () => {
  fc.assert(
    fc.property(seeds, days, days, (seed, day, other) => {
      const world = createWorld({ seed, accountCount: 8 })
      listed(world, other)
      expect(listed(world, day)).toEqual(listed(createWorld({ seed, accountCount: 8 }), day))
    }),
    { numRuns: 4 },
  )
})

test('events are such as AWS would tell', () => {
  fc.assert(
    fc.property(seeds, days, (seed, day) => {
      const world = createWorld({ seed, accountCount: 12 })
      const ids = new Set(world.at(noon(day)).accounts.map(({ id }) => id))
      for (const event of listed(world, day).values()) {
        const keys = event.entities.map(({ accountId, value }) => `${accountId}/${value}`)
        expect(event.accountIds.length).toBeGreaterThan(0)
        expect(event.accountIds.every((id) => ids.has(id))).toBe(true)
        expect(new Set(keys).size).toBe(keys.length)
        expect(event.entities.every(({ accountId }) => event.accountIds.includes(accountId))).toBe(true)
        expect(lastUpdateOf(event, noon(day)).getTime()).toBeLessThanOrEqual(noon(day).getTime())
      }
    }),
    { numRuns: 5 },
  )
})

test('what is resolved stays resolved, and what changes is dated later', () => {
  fc.assert(
    fc.property(seeds, days, fc.integer({ min: 1, max: 21 }), (seed, day, later) => {
      const world = createWorld({ seed, accountCount: 8 })
      const [before, after] = [listed(world, day), listed(world, addDays(day, later))]
      for (const [arn, event] of before) {
        const next = after.get(arn)
        if (!next) continue
        const then = new Map(event.entities.map((entity) => [entity.value, entity]))
        for (const { value, status, updatedAt } of next.entities) {
          const known = then.get(value)
          if (known?.status === 'RESOLVED') expect(status).toBe('RESOLVED')
          if (known && known.status !== status) expect(updatedAt > known.updatedAt).toBe(true)
        }
        expect(next.changedAt >= event.changedAt).toBe(true)
      }
    }),
    { numRuns: 5 },
  )
})

describe('over twelve weeks', () => {
  test.each(['2026-11-21', '2027-08-01'])('everything happens that can happen to an event (until %s)', (end) => {
    const world = createWorld({ seed: 1, accountCount: 16 })
    const weeks = Array.from({ length: 13 }, (_, week) => addDays(end, (week - 12) * 7))
    const seen = weeks.map((day) => ({ day, events: listed(world, day) }))
    const arns = [...new Set(seen.flatMap(({ events }) => [...events.keys()]))]
    const lives = arns.map((arn) => seen.map(({ day, events }) => ({ day, event: events.get(arn) })))
    const some = (is: (event: HealthEvent, now: Date) => boolean) =>
      lives.some((life) => life.some(({ day, event }) => event !== undefined && is(event, noon(day))))

    const moved = lives.some(
      (life) => new Set(life.flatMap(({ event }) => (event?.startsAt ? [event.startsAt.getTime()] : []))).size > 1,
    )
    const withdrawn = lives.some((life) => {
      const last = life.findLast(({ event }) => event)
      return last?.event && last.day < end && awsStatusOf(last.event, noon(last.day)) === 'upcoming'
    })
    expect(moved).toBe(true)
    expect(withdrawn).toBe(true)
    expect(
      some((event, now) => awsStatusOf(event, now) === 'closed' && event.startsAt !== null && event.startsAt > now),
    ).toBe(true)
    expect(
      some(
        ({ startsAt, typeCode, entities }, now) =>
          startsAt !== null &&
          startsAt < now &&
          typeCode.endsWith('_PLANNED_LIFECYCLE_EVENT') &&
          entities.some(({ status }) => status === 'PENDING'),
      ),
    ).toBe(true)
    expect(some(({ entities }) => entities.length === 0)).toBe(true)
    expect(some(({ entities }) => entities.some(({ value }) => value === 'AWS_ACCOUNT'))).toBe(true)
    expect(
      some(({ startsAt, endsAt }, now) => startsAt !== null && endsAt !== null && startsAt < now && now < endsAt),
    ).toBe(true)
  })
})
