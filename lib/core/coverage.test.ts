import { expect, test } from 'vitest'
import { type CoverageSummary, coverageSentence } from './coverage.ts'

const coverage: CoverageSummary = {
  accounts: 43,
  looked: 40,
  inactive: 0,
  gaps: [
    { status: 'denied', cause: 'ASSUME_ROLE', accounts: 2 },
    { status: 'failed', cause: 'THROTTLED', accounts: 1 },
  ],
  oldestCompleteAt: '2026-11-21T06:12:00.000Z',
}

test('what could not be looked at is said with its causes', () => {
  expect(coverageSentence(coverage)).toBe(
    '40 of 43 accounts looked at; 3 could not be, or not wholly: the member role cannot be assumed (2), AWS throttled us (1)',
  )
})

test('a cause of a newer version keeps its own word', () => {
  const gaps: CoverageSummary['gaps'] = [{ status: 'failed', cause: 'ON_FIRE', accounts: 3 }]
  expect(coverageSentence({ ...coverage, gaps })).toContain('of ON_FIRE (3)')
})

test('what was never read is not said to have failed', () => {
  const gaps: CoverageSummary['gaps'] = [{ status: 'never', cause: null, accounts: 3 }]
  expect(coverageSentence({ ...coverage, gaps })).toContain('they have not been read yet (3)')
})

test('everything looked at needs no more words', () => {
  expect(coverageSentence({ ...coverage, looked: 43, gaps: [] })).toBe('All 43 accounts looked at')
})

test('accounts that are not active are never said to have been looked at', () => {
  const active = { ...coverage, accounts: 38, inactive: 5 }
  expect(coverageSentence({ ...active, looked: 38, gaps: [] })).toBe(
    'All 38 active accounts looked at; 5 not active, as last read',
  )
  expect(coverageSentence({ ...active, looked: 37, gaps: [{ status: 'denied', cause: 'SCP', accounts: 1 }] })).toBe(
    '37 of 38 active accounts looked at; 1 could not be, or not wholly: an organisation policy forbids it (1); 5 not active, as last read',
  )
})
