import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, startOfDay } from '#lib/core/time'
import { createWorld, type WorldDay } from './world.ts'

const days = fc.integer({ min: 0, max: 900 }).map((offset) => addDays('2025-09-01', offset))
const seeds = fc.nat({ max: 10_000 })

const worldOn = (day: Day, seed: number, accountCount = 10): WorldDay =>
  createWorld({ seed, accountCount }).at(startOfDay(day))

describe('AWS Config', () => {
  test('has each rule once in a place, and nothing of a place that the aggregator cannot reach', () => {
    fc.assert(
      fc.property(seeds, days, (seed, day) => {
        const world = worldOn(day, seed)
        for (const { account, region, status } of world.aggregatedSources()) {
          const rules = world.configRulesIn(account, region)
          const names = rules.map(({ name }) => name)
          expect(new Set(names).size).toBe(names.length)
          if (status === 'FAILED') expect(rules).toEqual([])
          for (const { compliance, evaluations } of rules) {
            const isBroken = evaluations.some((one) => one.compliance === 'NON_COMPLIANT')
            expect(compliance === 'NON_COMPLIANT').toBe(isBroken)
            expect(evaluations.every(({ since }) => since <= day)).toBe(true)
          }
        }
      }),
      { numRuns: 6 },
    )
  })

  test('says nothing new of an outdated place within a quarter', () => {
    const [before, after] = [worldOn('2026-10-24', 1, 43), worldOn('2026-12-30', 1, 43)]
    const outdated = before.aggregatedSources().filter(({ status }) => status === 'OUTDATED')

    expect(outdated.length).toBeGreaterThan(0)
    for (const { account, region } of outdated) {
      expect(after.configRulesIn(account, region)).toEqual(before.configRulesIn(account, region))
    }
  })

  test('has resources that stop complying, and others that comply again, within twelve weeks', () => {
    const broken = (world: WorldDay) =>
      new Set(
        world
          .aggregatedSources()
          .flatMap(({ account, region }) =>
            world
              .configRulesIn(account, region)
              .flatMap(({ name, evaluations }) =>
                evaluations
                  .filter(({ compliance }) => compliance === 'NON_COMPLIANT')
                  .map(({ resourceId }) => `${account.id}/${region}/${name}/${resourceId}`),
              ),
          ),
      )
    const [before, after] = [broken(worldOn('2026-08-29', 1, 16)), broken(worldOn('2026-11-21', 1, 16))]

    expect([...after].some((one) => !before.has(one))).toBe(true)
    expect([...before].some((one) => !after.has(one))).toBe(true)
    expect([...before].some((one) => after.has(one))).toBe(true)
  })
})

describe('Trusted Advisor', () => {
  test('flags each resource once, with as many cells as its check has columns', () => {
    fc.assert(
      fc.property(seeds, days, (seed, day) => {
        const world = worldOn(day, seed)
        for (const account of world.accounts) {
          for (const { check, resources } of world.adviceFor(account)) {
            const ids = resources.map(({ awsId }) => awsId)
            expect(new Set(ids).size).toBe(ids.length)
            for (const { metadata } of resources) expect(metadata).toHaveLength(check.columns.length)
          }
        }
      }),
      { numRuns: 6 },
    )
  })

  test('never flags a function on a supported runtime', () => {
    fc.assert(
      fc.property(seeds, days, (seed, day) => {
        const world = worldOn(day, seed)
        const flagged = world.accounts
          .flatMap((account) => world.adviceFor(account))
          .filter(({ check }) => check.id === 'L4dfs2Q4C5')
          .flatMap(({ resources }) => resources)
        for (const { metadata } of flagged) expect(Number(metadata[4])).toBeLessThanOrEqual(180)
      }),
      { numRuns: 6 },
    )
  })

  test('is not open to every account, and always to the one that runs the organisation', () => {
    const plans = worldOn('2026-11-21', 1, 43).accounts.map(({ supportPlan }) => supportPlan)

    expect(plans[0]).not.toBeNull()
    expect(plans).toContain(null)
    expect(plans.filter((plan) => plan !== null).length).toBeGreaterThan(plans.length / 2)
  })
})
