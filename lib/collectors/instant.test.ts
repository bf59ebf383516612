import { expect, test } from 'vitest'
import { instantOrNull } from './instant.ts'

test.each([
  ['2026-11-01T10:11:12.345+0000', '2026-11-01T10:11:12.345Z'],
  ['2026-11-01T10:11:12.345-0730', '2026-11-01T17:41:12.345Z'],
  ['2026-11-01T10:11:12Z', '2026-11-01T10:11:12.000Z'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  ['the day before yesterday', null],
  ['', null],
  [undefined, null],
])('%s is %s', (given, expected) => {
  expect(instantOrNull(given)).toBe(expected)
})
