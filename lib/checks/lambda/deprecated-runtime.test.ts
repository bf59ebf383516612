import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '../../catalogue/lambda-runtimes.ts'
import { addDays, daysBetween } from '../../core/time.ts'
import { deprecatedRuntime, nextDateThatBites, type RuntimeDates } from './deprecated-runtime.ts'
import { severityOf } from './severity.ts'

const TODAY = '2026-11-21'
const FACTS = { runtimes: BUILT_IN_RUNTIMES.runtimes, today: TODAY, noticeDays: 180 }
const judge = (runtime: string | null, packageType = 'Zip', facts = FACTS) =>
  deprecatedRuntime.judge({ runtime, packageType }, facts)

const day = fc.integer({ min: -3_000, max: 3_000 }).map((days) => addDays(TODAY, days))
const dates: fc.Arbitrary<RuntimeDates> = fc.record({
  deprecatedOn: fc.option(day),
  blockCreateOn: fc.option(day),
  blockUpdateOn: fc.option(day),
})

describe('the verdict of a runtime', () => {
  test.each([
    ['python3.9', 'deprecated', '2027-02-01'],
    ['nodejs14.x', 'deprecated', '2027-03-03'],
    ['python2.7', 'deprecated', '2022-05-30'],
    ['nodejs22.x', 'approaching', '2027-04-30'],
    ['python3.11', 'fine', '2027-06-30'],
    ['nodejs26.x', 'fine', null],
  ])('%s is %s, and its next date is %s', (runtime, verdict, dueOn) => {
    expect(judge(runtime)).toMatchObject({ verdict, dueOn })
  })

  test('an identifier the catalogue lacks, no identifier, and a container image are unknown, never fine', () => {
    expect(judge('nodejs99.x').verdict).toBe('unknown')
    expect(judge(null).verdict).toBe('unknown')
    expect(judge('python3.13', 'Image').verdict).toBe('unknown')
  })

  test('notice begins on its day and deprecation on its own', () => {
    const on = (today: string) => judge('nodejs22.x', 'Zip', { ...FACTS, today }).verdict
    expect(on(addDays('2027-04-30', -181))).toBe('fine')
    expect(on(addDays('2027-04-30', -180))).toBe('approaching')
    expect(on('2027-04-29')).toBe('approaching')
    expect(on('2027-04-30')).toBe('deprecated')
  })

  test('time only goes one way: fine, approaching, deprecated', () => {
    const order = ['fine', 'approaching', 'deprecated']
    fc.assert(
      fc.property(
        fc.constantFrom(...BUILT_IN_RUNTIMES.runtimes.keys()),
        day,
        fc.nat(2_000),
        (runtime, today, later) => {
          const before = judge(runtime, 'Zip', { ...FACTS, today }).verdict
          const after = judge(runtime, 'Zip', { ...FACTS, today: addDays(today, later) }).verdict
          expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before))
        },
      ),
    )
  })
})

describe('the next date that bites', () => {
  test('is one of the dates; still to come where any is; the last one where all are past', () => {
    fc.assert(
      fc.property(dates, day, (given, today) => {
        const known = [given.deprecatedOn, given.blockCreateOn, given.blockUpdateOn].filter((date) => date !== null)
        const next = nextDateThatBites(given, today)
        if (known.length > 0) expect(known).toContain(next)
        const ahead = known.filter((date) => date >= today)
        expect(next).toBe(ahead[0] ?? known.at(-1) ?? null)
      }),
    )
  })

  test('today still bites', () => {
    const given = { deprecatedOn: TODAY, blockCreateOn: addDays(TODAY, 30), blockUpdateOn: null }
    expect(nextDateThatBites(given, TODAY)).toBe(TODAY)
    expect(nextDateThatBites(given, addDays(TODAY, 1))).toBe(addDays(TODAY, 30))
  })
})

test('severity: unused is low; unsupported is critical from 30 days before its date on', () => {
  fc.assert(
    fc.property(day, fc.constantFrom('live', 'unknown', 'dormant'), (dueOn, use) => {
      const severity = severityOf('deprecated', use, dueOn, TODAY)
      const expected = daysBetween(TODAY, dueOn) <= 30 ? 'critical' : 'high'
      expect(severity).toBe(use === 'dormant' ? 'low' : expected)
      expect(severityOf('approaching', use, dueOn, TODAY)).toBe(use === 'dormant' ? 'low' : 'medium')
    }),
  )
})
