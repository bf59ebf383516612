/** F31: an account leaves the organisation, and comes back: the same world, once without its last account. */
import { afterEach, expect, test, vi } from 'vitest'
import { expectTruth, expectTruthOfOpenFindings } from './expect-truth.ts'
import { type House, openHouse, type Row, TEST_TIMEOUT_MS, UNHURRIED } from './house.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

let house: House

afterEach(() => house.close())

const ofAccounts = (rows: readonly Row[]) => new Set(rows.map(({ accountId }) => accountId))

test('what was open in it is not open any more, nor listed, until it is back as it was', async () => {
  house = await openHouse({ accounts: 6 })
  await house.collect({}, UNHURRIED)
  const before = await house.exported('findings')
  const accounts = ofAccounts(await house.exported('accounts'))

  await house.restart({ accounts: 5 })
  await house.collect({}, UNHURRIED)

  const present = ofAccounts(await house.exported('accounts'))
  const [left] = [...accounts].filter((accountId) => !present.has(accountId))
  const ofLeft = before.filter(({ accountId }) => accountId === left)
  expect(ofLeft.length).toBeGreaterThan(0)
  await expectTruth(house, ['coverage', 'accounts', 'runtimes'])
  await expectTruthOfOpenFindings(house)
  for (const kind of ['evaluations', 'flagged'] as const) {
    expect(ofAccounts(await house.exported(kind)).has(left)).toBe(false)
  }
  const kept = (await house.exported('findings')).filter(({ accountId }) => accountId === left)
  expect(kept.map(({ findingId }) => findingId)).toEqual(ofLeft.map(({ findingId }) => findingId))
  expect(new Set(kept.map(({ status }) => status))).toEqual(new Set(['resolved']))

  await house.restart({ accounts: 6 })
  await house.collect({}, UNHURRIED)

  await expectTruth(house, ['coverage', 'accounts', 'runtimes'])
  await expectTruthOfOpenFindings(house)
  const back = (await house.exported('findings')).filter(({ accountId }) => accountId === left)
  const identity = ({ findingId, status, firstSeenAt }: Row) => ({ findingId, status, firstSeenAt })
  expect(back.map(identity)).toEqual(ofLeft.map(identity))
})
