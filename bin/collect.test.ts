import { expect, test } from 'vitest'
import { inWords } from './collect.ts'

const SUMMARY = {
  runId: 'a',
  status: 'failed' as const,
  message: 'Account 123456789012 is not in the organisation.',
  scopes: { complete: 2, partial: 0, failed: 0, denied: 0, not_entitled: 1, disabled: 0, skipped: 0, never: 0 },
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
