import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES, type LambdaRuntime } from '../../catalogue/lambda-runtimes.ts'
import { FINDING_SOURCES } from '../../core/finding-source.ts'
import { addDays } from '../../core/time.ts'
import { figuresOf, type SubjectMovement, type SubjectTotals, sourceFigures, stepsOf, trendOf } from './figures.ts'

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
  checkId: 'lambda.deprecated-runtime',
  subject: 'lambda-runtime:python3.9',
  dueOn: '2026-12-10',
  open: 12,
  live: 5,
  ever: 20,
  teams: 2,
}
const observed: SubjectMovement = {
  checkId: open.checkId,
  subject: open.subject,
  cause: 'observed',
  opened: 3,
  closed: 0,
}
const fixed: SubjectMovement = { checkId: open.checkId, subject: open.subject, cause: 'fixed', opened: 0, closed: 5 }

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

describe('figures by source', () => {
  const rule: SubjectTotals = {
    ...open,
    checkId: 'config.restricted-ssh',
    subject: 'config-rule:restricted-ssh',
    dueOn: null,
  }

  test('count each finding under the source its check belongs to, and none twice', () => {
    const sources = sourceFigures([open, { ...rule, open: 7 }], [observed], runtimes, known)
    expect(sources.map(({ source, findings }) => [source, findings.now, findings.weekAgo])).toEqual([
      ['lambda', 12, 9],
      ['health', 0, 0],
      ['config', 7, 7],
      ['trustedadvisor', 0, 0],
    ])
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
  const none = { lambda: 0, health: 0, config: 0, trustedadvisor: 0 }
  const everywhere = new Map(FINDING_SOURCES.map((source) => [source, '2020-01-01']))
  const move = fc.record({
    day: fc.integer({ min: -83, max: 0 }).map((days) => addDays(today, days)),
    source: fc.constantFrom('lambda', 'config', 'a source that is new'),
    change: fc.integer({ min: -9, max: 9 }),
  })

  test('ends with now, and differs between two weeks by what moved of its source between them', () => {
    fc.assert(
      fc.property(fc.array(move), fc.nat(500), (moves, now) => {
        const trend = trendOf({ ...none, lambda: now }, moves, { today, knownSince: everywhere })
        expect(trend).toHaveLength(13)
        expect(trend.at(-1)).toEqual({ day: today, open: { ...none, lambda: now } })
        trend.slice(1).forEach((point, index) => {
          const before = trend[index]
          const between = moves.filter(
            ({ day, source }) => source === 'lambda' && before && day > before.day && day <= point.day,
          )
          expect((point.open.lambda ?? 0) - (before?.open.lambda ?? 0)).toBe(
            between.reduce((sum, { change }) => sum + change, 0),
          )
        })
      }),
    )
  })

  test('begins with each source when it was first read, and before that is nothing at all (I3)', () => {
    const knownSince = new Map([
      ['lambda' as const, '2026-11-01'],
      ['config' as const, '2026-11-10'],
    ])
    const trend = trendOf({ ...none, lambda: 5, config: 2 }, [], { today, knownSince })
    expect(trend.slice(0, 2)).toEqual([
      { day: '2026-11-07', open: { lambda: 5 } },
      { day: '2026-11-14', open: { lambda: 5, config: 2 } },
    ])
    expect(trendOf(none, [], { today, knownSince: new Map() })).toEqual([])
  })
})
