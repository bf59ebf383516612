/** What goes wrong at AWS, from the wire to the export; numbers are those of the fault list. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allSources, findSource } from '#lib/collectors/all-sources'
import { useEnv as changeSettings } from '#lib/env'
import type { FaultPlan } from '../../simulator/faults.ts'
import { expectTruth } from './expect-truth.ts'
import { type House, openHouse, PATIENT, type Row, UNHURRIED } from './house.ts'

type Place = { accountId: string; region: string }

/** Where every call is answered, and only the answer is wrong: a busy machine may take its time for it. */
const ANSWERED = { timeoutMs: UNHURRIED.timeoutMs }

export function testLambdaFaults(seed: number): void {
  let house: House
  /** The others go wrong elsewhere, and take their time. */
  const SOURCES = allSources
    .map(({ id }) => id)
    .filter((id) => !['config', 'health', 'trustedadvisor'].some((service) => id.startsWith(`${service}.`)))
  /** Accounts and Regions, the one with the most versions first: there are pages to go wrong. */
  let places: Place[]
  let victim: Place
  let known: Row[]

  beforeAll(async () => {
    house = await openHouse({ seed, accounts: 5, pageSizeMax: 5 })
    await house.collect({}, UNHURRIED)
    known = await house.exported('runtimes')
    places = busiestFirst(known)
    victim = placeOf(0)
  })
  afterEach(() => house.plan([]))
  afterAll(() => house.close())

  function busiestFirst(rows: readonly Row[]): Place[] {
    const counts = new Map<string, number>()
    for (const { accountId, region } of rows) {
      const place = `${accountId}/${region}`
      counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    const sorted = [...counts].sort(([, left], [, right]) => right - left)
    return sorted.map(([place]) => {
      const [accountId = '', region = ''] = place.split('/')
      return { accountId, region }
    })
  }

  function placeOf(index: number): Place {
    const place = places[index]
    if (place === undefined) throw new Error(`this world has only ${places.length} places with functions`)
    return place
  }

  type Fault = FaultPlan[number]

  const listing = (fault: Partial<Fault> & Pick<Fault, 'effect'>, place = victim): Fault => ({
    service: 'lambda',
    operation: 'ListFunctions',
    ...place,
    ...fault,
  })

  describe('what passes leaves everything complete and exact', () => {
    test.each<[string, () => FaultPlan]>([
      [
        // What takes its time passes side by side, each in a place of its own.
        'F01 throttling, F07 no answer, F08 a socket that is only half there, F09 a reset and ten bytes a second',
        () => [
          listing({ effect: 'throttle', share: 0.8, count: 10 }),
          listing({ effect: 'hang', from: 2, count: 1 }, placeOf(1)),
          listing({ effect: 'hang', count: 2 }, placeOf(2)),
          listing({ effect: 'reset', count: 2 }, placeOf(3)),
          listing({ effect: 'slow', count: 1 }, placeOf(4)),
        ],
      ],
      ['F03 a burst of server faults', () => [listing({ effect: 'http500', count: 4 })]],
      ['F04 HTML in place of JSON', () => [listing({ effect: 'http503html', count: 2 })]],
      ['F05 half a page', () => [listing({ effect: 'truncate', from: 2, count: 2 })]],
      ['F06 an empty body', () => [listing({ effect: 'empty', count: 2 })]],
      ['F06 another content type', () => [listing({ effect: 'wrongType', count: 2 })]],
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
    /** Side by side, each in a place of its own: those that need a second page first. */
    const LASTING: [string, Pick<Fault, 'effect' | 'by'>, string, string][] = [
      ['F11 a page token that repeats', { effect: 'tokenLoop' }, 'partial', 'PAGINATION_LOOP'],
      ['F13 a page token refused for ever', { effect: 'tokenRefused' }, 'partial', 'PAGE_TOKEN'],
      ['F02 throttled for ever', { effect: 'throttle' }, 'failed', 'THROTTLED'],
      ['F03 server faults for ever', { effect: 'http500' }, 'failed', 'SERVICE_ERROR'],
      ['F04 HTML for ever', { effect: 'http503html' }, 'failed', 'BAD_RESPONSE'],
      ['F05 half of every page', { effect: 'truncate' }, 'failed', 'BAD_RESPONSE'],
      ['F06 empty bodies', { effect: 'empty' }, 'failed', 'BAD_RESPONSE'],
      ['F06 another content type for ever', { effect: 'wrongType' }, 'failed', 'BAD_RESPONSE'],
      ['F07 never an answer', { effect: 'hang' }, 'failed', 'TIMEOUT'],
      ['F09 ten bytes a second, always', { effect: 'slow' }, 'failed', 'TIMEOUT'],
      ['F18 one permission missing', { effect: 'deny' }, 'denied', 'ACTION'],
      ['F19 an organisation policy', { effect: 'deny', by: 'scp' }, 'denied', 'SCP'],
    ]

    async function expectNamed(place: Place, status: string, cause: string) {
      const scopes = await house.exported('coverage')
      const scope = scopes.find((row) => row.source === 'lambda.functions' && isAt(row, place))
      expect(scope).toMatchObject({ status, cause })
      expect(scope?.message).toContain(place.region)
      expect(scope?.remedy).toBeTruthy()
    }

    describe('also where each place has another fault', () => {
      beforeAll(async () => {
        await house.plan(LASTING.map(([, fault], at) => listing(fault, placeOf(at))))
        await house.collect({ sources: SOURCES })
      })

      // First, since the plan ends with the test.
      test('all that is known stays as it was, and the others are exact', async () => {
        await expectTruth(house, ['coverage', 'accounts', 'findings'])
        expect(await house.exported('runtimes')).toEqual(known)
      })

      test.each(LASTING.map(([title, , status, cause], at) => ({ title, at, status, cause })))(
        '$title',
        ({ at, status, cause }) => expectNamed(placeOf(at), status, cause),
      )
    })

    test('F28 a usual field missing', async () => {
      await house.plan([listing({ effect: 'missingField' })])

      await house.collect({ sources: SOURCES }, ANSWERED)

      await expectNamed(victim, 'partial', 'MISSING_FIELD')
      await expectTruth(house, ['coverage', 'accounts', 'findings'])
    })

    test('F16 the role denied in two accounts leaves those denied and the others exact', async () => {
      const accounts = [...new Set(known.map(({ accountId }) => String(accountId)))].slice(0, 2)
      await house.plan(
        accounts.map((accountId) => ({ service: 'sts', operation: 'AssumeRole', accountId, effect: 'deny' })),
      )

      await house.collect({}, ANSWERED)

      const denied = (await house.exported('coverage')).filter(({ cause }) => cause === 'ASSUME_ROLE')
      expect(new Set(denied.map(({ accountId }) => accountId))).toEqual(new Set(accounts))
      await expectTruth(house)
    })

    test('F26 credentials of another account are not used', async () => {
      await house.plan([
        { service: 'sts', operation: 'GetCallerIdentity', accountId: victim.accountId, effect: 'wrongAccount' },
      ])

      await house.collect({}, ANSWERED)

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

      await house.collect({}, ANSWERED).finally(restore)

      const scopes = (await house.exported('coverage')).filter(({ source }) => !isAskedWithHub(String(source)))
      const refused = scopes.filter(({ status }) => status !== 'skipped')
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['denied']))
      for (const { remedy } of refused) expect(remedy).toMatch(/external ?id/i)
      expect(await house.exported('runtimes')).toEqual(known)
    })

    test('F20 a Region that is not enabled is quiet', async () => {
      const closed = 'ap-southeast-7'
      const restore = changeSettings({ regions: [victim.region, closed] })

      const run = await house.collect({ sources: SOURCES }, ANSWERED).finally(restore)

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

        const run = await house.collect({ sources: SOURCES }, ANSWERED)

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
