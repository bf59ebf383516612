import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../core/time.ts'
import { environmentOf, priorityOf } from './priority.ts'

const TODAY = '2026-11-21'
const evidence = fc.record({
  dueOn: fc.option(fc.integer({ min: -500, max: 500 }).map((days) => addDays(TODAY, days))),
  openFindings: fc.integer({ min: 1, max: 5_000 }),
  liveFindings: fc.nat(5_000),
  environment: fc.constantFrom('production' as const, 'other' as const, null),
})

describe('priority', () => {
  test('is 0 to 100 and gives a reason for every part', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const { score, because } = priorityOf(given, TODAY)
        expect(score).toBeGreaterThan(0)
        expect(score).toBeLessThanOrEqual(100)
        expect(because).toHaveLength(4)
      }),
    )
  })

  test('never falls because a date comes nearer, more is in use, or it is production', () => {
    fc.assert(
      fc.property(evidence, fc.nat(200), (given, days) => {
        const { score } = priorityOf(given, TODAY)
        const worse = { ...given, liveFindings: given.liveFindings + 1, environment: 'production' as const }
        expect(priorityOf(worse, TODAY).score).toBeGreaterThanOrEqual(score)
        expect(priorityOf(given, addDays(TODAY, days)).score).toBeGreaterThanOrEqual(given.dueOn === null ? 0 : score)
      }),
    )
  })

  test('is zero when nothing is open', () => {
    expect(priorityOf({ dueOn: null, openFindings: 0, liveFindings: 0, environment: null }, TODAY).score).toBe(0)
  })
})

test.each([
  [{ Environment: 'Prod' }, 'Root/Sandbox', 'production'],
  [{ env: 'dev' }, 'Root/Prod', 'other'],
  [{}, 'Root/Workloads/Prod', 'production'],
  [{}, 'Root/Sandbox', 'other'],
  [{}, 'Root/Products', null],
])('an account tagged %j in %s is %s', (tags, ouPath, environment) => {
  expect(environmentOf(tags, ouPath)).toBe(environment)
})
