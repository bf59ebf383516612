import { expect, test } from 'vitest'
import { exitStatusOf, inWords } from './collect.ts'

const SUMMARY = {
  runId: 'a',
  status: 'failed' as const,
  message: 'Account 123456789012 is not in the organisation.',
  scopes: { complete: 2, partial: 0, failed: 0, denied: 0, not_entitled: 1, disabled: 0, skipped: 0, never: 0 },
  lost: 0,
  rows: 40,
  awsCalls: 6,
  durationMs: 1_240,
}

test('a collection that went wrong says why before what was read all the same', () => {
  expect(inWords(SUMMARY)).toBe(
    'Account 123456789012 is not in the organisation.\nfailed: 2 complete, 1 not entitled; 40 rows, 6 calls, 1.2 s',
  )
})

test('one that went well is one line', () => {
  expect(inWords({ ...SUMMARY, status: 'complete', message: null })).toBe(
    'complete: 2 complete, 1 not entitled; 40 rows, 6 calls, 1.2 s',
  )
})

test.each([
  [0, 'complete', {}],
  [0, 'partial', { skipped: 3 }],
  [3, 'partial', { partial: 1 }],
  [3, 'partial', { denied: 1 }],
  [3, 'partial', { never: 1 }],
  [1, 'failed', {}],
  [1, 'interrupted', {}],
])('the exit status is %i where a run is %s with %o beside what is complete', (exitStatus, status, more) => {
  expect(exitStatusOf({ status, lost: 0, scopes: { ...SUMMARY.scopes, ...more } })).toBe(exitStatus)
})

test('places that were read before and have nothing to ask now are not done', () => {
  const dark = { ...SUMMARY, status: 'partial', message: null, lost: 1 }
  expect(exitStatusOf(dark)).toBe(3)
  expect(inWords(dark)).toContain('1 of them could be read before')
})
