import { expect, test } from 'vitest'
import { isNewEnough } from '../newer-node.mjs'
import { countReport as countBrowser } from './browser-tests.mjs'
import { countReport as countVitest } from './vitest-tests.mjs'

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const vitest = { numTotalTests: 5, numPassedTests: 5, success: true, testResults: [passed] }
const playwright = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] as unknown[] }

test('a run in which everything passed has no failures', () => {
  expect(countVitest(vitest, 0)).toEqual({ passed: 5, failed: 0 })
  expect(countBrowser(playwright)).toEqual({ passed: 5, failed: 0 })
})

test('a skipped test counts as failed', () => {
  expect(countVitest({ ...vitest, numPassedTests: 4 }, 0)).toEqual({ passed: 4, failed: 1 })
  expect(countBrowser({ ...playwright, stats: { ...playwright.stats, expected: 4, skipped: 1 } })).toEqual({
    passed: 4,
    failed: 1,
  })
})

test('a file that cannot be loaded counts as failed', () => {
  const broken = { status: 'failed', assertionResults: [] }
  expect(countVitest({ ...vitest, success: false, testResults: [passed, broken] }, 1).failed).toBe(1)
  expect(countBrowser({ ...playwright, errors: [{}] }).failed).toBe(1)
})

test('an error outside of tests counts as failed', () => {
  expect(countVitest({ ...vitest, success: false }, 1).failed).toBe(1)
})

test('a run without any test has failed', () => {
  expect(countVitest({ numTotalTests: 0, numPassedTests: 0, success: false, testResults: [] }, 1).failed).toBe(1)
  expect(countBrowser({ ...playwright, stats: { ...playwright.stats, expected: 0 } }).failed).toBe(1)
})

test('a browser test that only passed on the second try counts as failed', () => {
  expect(countBrowser({ ...playwright, stats: { ...playwright.stats, expected: 4, flaky: 1 } }).failed).toBe(1)
})

test.for([
  ['18.20.4', false],
  ['20.20.2', false],
  ['22.17.1', false],
  ['22.18.0', true],
  ['23.5.0', false],
  ['23.6.0', true],
  ['24.21.0', true],
] as const)('Node.js %s runs TypeScript as it is: %s', ([version, enough]) => {
  expect(isNewEnough(version)).toBe(enough)
})
