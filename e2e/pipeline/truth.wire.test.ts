import { afterEach, describe, expect, test, vi } from 'vitest'
import { expectTruth, expectTruthOfWhatIsLeft } from './expect-truth.ts'
import { type House, openHouse, TEST_TIMEOUT_MS, UNHURRIED } from './house.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

let house: House | undefined

afterEach(async () => {
  await house?.close()
  house = undefined
})

const WITNESSES = [
  'config.compliance',
  'health.events',
  'trustedadvisor.checks',
  'health.events,lambda.functions,trustedadvisor.checks',
]

describe.each([1, 2, 3])('the world of seed %i', (seed) => {
  test('is exported as it is: functions, versions, events, and findings with everybody who witnesses them', async () => {
    house = await openHouse({ seed })

    const run = await house.collect({}, UNHURRIED)

    expect(run.message).toBeNull()
    expect((await house.exported('runtimes')).length).toBeGreaterThan(100)
    expect((await house.exported('events')).length).toBeGreaterThan(50)
    const witnesses = new Set((await house.exported('findings')).map(({ sources }) => String(sources)))
    expect([...witnesses]).toEqual(expect.arrayContaining(WITNESSES))
    await expectTruth(house)
  })

  test('is followed through a month of upgrades, new functions and removed ones', async () => {
    house = await openHouse({ seed, clock: '2026-10-24T12:00:00.000Z' })
    await house.moveTo('2026-10-24T12:00:00.000Z')
    await house.collect({}, UNHURRIED)

    await house.moveTo('2026-11-21T12:00:00.000Z')
    await house.collect({}, UNHURRIED)

    await expectTruth(house, ['coverage', 'accounts', 'runtimes'])
    await expectTruthOfWhatIsLeft(house)
  })
})

test('F30 accounts that are suspended or closing are not asked, and say why', async () => {
  house = await openHouse({ accounts: 12 })

  await house.collect({ sources: ['organization', 'account.contacts'] }, UNHURRIED)

  const states = new Map((await house.exported('accounts')).map(({ accountId, state }) => [accountId, state]))
  const skipped = (await house.exported('coverage')).filter(({ cause }) => cause === 'ACCOUNT_STATE')
  const inactive = [...states].filter(([, state]) => state !== 'ACTIVE').map(([accountId]) => accountId)
  expect(inactive.length).toBeGreaterThan(0)
  expect(new Set(skipped.map(({ accountId }) => accountId))).toEqual(new Set(inactive))
})
