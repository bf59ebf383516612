import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#lib/core/time'
import { OTHER_RUNTIMES, openByWeek, trendDays } from './trend.ts'

const TODAY = '2026-11-21'
const KNOWN = { today: TODAY, knownSince: '2026-01-01' }
const SUBJECTS = ['python3.8', 'python3.9', 'nodejs16.x', 'nodejs18.x', 'nodejs20.x', 'go1.x', 'ruby2.7']

const history = fc.array(
  fc.record({
    subject: fc.constantFrom(...SUBJECTS).map((runtime) => `lambda-runtime:${runtime}`),
    day: fc.integer({ min: -83, max: 0 }).map((days) => addDays(TODAY, days)),
    change: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 60 },
)

test('at the end of every week, lines add up to what was opened until then less what was closed', () => {
  fc.assert(
    fc.property(history, (movement) => {
      const subjects = [...new Set(movement.map(({ subject }) => subject))]
      const openUntil = (day: string) =>
        movement.filter((move) => move.day <= day).reduce((sum, { change }) => sum + change, 0)
      const now = subjects.map((subject) => ({
        subject,
        open: movement.filter((move) => move.subject === subject).reduce((sum, { change }) => sum + change, 0),
      }))
      const { points } = openByWeek(now, movement, KNOWN)
      for (const { day, open } of points) {
        expect(Object.values(open).reduce((sum, count) => sum + count, 0)).toBe(openUntil(day))
      }
    }),
  )
})

test('twelve weeks have thirteen ends, the last of them today', () => {
  const days = trendDays(TODAY)
  expect(days).toHaveLength(13)
  expect(days.at(-1)).toBe(TODAY)
  expect(days[0]).toBe('2026-08-29')
})

test('the largest five have lines of their own, the rest is one', () => {
  const now = SUBJECTS.map((runtime, at) => ({ subject: `lambda-runtime:${runtime}`, open: at + 1 }))
  const { runtimes, points } = openByWeek(now, [], KNOWN)
  expect(runtimes).toEqual(['ruby2.7', 'go1.x', 'nodejs20.x', 'nodejs18.x', 'nodejs16.x', OTHER_RUNTIMES])
  expect(points.at(-1)?.open[OTHER_RUNTIMES]).toBe(3)
})

test('there is no week before functions were first read, rather than one of zeros (I3)', () => {
  const now = [{ subject: 'lambda-runtime:go1.x', open: 3 }]
  const movement = [{ subject: 'lambda-runtime:go1.x', day: '2026-11-10', change: 3 }]
  const { points } = openByWeek(now, movement, { today: TODAY, knownSince: '2026-11-10' })
  expect(points).toEqual([
    { day: '2026-11-14', open: { 'go1.x': 3 } },
    { day: '2026-11-21', open: { 'go1.x': 3 } },
  ])
  expect(openByWeek([], [], { today: TODAY, knownSince: null })).toEqual({ runtimes: [], points: [] })
})
