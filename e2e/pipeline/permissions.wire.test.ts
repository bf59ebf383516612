import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { allSources } from '#lib/collectors/all-sources'
import { expectTruth } from './expect-truth.ts'
import { type House, openHouse, type Row, TEST_TIMEOUT_MS, UNHURRIED } from './house.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

let house: House
/** What must not change, whatever is denied. */
const KINDS = ['runtimes', 'accounts', 'events', 'findings'] as const
let known: Row[][]

beforeAll(async () => {
  // An organisation that answers without `Paths`: only there is every declared action needed.
  house = await openHouse({ accounts: 4, accountShape: 'old' })
  await house.collect({}, UNHURRIED)
  known = await everything()
})
afterAll(() => house.close())

const everything = () => Promise.all(KINDS.map((kind) => house.exported(kind)))

test('the sources use every action that they declare, and no other', async () => {
  const { unusedActions, refusedActions } = await house.calls()

  expect(unusedActions).toEqual([])
  expect(refusedActions).toEqual([])
})

const actions = [...new Set(allSources.flatMap((source) => source.actions))].sort()

test.each(actions)(
  'without %s exactly the scopes that need it are denied, and nothing known disappears',
  async (action) => {
    await house.restart({ withoutActions: [action] })

    await house.collect({}, UNHURRIED)

    const scopes = await house.exported('coverage')
    const denied = new Set(scopes.filter(({ status }) => status === 'denied').map(({ source }) => source))
    const needing = allSources.filter((source) => source.actions.includes(action)).map(({ id }) => id)
    expect(denied).toEqual(new Set(needing))
    await expectTruth(house, ['coverage'])
    expect(await everything()).toEqual(known)
  },
)
