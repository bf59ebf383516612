import { expect, test } from 'vitest'
import { subjectPath } from './subject-path.ts'
import { someReport } from './testing/some-report.ts'
import { distanceFrom, subjectLine, weekInDays } from './words.ts'

test('a week is told by its days, with months and years only where they differ', () => {
  expect(weekInDays('2026-W46')).toBe('9–15 Nov 2026')
  expect(weekInDays('2026-W49')).toBe('30 Nov – 6 Dec 2026')
  expect(weekInDays('2026-W53')).toBe('28 Dec 2026 – 3 Jan 2027')
})

test('where nothing is late or due, the subject says so', () => {
  const { figures } = someReport
  const none = { ...figures, totals: { ...figures.totals, overdue: { now: 0, before: 0 } } }
  expect(subjectLine({ ...none, due: figures.due.map((due) => ({ ...due, open: 0 })) })).toBe(
    'Nothing overdue, nothing due',
  )
  const later = figures.due.map((due) => ({ ...due, open: due.days > 30 ? 2 : 0 }))
  expect(subjectLine({ ...none, due: later })).toBe('Nothing overdue, nothing due within 30 days')
})

test('a date is late only behind its day', () => {
  expect(distanceFrom('2026-11-16', '2026-11-15')).toBe('1 day late')
  expect(distanceFrom('2026-11-16', '2026-11-16')).toBe('today')
  expect(distanceFrom('2026-11-16', '2026-11-18')).toBe('in 2 days')
})

test('every kind of subject leads to its page, and its text to nowhere else', () => {
  expect(subjectPath('lambda-runtime:python3.9')).toBe('/lambda?tab=functions&runtime=python3.9')
  expect(subjectPath('config-rule:a/../b?c')).toBe('/config/rules/a%2F..%2Fb%3Fc')
  expect(subjectPath('trusted-advisor:L4dfs2Q4C5')).toBe('/trusted-advisor/L4dfs2Q4C5')
  expect(subjectPath('health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/eks-1-31')).toMatch(/^\/health\/changes\/[0-9a-f-]{36}$/)
  expect(subjectPath('something:else')).toBe('/recommendations')
})
