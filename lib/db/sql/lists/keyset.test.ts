import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asPage, encodeCursor, type Keyset, pageSql, positionIn } from './keyset.ts'

const KEYSET: Keyset = {
  parts: [
    { sql: { sql: 'due' } as never, type: 'date' },
    { sql: { sql: 'id' } as never, type: 'uuid' },
  ],
  descending: false,
}
const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const OF = 'of this list'
const position = (after: string) => ({ of: OF, after, before: null, size: 20 })

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
  expect(() => pageSql(KEYSET, position(encodeCursor(OF, key)))).toThrow(/does not exist/)
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
  expect(() => pageSql(AT, position(encodeCursor(OF, [at])))).toThrow(/does not exist/)
})

test('instants as PostgreSQL writes them are taken', () => {
  for (const at of ['2026-02-28 10:00:00+00', '2026-02-28 10:00:00.123456+00', '2026-12-31 23:59:59.5-03:30']) {
    expect(() => pageSql(AT, position(encodeCursor(OF, [at])))).not.toThrow()
  }
})

test('a text that cannot be stored is no cursor', () => {
  const names: Keyset = { ...KEYSET, parts: [{ sql: { sql: 'name' } as never, type: 'text' }] }
  for (const text of ['a\u0000', '\ud800']) {
    expect(() => pageSql(names, position(encodeCursor(OF, [text])))).toThrow(/does not exist/)
  }
})

test('a cursor of ours is taken', () => {
  expect(() => pageSql(KEYSET, position(encodeCursor(OF, ['2026-02-28', ID])))).not.toThrow()
})

test('a page backwards is shown forwards, and knows that there is a page behind it', () => {
  const read = [3, 2, 1, 0].map((number) => ({ key: [String(number)], number }))
  const page = asPage(read, { of: OF, after: null, before: 'somewhere', size: 3 })
  expect(page.rows.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(page.after).toBe(encodeCursor(OF, ['3']))
  expect(page.before).toBe(encodeCursor(OF, ['1']))
})

test('the first page has nothing before it, the last nothing behind it', () => {
  const page = asPage([{ key: ['1'], number: 1 }], { of: OF, after: null, before: null, size: 3 })
  expect(page).toEqual({ rows: [{ number: 1 }], after: null, before: null })
})

const texts = fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 3 })
const question = fc.record({
  list: fc.constantFrom('accounts', 'functions'),
  about: fc.constantFrom('', 'a', 'b'),
  sort: fc.constantFrom('name', 'due'),
  order: fc.constantFrom('asc', 'desc'),
  text: fc.oneof(fc.constant(''), fc.string({ maxLength: 4 })),
  filters: fc.dictionary(fc.constantFrom('team', 'status', '__proto__'), texts),
})
type Question = typeof question extends fc.Arbitrary<infer One> ? One : never

const turned = ({ list, ...asked }: Question, cursor: { after?: string; before?: string }, size = 20) =>
  pageSql(KEYSET, positionIn(list, { after: null, before: null, ...cursor, ...asked, size }))
const cursorOf = ({ list, ...asked }: Question) =>
  encodeCursor(positionIn(list, { after: null, before: null, ...asked, size: 50 }).of, ['2026-02-28', ID])
/** Values of a filter are alternatives: their order, and that one stands there twice, change nothing. */
const same = (a: Question, b: Question): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = ({ filters, ...asked }: Question) => [
  Object.entries(asked).sort(),
  Object.entries(filters)
    .map(([name, values]) => [name, [...new Set(values)].sort()])
    .sort(),
]

const PARTS = ['list', 'about', 'sort', 'order', 'text', 'filters'] as const

test('a cursor turns the pages of its own question, and is refused by every other, forward and backward', () => {
  fc.assert(
    fc.property(question, question, fc.constantFrom(...PARTS), (made, other, part) => {
      const asked = { ...made, [part]: other[part] }
      const cursor = cursorOf(made)
      const reordered = Object.entries(made.filters)
        .reverse()
        .map(([name, values]) => [name, [...values].reverse()] as const)
      for (const at of [{ after: cursor }, { before: cursor }]) {
        expect(() => turned(made, at, 100)).not.toThrow()
        expect(() => turned({ ...made, filters: Object.fromEntries(reordered) }, at)).not.toThrow()
        if (!same(made, asked)) expect(() => turned(asked, at)).toThrow(/belongs to another list/)
      }
    }),
    { numRuns: 500 },
  )
})
