import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, startOfDay } from '#lib/core/time'
import type { LambdaFunction } from './functions.ts'
import { daysWithCalls, lastDayWithCalls } from './traffic.ts'
import { createWorld, type WorldDay } from './world.ts'

const days = fc.integer({ min: 0, max: 1_200 }).map((offset) => addDays('2025-06-01', offset))
const seeds = fc.nat({ max: 10_000 })

function worldOn(day: string, seed = 1, accountCount = 43): WorldDay {
  return createWorld({ seed, accountCount }).at(startOfDay(day))
}

/** Every function of the active accounts, by ARN. */
function functionsOf(world: WorldDay): Map<string, LambdaFunction> {
  const active = world.accounts.filter(({ state }) => state === 'ACTIVE')
  const all = active.flatMap((account) => account.homeRegions.flatMap((region) => world.functionsIn(account, region)))
  return new Map(all.map((lambda) => [lambda.arn, lambda]))
}

test('a world is a pure function of seed and day', () => {
  fc.assert(
    fc.property(seeds, days, (seed, day) => {
      const [one, other] = [worldOn(day, seed, 12), worldOn(day, seed, 12)]
      expect(one.accounts).toEqual(other.accounts)
      expect(functionsOf(one)).toEqual(functionsOf(other))
    }),
    { numRuns: 8 },
  )
})

test('a day is the same whether or not others were looked at before it', () => {
  const world = createWorld({ seed: 7, accountCount: 10 })
  for (const day of ['2026-01-01', '2026-05-01', '2027-01-01', '2026-09-09']) functionsOf(world.at(startOfDay(day)))

  expect(functionsOf(world.at(startOfDay('2026-05-01')))).toEqual(functionsOf(worldOn('2026-05-01', 7, 10)))
})

test('accounts have ids of their own, and as many as asked for at any time', () => {
  fc.assert(
    fc.property(seeds, days, (seed, day) => {
      const { accounts } = worldOn(day, seed, 100)
      expect(new Set(accounts.map(({ id }) => id)).size).toBe(100)
      expect(accounts.every(({ id }) => /^\d{12}$/.test(id))).toBe(true)
    }),
    { numRuns: 20 },
  )
})

test('functions are such as AWS would let exist', () => {
  fc.assert(
    fc.property(seeds, days, (seed, day) => {
      for (const { name, versions, aliases, concurrency, packageType } of functionsOf(
        worldOn(day, seed, 14),
      ).values()) {
        const numbers = versions.map(({ version }) => version)
        const qualifiers = [...numbers, ...aliases.map((alias) => alias.name)]
        expect(name).toMatch(/^[\w-]{1,64}$/)
        expect(numbers[0]).toBe('$LATEST')
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(versions.every(({ runtime }) => (runtime === null) === (packageType === 'Image'))).toBe(true)
        expect(versions.every(({ modifiedOn }) => modifiedOn < day)).toBe(true)
        for (const { version, weights } of aliases)
          expect(numbers).toEqual(expect.arrayContaining([version, ...Object.keys(weights)]))
        for (const { qualifier } of concurrency) expect(qualifiers).toContain(qualifier)
      }
    }),
    { numRuns: 8 },
  )
})

test('names are unique within an account and Region', () => {
  fc.assert(
    fc.property(seeds, days, (seed, day) => {
      const world = worldOn(day, seed, 20)
      for (const account of world.accounts) {
        for (const region of account.homeRegions) {
          const names = world.functionsIn(account, region).map(({ name }) => name)
          expect(new Set(names).size).toBe(names.length)
        }
      }
    }),
    { numRuns: 10 },
  )
})

test('no last call is near the 455 days that CloudWatch keeps', () => {
  const today = '2026-11-21'
  for (const { traffic } of functionsOf(worldOn(today)).values()) {
    const last = lastDayWithCalls(traffic, today)
    const starts = daysWithCalls(traffic, startOfDay(addDays(today, -455)).getTime(), startOfDay(today).getTime())
    expect(last && startOfDay(last).getTime()).toBe(starts.at(-1) ?? null)
    if (last) expect(daysBetween(last, today)).toBeLessThan(440)
  }
})

describe('over twelve weeks', () => {
  test.each([1, 2, 3])('functions come, go and are upgraded, and accounts too (seed %i)', (seed) => {
    for (const end of ['2026-11-21', '2027-08-01']) {
      const [before, after] = [worldOn(addDays(end, -84), seed), worldOn(end, seed)]
      const [old, now] = [functionsOf(before), functionsOf(after)]
      const runtimeOf = (lambda: LambdaFunction | undefined) => lambda?.versions[0]?.runtime
      const ids = (world: WorldDay) => new Set(world.accounts.map(({ id }) => id))
      const shut = (world: WorldDay) => world.accounts.filter(({ state }) => state !== 'ACTIVE').map(({ id }) => id)

      expect([...now.keys()].some((arn) => !old.has(arn))).toBe(true)
      expect([...old.keys()].some((arn) => !now.has(arn))).toBe(true)
      expect([...now].some(([arn, lambda]) => old.has(arn) && runtimeOf(old.get(arn)) !== runtimeOf(lambda))).toBe(true)
      expect([...ids(after)].some((id) => !ids(before).has(id))).toBe(true)
      expect(shut(after).some((id) => ids(before).has(id) && !shut(before).includes(id))).toBe(true)
    }
  })
})

test('the usual world is as large as it is meant to be', () => {
  for (const seed of [1, 2, 3]) {
    const functions = [...functionsOf(worldOn('2026-11-21', seed)).values()]
    const versions = functions.flatMap((lambda) => lambda.versions)

    expect(functions.length).toBeGreaterThan(850)
    expect(functions.length).toBeLessThan(1_200)
    expect(versions.length).toBeGreaterThan(1_900)
    expect(versions.length).toBeLessThan(3_000)
  }
})
