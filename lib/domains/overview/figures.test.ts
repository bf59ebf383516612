import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES, type LambdaRuntime } from '../../catalogue/lambda-runtimes.ts'
import { addDays } from '../../core/time.ts'
import { figuresOf, nextDates, type SubjectMovement, type SubjectTotals, stepsOf, trendOf } from './figures.ts'

const today = '2026-11-21'
const weekAgo = '2026-11-14'
const known = { today, weekAgo, knownSince: '2026-08-29' }

const python: LambdaRuntime = (() => {
  const runtime = BUILT_IN_RUNTIMES.runtimes.get('python3.9')
  if (!runtime) throw new Error('the catalogue has python3.9')
  return { ...runtime, deprecatedOn: '2026-11-18', blockCreateOn: '2026-12-10', blockUpdateOn: '2027-06-01' }
})()
const runtimes = new Map([['python3.9', python]])
const open: SubjectTotals = {
  subject: 'lambda-runtime:python3.9',
  dueOn: '2026-12-10',
  open: 12,
  live: 5,
  ever: 20,
  teams: 2,
}
const observed: SubjectMovement = { subject: open.subject, cause: 'observed', opened: 3, closed: 0 }
const fixed: SubjectMovement = { subject: open.subject, cause: 'fixed', opened: 0, closed: 5 }

describe('figures', () => {
  test('of a week ago take back what moved since', () => {
    expect(figuresOf([open], [observed, fixed], runtimes, known).open).toEqual({ now: 12, weekAgo: 14 })
  })

  test('are overdue or soon by the date that was next then, not by that of today', () => {
    const past = new Map([['python3.9', { ...python, blockCreateOn: '2026-11-15', blockUpdateOn: '2026-11-19' }]])
    const figures = figuresOf([{ ...open, dueOn: '2026-11-19' }], [], past, known)
    expect(figures.overdue).toEqual({ now: 12, weekAgo: 0 })
    expect(figures.soon).toEqual({ now: 0, weekAgo: 12 })
  })

  test('count a date of today as due, not as overdue', () => {
    const { overdue, soon } = figuresOf([{ ...open, dueOn: today }], [], runtimes, known)
    expect([overdue.now, soon.now]).toEqual([0, 12])
  })

  test('of a week ago are unknown, not zero, where the first collection is younger (I3)', () => {
    expect(figuresOf([open], [], runtimes, { ...known, knownSince: '2026-11-20' }).open.weekAgo).toBeNull()
    expect(figuresOf([open], [], runtimes, { ...known, knownSince: null }).overdue.weekAgo).toBeNull()
  })
})

describe('next dates', () => {
  test('say what AWS does on the day', () => {
    expect(nextDates([open], runtimes, today)).toMatchObject([{ runtime: 'python3.9', bites: 'block on creating' }])
  })

  test('leave out what is past, done or without a date, and are at most five, soonest first', () => {
    const totals = [
      { ...open, dueOn: '2026-01-01' },
      { ...open, dueOn: null },
      { ...open, open: 0 },
      ...[9, 3, 7, 1, 5, 8].map((days) => ({ ...open, dueOn: addDays(today, days) })),
    ]
    expect(nextDates(totals, runtimes, today).map(({ day }) => day)).toEqual(
      [1, 3, 5, 7, 8].map((days) => addDays(today, days)),
    )
  })
})

test('steps add up a cause over everything it moved', () => {
  const other = { ...fixed, subject: 'lambda-runtime:nodejs18.x', closed: 2 }
  expect(stepsOf([observed, fixed, other])).toEqual([
    { cause: 'fixed', opened: 0, closed: 7 },
    { cause: 'observed', opened: 3, closed: 0 },
  ])
})

describe('the trend', () => {
  const move = fc.record({
    day: fc.integer({ min: -83, max: 0 }).map((days) => addDays(today, days)),
    change: fc.integer({ min: -9, max: 9 }),
  })

  test('ends with now, and differs between two weeks by what moved between them', () => {
    fc.assert(
      fc.property(fc.array(move), fc.nat(500), (moves, now) => {
        const trend = trendOf(now, moves, { today, knownSince: '2020-01-01' })
        expect(trend).toHaveLength(13)
        expect(trend.at(-1)).toEqual({ day: today, open: now })
        trend.slice(1).forEach((point, index) => {
          const before = trend[index]
          const between = moves.filter(({ day }) => before && day > before.day && day <= point.day)
          expect(point.open - (before?.open ?? 0)).toBe(between.reduce((sum, { change }) => sum + change, 0))
        })
      }),
    )
  })

  test('begins when something was known, and before that is nothing at all (I3)', () => {
    const trend = trendOf(5, [], { today, knownSince: '2026-11-01' })
    expect(trend.map(({ day }) => day)).toEqual(['2026-11-07', '2026-11-14', '2026-11-21'])
    expect(trendOf(5, [], { today, knownSince: null })).toEqual([])
  })
})
