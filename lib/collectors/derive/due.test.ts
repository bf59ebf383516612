import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '#lib/core/time'
import { isDue } from './due.ts'

const now = new Date('2026-11-21T06:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

test.each([
  ['never read', null, true],
  ['read an hour ago', ago(HOUR_MS), false],
  ['read half an hour later than today yesterday', ago(DAY_MS - HOUR_MS / 2), true],
  ['read two days ago', ago(2 * DAY_MS), true],
])('a daily source %s', (_, lastCompleteAt, expected) => {
  expect(isDue({ refreshEveryMs: DAY_MS }, lastCompleteAt, now)).toBe(expected)
})
