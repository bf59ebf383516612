import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asPage, encodeCursor, type Keyset, pageSql } from './keyset.ts'

const KEYSET: Keyset = {
  parts: [
    { sql: { sql: 'due' } as never, type: 'date' },
    { sql: { sql: 'id' } as never, type: 'uuid' },
  ],
  descending: false,
}
const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const position = (after: string) => ({ after, before: null, size: 20 })

test('a cursor that is not one of ours is refused and never reaches the database (T11)', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      expect(() => pageSql(KEYSET, position(text))).toThrow(/does not exist/)
    }),
  )
})

test.each([
  ['a day that does not exist', ['2026-02-30', ID]],
  ['an id that is none', ['2026-02-28', 'x']],
  ['too few parts', ['2026-02-28']],
  ['too many parts', ['2026-02-28', ID, ID]],
])('a cursor with %s is refused', (_, key) => {
  expect(() => pageSql(KEYSET, position(encodeCursor(key)))).toThrow(/does not exist/)
})

const AT: Keyset = { ...KEYSET, parts: [{ sql: { sql: 'at' } as never, type: 'timestamptz' }] }

test.each([
  '2026-02-31 10:00:00+00',
  '2026-02-28 24:00:00+00',
  '2026-02-28 10:60:00+00',
  '0000-01-01 00:00:00+00',
  '2026-02-28 10:00:00 yesterday',
  '2026-02-28 (now)',
])('an instant that PostgreSQL would refuse is no cursor: %s', (at) => {
  expect(() => pageSql(AT, position(encodeCursor([at])))).toThrow(/does not exist/)
})

test('instants as PostgreSQL writes them are taken', () => {
  for (const at of ['2026-02-28 10:00:00+00', '2026-02-28 10:00:00.123456+00', '2026-12-31 23:59:59.5-03:30']) {
    expect(() => pageSql(AT, position(encodeCursor([at])))).not.toThrow()
  }
})

test('a text that cannot be stored is no cursor', () => {
  const names: Keyset = { ...KEYSET, parts: [{ sql: { sql: 'name' } as never, type: 'text' }] }
  for (const text of ['a\u0000', '\ud800']) {
    expect(() => pageSql(names, position(encodeCursor([text])))).toThrow(/does not exist/)
  }
})

test('a cursor of ours is taken', () => {
  expect(() => pageSql(KEYSET, position(encodeCursor(['2026-02-28', ID])))).not.toThrow()
})

test('a page backwards is shown forwards, and knows that there is a page behind it', () => {
  const read = [3, 2, 1, 0].map((number) => ({ key: [String(number)], number }))
  const page = asPage(read, { after: null, before: 'somewhere', size: 3 })
  expect(page.rows.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(page.after).toBe(encodeCursor(['3']))
  expect(page.before).toBe(encodeCursor(['1']))
})

test('the first page has nothing before it, the last nothing behind it', () => {
  const page = asPage([{ key: ['1'], number: 1 }], { after: null, before: null, size: 3 })
  expect(page).toEqual({ rows: [{ number: 1 }], after: null, before: null })
})
