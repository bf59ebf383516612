/** What goes wrong at AWS, from the wire to the export; numbers are those of the fault list. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allSources, findSource } from '#lib/collectors/all-sources'
import { useEnv as changeSettings } from '#lib/env'
import type { FaultPlan } from '../../simulator/faults.ts'
import { expectTruth } from './expect-truth.ts'
import { type House, openHouse, PATIENT, type Row, UNHURRIED } from './house.ts'

export function testLambdaFaults(seed: number): void {
  let house: House
  /** The others go wrong elsewhere, and take their time. */
  const SOURCES = allSources
    .map(({ id }) => id)
    .filter((id) => !['config', 'health', 'trustedadvisor'].some((service) => id.startsWith(`${service}.`)))
  /** The account and Region with the most versions: there are pages to go wrong. */
  let victim: { accountId: string; region: string }
  let known: Row[]

  beforeAll(async () => {
    house = await openHouse({ seed, accounts: 5, pageSizeMax: 5 })
    await house.collect({}, UNHURRIED)
    known = await house.exported('runtimes')
    victim = busiestPlace(known)
  })
  afterEach(() => house.plan([]))
  afterAll(() => house.close())

  function busiestPlace(rows: readonly Row[]) {
    const counts = new Map<string, number>()
    for (const { accountId, region } of rows) {
      const place = `${accountId}/${region}`
      counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    const [busiest] = [...counts].sort(([, left], [, right]) => right - left)
    const [accountId = '', region = ''] = busiest?.[0].split('/') ?? []
    return { accountId, region }
  }

  type Fault = FaultPlan[number]

  const listing = (fault: Partial<Fault> & Pick<Fault, 'effect'>): Fault => ({
    service: 'lambda',
    operation: 'ListFunctions',
    ...victim,
    ...fault,
  })

  describe('what passes leaves everything complete and exact', () => {
    test.each<[string, () => FaultPlan]>([
      ['F01 throttling of most calls', () => [listing({ effect: 'throttle', share: 0.8, count: 10 })]],
      ['F03 a burst of server faults', () => [listing({ effect: 'http500', count: 4 })]],
      ['F04 HTML in place of JSON', () => [listing({ effect: 'http503html', count: 2 })]],
      ['F05 half a page', () => [listing({ effect: 'truncate', from: 2, count: 2 })]],
      ['F06 an empty body', () => [listing({ effect: 'empty', count: 2 })]],
      ['F06 another content type', () => [listing({ effect: 'wrongType', count: 2 })]],
      ['F07 no answer', () => [listing({ effect: 'hang', from: 2, count: 1 })]],
      ['F08 a socket that is only half there', () => [listing({ effect: 'hang', count: 2 })]],
      ['F09 a reset in mid-body', () => [listing({ effect: 'reset', count: 2 })]],
      ['F09 ten bytes a second', () => [listing({ effect: 'slow', count: 1 })]],
      ['F12 pages that come twice', () => [listing({ effect: 'duplicatePage', share: 0.5 })]],
      ['F13 a page token refused once', () => [listing({ effect: 'tokenRefused', count: 1 })]],
      ['F15 credentials that expire half way', () => [listing({ effect: 'expireCredentials', from: 3, count: 1 })]],
      [
        'F27 values and members that nobody knows',
        () => [
          listing({ effect: 'unknownEnum' }),
          { service: 'organizations', operation: 'ListAccounts', effect: 'unknownEnum' },
        ],
      ],
    ])('%s', async (_, plan) => {
      await house.plan(plan())

      await house.collect({ sources: SOURCES }, PATIENT)

      await house.plan([])
      await expectTruth(house)
    })
  })

  describe('what stays is named where it is, and nothing known is lost', () => {
    test.each<[string, () => FaultPlan, string, string]>([
      ['F02 throttled for ever', () => [listing({ effect: 'throttle' })], 'failed', 'THROTTLED'],
      ['F03 server faults for ever', () => [listing({ effect: 'http500' })], 'failed', 'SERVICE_ERROR'],
      ['F04 HTML for ever', () => [listing({ effect: 'http503html' })], 'failed', 'BAD_RESPONSE'],
      ['F05 half of every page', () => [listing({ effect: 'truncate' })], 'failed', 'BAD_RESPONSE'],
      ['F06 empty bodies', () => [listing({ effect: 'empty' })], 'failed', 'BAD_RESPONSE'],
      ['F06 another content type for ever', () => [listing({ effect: 'wrongType' })], 'failed', 'BAD_RESPONSE'],
      ['F07 never an answer', () => [listing({ effect: 'hang' })], 'failed', 'TIMEOUT'],
      ['F09 ten bytes a second, always', () => [listing({ effect: 'slow' })], 'failed', 'TIMEOUT'],
      ['F11 a page token that repeats', () => [listing({ effect: 'tokenLoop' })], 'partial', 'PAGINATION_LOOP'],
      ['F13 a page token refused for ever', () => [listing({ effect: 'tokenRefused' })], 'partial', 'PAGE_TOKEN'],
      ['F18 one permission missing', () => [listing({ effect: 'deny' })], 'denied', 'ACTION'],
      ['F19 an organisation policy', () => [listing({ effect: 'deny', by: 'scp' })], 'denied', 'SCP'],
      ['F28 a usual field missing', () => [listing({ effect: 'missingField' })], 'partial', 'MISSING_FIELD'],
    ])('%s', async (_, plan, status, cause) => {
      await house.plan(plan())

      await house.collect({ sources: SOURCES })

      const scopes = await house.exported('coverage')
      const scope = scopes.find((row) => row.source === 'lambda.functions' && isAt(row, victim))
      expect(scope).toMatchObject({ status, cause })
      expect(scope?.message).toContain(victim.region)
      expect(scope?.remedy).toBeTruthy()
      await expectTruth(house, ['coverage', 'accounts', 'findings'])
      if (cause !== 'MISSING_FIELD') expect(await house.exported('runtimes')).toEqual(known)
    })

    test('F16 the role denied in two accounts leaves those denied and the others exact', async () => {
      const accounts = [...new Set(known.map(({ accountId }) => String(accountId)))].slice(0, 2)
      await house.plan(
        accounts.map((accountId) => ({ service: 'sts', operation: 'AssumeRole', accountId, effect: 'deny' })),
      )

      await house.collect()

      const denied = (await house.exported('coverage')).filter(({ cause }) => cause === 'ASSUME_ROLE')
      expect(new Set(denied.map(({ accountId }) => accountId))).toEqual(new Set(accounts))
      await expectTruth(house)
    })

    test('F26 credentials of another account are not used', async () => {
      await house.plan([
        { service: 'sts', operation: 'GetCallerIdentity', accountId: victim.accountId, effect: 'wrongAccount' },
      ])

      await house.collect()

      const scopes = (await house.exported('coverage')).filter(({ accountId }) => accountId === victim.accountId)
      const read = scopes.filter(({ source }) => !isAskedWithHub(String(source)))
      expect(new Set(read.map(({ cause }) => cause))).toEqual(new Set(['IDENTITY_MISMATCH']))
      await expectTruth(house, ['coverage', 'runtimes', 'findings'])
    })

    test('F27 a runtime that the catalogue does not know is unknown, never fine', () => {
      const foreign = known.filter(({ runtime, deprecatedOn }) => runtime !== null && deprecatedOn === null)
      const verdicts = foreign.filter(({ verdict }) => verdict === 'unknown')

      expect(verdicts.length).toBeGreaterThan(0)
    })

    test('F17 a wrong ExternalId is said as such a refusal, everywhere', async () => {
      const restore = changeSettings({ externalId: 'somebody-elses-external-id' })

      await house.collect().finally(restore)

      const scopes = (await house.exported('coverage')).filter(({ source }) => !isAskedWithHub(String(source)))
      const refused = scopes.filter(({ status }) => status !== 'skipped')
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['denied']))
      for (const { remedy } of refused) expect(remedy).toMatch(/external ?id/i)
      expect(await house.exported('runtimes')).toEqual(known)
    })

    test('F20 a Region that is not enabled is quiet', async () => {
      const closed = 'ap-southeast-7'
      const restore = changeSettings({ regions: [victim.region, closed] })

      const run = await house.collect({ sources: SOURCES }).finally(restore)

      const scopes = (await house.exported('coverage')).filter(({ region }) => region === closed)
      expect(scopes.length).toBeGreaterThan(0)
      for (const { status, cause } of scopes) {
        expect({ status, cause }).toEqual({ status: 'disabled', cause: 'REGION' })
      }
      expect(run.status).toBe('complete')
      expect(await house.exported('runtimes')).toEqual(known)
    })

    test.each(['DescribeOrganization', 'ListAccounts'])(
      'F33 without %s the last known accounts are read, and the run says so',
      async (operation) => {
        await house.plan([{ service: 'organizations', operation, effect: 'http500' }])

        const run = await house.collect({ sources: SOURCES })

        expect(run).toMatchObject({ status: 'failed' })
        expect(run.message).toBeTruthy()
        await expectTruth(house, ['accounts', 'runtimes', 'findings'])
        const [organization] = (await house.exported('coverage')).filter(({ source }) => source === 'organization')
        expect(organization).toMatchObject({ cause: 'SERVICE_ERROR' })
      },
    )
  })

  /** What needs no role in the account. */
  const isAskedWithHub = (source: string): boolean => findSource(source)?.askedWith === 'hub'

  const isAt = (row: Row, place: { accountId: string; region: string }): boolean =>
    row.accountId === place.accountId && row.region === place.region
}
