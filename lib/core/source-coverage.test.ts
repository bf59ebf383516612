import { expect, test } from 'vitest'
import { type AskedCoverage, entitlementSentence } from './source-coverage.ts'

const coverage = (accounts: number, looked: number, notEntitled: number): AskedCoverage => ({
  accounts,
  looked,
  inactive: 0,
  gaps: [],
  oldestCompleteAt: null,
  named: [],
  more: false,
  notAsked:
    notEntitled === 0 ? [] : [{ status: 'not_entitled', cause: 'SUPPORT_PLAN', accounts: notEntitled, places: 0 }],
})

test('an account that could not be asked is not taken for entitled (I3)', () => {
  expect(entitlementSentence(coverage(43, 41, 5))).toBe(
    '36 accounts of 43 entitled to Trusted Advisor; of 2 it is not known.',
  )
  expect(entitlementSentence(coverage(43, 0, 0))).toBe(
    '0 accounts of 43 entitled to Trusted Advisor; of 43 it is not known.',
  )
})

test('where every account was asked nothing is left open', () => {
  expect(entitlementSentence(coverage(43, 43, 5))).toBe('38 accounts of 43 entitled to Trusted Advisor.')
})
