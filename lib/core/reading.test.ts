import { expect, test } from 'vitest'
import { isGap, SCOPE_STATUSES } from './reading.ts'

test('what waits for a source that was never read is a gap; an account that is not active is none (I3, F30)', () => {
  expect(isGap({ status: 'skipped', cause: 'DEPENDENCY' })).toBe(true)
  expect(isGap({ status: 'skipped', cause: 'ACCOUNT_STATE' })).toBe(false)
})

test('a state is a gap unless nothing more could have been read', () => {
  expect(SCOPE_STATUSES.filter((status) => isGap({ status, cause: 'ACTION' }))).toEqual([
    'partial',
    'failed',
    'denied',
    'never',
  ])
})
