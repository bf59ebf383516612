import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { defaultValues, type ListDefinition } from './list.ts'
import { askedOf, listAddress, rowInPanel, tabbedAddress } from './page-address.ts'

const teams = {
  filters: ['team', 'account', 'state'],
  values: { state: { values: ['on', 'off'] } },
  sorts: ['name'],
  sort: 'name',
  order: 'asc',
} as const satisfies ListDefinition
const days = {
  filters: ['day'],
  sorts: ['date', 'name'],
  sort: 'date',
  order: 'desc',
} as const satisfies ListDefinition

const problemsOf = (schema: z.ZodType, given: object) =>
  schema.safeParse(given).error?.issues.map(({ path, message }) => `${String(path[0] ?? '')}: ${message}`)

describe('the address of a page', () => {
  const address = listAddress(teams, { resource: rowInPanel })

  test('gives what its list is asked, and what the page has of its own', () => {
    const resource = '123456789012.0197a2b4-7c1e-7d7a-8f3a-0123456789ab'
    expect(address.parse({ team: ['a', 'b'], state: 'on', resource })).toEqual({
      values: { ...defaultValues(teams), filters: { team: ['a', 'b'], state: ['on'] } },
      resource,
    })
    expect(address.parse({})).toEqual({ values: defaultValues(teams), resource: undefined })
  })

  test.each([
    [{ state: 'of' }, ['state: must be one of on, off']],
    [{ state: ['on', 'of'] }, ['state: must be one of on, off']],
    [{ account: '1234' }, ['account: must be an account id of twelve digits']],
    [{ sort: 'date' }, ['sort: must be one of name']],
    [{ order: 'up' }, ['order: must be one of asc, desc']],
    [{ size: '21' }, ['size: must be one of 20, 50, 100']],
    [{ size: 'all' }, ['size: must be one of 20, 50, 100']],
    [{ resource: 'x' }, ['resource: must be an account id, a dot and the id of a row']],
    [
      { statut: 'on', staet: 'off' },
      [
        ': Unrecognized: "statut", "staet". There are text, sort, order, size, after, before, team, account, state, resource',
      ],
    ],
  ])('refuses %j, and says what can be', (given, problems) => {
    expect(problemsOf(address, given)).toEqual(problems)
  })

  test('with tabs takes what is the open tab’s own, and the first tab where it names none', () => {
    const tabbed = tabbedAddress({ teams: address, days: listAddress(days) })
    expect(tabbed.parse({ state: 'on' })).toMatchObject({ tab: 'teams', values: { filters: { state: ['on'] } } })
    expect(tabbed.parse({ tab: 'days', day: '1' })).toMatchObject({ tab: 'days', values: { filters: { day: ['1'] } } })
    expect(problemsOf(tabbed, { tab: 'months' })).toEqual(['tab: must be one of teams, days'])
    expect(problemsOf(tabbed, { tab: 'days', state: 'on' })).toEqual([expect.stringContaining('"state"')])
    expect(problemsOf(tabbed, { sort: 'date' })).toEqual(['sort: must be one of name'])
  })

  test('lets what others add to links be, and nothing else', () => {
    const added = { utm_source: 'mail', utm_campaign: 'x', fbclid: '1', gclid: '1', _rsc: 'abc', gone: undefined }
    expect(askedOf({ ...added, state: 'on', UTM_source: 'a', tm_source: 'b' })).toEqual({
      state: 'on',
      UTM_source: 'a',
      tm_source: 'b',
    })
  })
})
