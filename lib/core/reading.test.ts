import { expect, test } from 'vitest'
import { isGap, isLost, SCOPE_STATUSES } from './reading.ts'

test('what waits for a source that was never read is a gap; an account that is not active is none (I3, F30)', () => {
  expect(isGap({ status: 'skipped', cause: 'DEPENDENCY' })).toBe(true)
  expect(isGap({ status: 'skipped', cause: 'ACCOUNT_STATE' })).toBe(false)
})

test('what was read before and has nothing to ask now is a gap, whatever the reason; an account that is not active is none', () => {
  const at = new Date('2026-11-20T00:00:00Z')
  const dark = (status: (typeof SCOPE_STATUSES)[number], cause: string, before: Date | null = at) =>
    isLost({ status, cause }, before)
  expect(dark('disabled', 'NO_AGGREGATOR')).toBe(true)
  expect(dark('disabled', 'REGION')).toBe(true)
  expect(dark('not_entitled', 'SUPPORT_PLAN')).toBe(true)
  expect(dark('disabled', 'NO_AGGREGATOR', null)).toBe(false)
  expect(dark('skipped', 'ACCOUNT_STATE')).toBe(false)
  expect(dark('skipped', 'DEPENDENCY')).toBe(false)
  expect(dark('failed', 'TIMEOUT')).toBe(false)
  expect(isGap({ status: 'disabled', cause: 'REGION', lost: true })).toBe(true)
  expect(isGap({ status: 'disabled', cause: 'REGION', lost: false })).toBe(false)
})

test('a state is a gap unless nothing more could have been read', () => {
  expect(SCOPE_STATUSES.filter((status) => isGap({ status, cause: 'ACTION' }))).toEqual([
    'partial',
    'failed',
    'denied',
    'never',
  ])
})
