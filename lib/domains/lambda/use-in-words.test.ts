import { expect, test } from 'vitest'
import { functionUseInWords, versionUseInWords } from './use-in-words.ts'

const TODAY = '2026-11-21'
const called = {
  use: 'live',
  runtime: 'python3.9',
  aliases: [] as string[],
  provisioned: false,
  lastInvokedOn: '2026-11-16',
  lastInvokedState: 'seen',
}

test('a function that is called while its old versions lie idle is not told to be idle itself', () => {
  expect(functionUseInWords({ ...called, use: 'dormant' }, TODAY)).toBe(
    'Nothing uses its versions on python3.9, the function was last invoked 5 days ago',
  )
})

test('what was never seen to be invoked says how far back could be seen', () => {
  const silent = { ...called, use: 'dormant', lastInvokedOn: null, lastInvokedState: 'none' }
  expect(functionUseInWords(silent, TODAY)).toBe('No invocation in 15 months, nothing points at it')
})

test('what could not be read is not known, and never "none" (F93)', () => {
  const unread = { ...called, use: 'unknown', lastInvokedOn: null, lastInvokedState: 'unknown' }
  expect(functionUseInWords(unread, TODAY)).toBe('Last invocation not known, what uses it could not all be read')
  expect(versionUseInWords('unknown', [], { state: 'unknown', lastInvokedOn: null }, TODAY)).toBe(
    'Last invocation not known, what uses it could not all be read',
  )
})

test('a live function names what keeps it so', () => {
  expect(functionUseInWords({ ...called, aliases: ['live', 'canary'], provisioned: true }, TODAY)).toBe(
    'Aliases live and canary, provisioned concurrency, last invoked 5 days ago',
  )
})
