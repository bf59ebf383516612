import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultValues, type ListDefinition, listInput, listQuery, PAGE_SIZES } from './list.ts'

const list = {
  filters: ['team', 'region'],
  sorts: ['due', 'name'],
  sort: 'due',
  order: 'asc',
} as const satisfies ListDefinition

/** As a route reads a query: one value is a text, several are a list. */
function queryOf(query: URLSearchParams) {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

const values = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 })
const anyValues = fc.record({
  filters: fc.record({ team: values, region: values }, { requiredKeys: [] }),
  text: fc.string({ maxLength: 30 }),
  sort: fc.constantFrom('due', 'name') as fc.Arbitrary<'due' | 'name'>,
  order: fc.constantFrom('asc', 'desc') as fc.Arbitrary<'asc' | 'desc'>,
  size: fc.constantFrom(...PAGE_SIZES),
  after: fc.option(fc.string({ minLength: 1, maxLength: 20 })),
  before: fc.option(fc.string({ minLength: 1, maxLength: 20 })),
})

describe('the question of a list', () => {
  test('written into a query and read from it is the same question', () => {
    fc.assert(
      fc.property(anyValues, (asked) => {
        expect(listInput(list).parse(queryOf(listQuery(asked)))).toEqual(asked)
      }),
    )
  })

  test('as first asked is what its definition says', () => {
    expect(listInput(list).parse({})).toEqual(defaultValues(list))
  })

  test.each([
    [{ sort: 'password' }],
    [{ order: 'sideways' }],
    [{ size: '1000000' }],
    [{ owner: 'me' }],
    [{ team: { equals: 'payments' } }],
    [{ text: ['a', 'b'] }],
  ])('is refused when it holds what is not on offer: %j (T11)', (given) => {
    expect(listInput(list).safeParse(given).success).toBe(false)
  })

  test('takes a bounded number of bounded values, texts and cursors (T23)', () => {
    const takes = (given: object) => listInput(list).safeParse(given).success
    const of = (length: number) => 'a'.repeat(length)
    const teams = (count: number) => ({ team: Array.from({ length: count }, () => 'a') })
    expect([takes(teams(50)), takes(teams(51))]).toEqual([true, false])
    expect([takes({ team: of(300) }), takes({ team: of(301) })]).toEqual([true, false])
    expect([takes({ text: of(300) }), takes({ text: of(301) })]).toEqual([true, false])
    for (const cursor of ['after', 'before']) {
      expect([takes({ [cursor]: of(2_000) }), takes({ [cursor]: of(2_001) })]).toEqual([true, false])
    }
  })

  test('for an export has the filters and not the page', () => {
    const asked = { ...defaultValues(list), filters: { team: ['payments', 'web'] }, text: 'orders', after: 'cursor' }
    expect(listQuery(asked, { paged: false }).toString()).toBe('team=payments&team=web&text=orders')
  })
})
