/** What goes wrong at AWS Config, Health and Trusted Advisor, from the wire to the export; numbers are those of the fault list. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultPlan } from '../../simulator/faults.ts'
import { expectTruth } from './expect-truth.ts'
import { type House, openHouse, PATIENT, type Row, UNHURRIED } from './house.ts'

export function testGovernanceFaults(seed: number): void {
  const SOURCES = ['organization', 'config.aggregator', 'config.compliance', 'health.events', 'trustedadvisor.checks']
  /** What these sources have to do with. */
  const KINDS = ['coverage', 'events', 'findings'] as const

  let house: House
  /** An account that Trusted Advisor is open to, and a place where the aggregator has rules. */
  let victim: { accountId: string; region: string }
  let known: Row[][]

  const recorded = () => Promise.all([house.exported('events'), house.exported('findings')])

  beforeAll(async () => {
    house = await openHouse({ seed, accounts: 4, pageSizeMax: 5 })
    await house.collect({}, UNHURRIED)
    known = await recorded()
    victim = victimIn(await house.exported('findings'))
  })
  afterEach(() => house.plan([]))
  afterAll(() => house.close())

  function victimIn(findings: readonly Row[]) {
    const told = (source: string) => findings.filter(({ sources }) => String(sources).includes(source))
    const advised = new Set(told('trustedadvisor.checks').map(({ accountId }) => accountId))
    const { accountId, region } = told('config.compliance').find((row) => advised.has(row.accountId)) ?? {}
    return { accountId: String(accountId), region: String(region) }
  }

  type Fault = FaultPlan[number]
  type Effect = Pick<Fault, 'effect'> & Partial<Fault>

  const ofRules = (fault: Effect): Fault => ({
    ...{ service: 'config', operation: 'DescribeAggregateComplianceByConfigRules' },
    ...victim,
    ...fault,
  })
  const ofEvents = (fault: Effect): Fault => ({
    ...{ service: 'health', operation: 'DescribeEventsForOrganization' },
    ...fault,
  })
  const ofEntities = (fault: Effect): Fault => ({
    ...{ service: 'health', operation: 'DescribeAffectedEntitiesForOrganization' },
    ...fault,
  })
  const ofResults = (fault: Effect): Fault => ({
    ...{ service: 'support', operation: 'DescribeTrustedAdvisorCheckResult', accountId: victim.accountId },
    ...fault,
  })

  describe('what passes leaves everything complete and exact', () => {
    test.each<[string, () => FaultPlan]>([
      [
        'F01 throttling of most calls',
        () => [
          ofRules({ operation: '*', effect: 'throttle', share: 0.8, count: 6 }),
          ofEvents({ operation: '*', effect: 'throttle', share: 0.3, count: 10 }),
          ofResults({ operation: '*', effect: 'throttle', share: 0.8, count: 6 }),
        ],
      ],
      [
        'F03 a burst of server faults',
        () => [
          ofRules({ effect: 'http500', count: 2 }),
          ofEntities({ effect: 'http500', count: 3 }),
          ofResults({ effect: 'http500', count: 2 }),
        ],
      ],
      [
        'F04 HTML and F05 half a page',
        () => [
          ofRules({ effect: 'http503html', count: 1 }),
          ofEvents({ effect: 'truncate', from: 2, count: 1 }),
          ofResults({ effect: 'truncate', count: 1 }),
        ],
      ],
      [
        'F12 pages that come twice',
        () => [
          ofRules({ effect: 'duplicatePage', share: 0.5 }),
          ofEvents({ effect: 'duplicatePage', share: 0.3 }),
          ofEntities({ effect: 'duplicatePage', share: 0.3 }),
        ],
      ],
      [
        'F13 page tokens refused once',
        () => [ofRules({ effect: 'tokenRefused', count: 1 }), ofEvents({ effect: 'tokenRefused', count: 1 })],
      ],
      [
        'F23 events that fail in part once',
        () => [
          ofEntities({ effect: 'failedSet', count: 1 }),
          ofEvents({ operation: 'DescribeEventDetailsForOrganization', effect: 'failedSet', count: 1 }),
        ],
      ],
      [
        'F27 values and members that nobody knows',
        () => [
          ofRules({ operation: '*', effect: 'unknownEnum' }),
          ofEvents({ operation: '*', effect: 'unknownEnum' }),
          ofResults({ operation: '*', effect: 'unknownEnum' }),
        ],
      ],
    ])('%s', async (_, plan) => {
      await house.plan(plan())

      await house.collect({ sources: SOURCES }, PATIENT)

      await house.plan([])
      await expectTruth(house, KINDS)
    })
  })

  describe('what stays is named where it is, and nothing known is lost', () => {
    test.each<[string, () => FaultPlan, source: string, expected: string]>([
      [
        'F02 rules throttled for ever',
        () => [ofRules({ effect: 'throttle' })],
        'config.compliance',
        'failed THROTTLED',
      ],
      [
        'F11 a page token of rules that repeats',
        () => [ofRules({ effect: 'tokenLoop' })],
        'config.compliance',
        'partial PAGINATION_LOOP',
      ],
      [
        'F28 a rule without its compliance',
        () => [ofRules({ effect: 'missingField' })],
        'config.compliance',
        'partial MISSING_FIELD',
      ],
      ['F18 rules may not be read', () => [ofRules({ effect: 'deny' })], 'config.compliance', 'denied ACTION'],
      ['F03 events never come', () => [ofEvents({ effect: 'http500' })], 'health.events', 'failed SERVICE_ERROR'],
      [
        'F03 resources of events never come',
        () => [ofEntities({ effect: 'http500' })],
        'health.events',
        'partial SERVICE_ERROR',
      ],
      [
        'F11 a page token of events that repeats',
        () => [ofEvents({ effect: 'tokenLoop' })],
        'health.events',
        'partial PAGINATION_LOOP',
      ],
      [
        'F13 page tokens of events refused',
        () => [ofEvents({ effect: 'tokenRefused' })],
        'health.events',
        'partial PAGE_TOKEN',
      ],
      [
        'F23 resources that fail in part',
        () => [ofEntities({ effect: 'failedSet' })],
        'health.events',
        'partial FAILED_SET',
      ],
      [
        'F28 an event without its category',
        () => [ofEvents({ effect: 'missingField' })],
        'health.events',
        'partial MISSING_FIELD',
      ],
      [
        'F21 no support plan for Health',
        () => [ofEvents({ operation: '*', effect: 'notSubscribed' })],
        'health.events',
        'not_entitled SUPPORT_PLAN',
      ],
      [
        'F22 no view of the organisation',
        () => [ofEvents({ operation: '*', effect: 'switchedOff' })],
        'health.events',
        'disabled ORG_VIEW',
      ],
      [
        'F21 no support plan in an account',
        () => [ofResults({ operation: '*', effect: 'notSubscribed' })],
        'trustedadvisor.checks',
        'not_entitled SUPPORT_PLAN',
      ],
      [
        'F21 refused without a reason',
        () => [ofResults({ operation: '*', effect: 'deny' })],
        'trustedadvisor.checks',
        'denied ACTION',
      ],
      [
        'F05 half of every result',
        () => [ofResults({ effect: 'truncate' })],
        'trustedadvisor.checks',
        'partial BAD_RESPONSE',
      ],
      [
        'F28 results without what they flag',
        () => [ofResults({ effect: 'missingField' })],
        'trustedadvisor.checks',
        'partial MISSING_FIELD',
      ],
    ])('%s', async (_, plan, source, expected) => {
      await house.plan(plan())

      await house.collect({ sources: SOURCES })

      const scope = (await house.exported('coverage')).find((row) => row.source === source && isAt(row))
      expect(`${scope?.status} ${scope?.cause}`).toBe(expected)
      expect(scope?.message).toBeTruthy()
      expect(scope?.remedy).toBeTruthy()
      await expectTruth(house, KINDS)
      expect(await recorded()).toEqual(known)
    })

    /** Where the victim is, as far as the source tells places apart. */
    function isAt({ source, accountId, region }: Row): boolean {
      if (source === 'health.events') return true
      return accountId === victim.accountId && (region === 'global' || region === victim.region)
    }

    test('F21 a plain refusal of Trusted Advisor names both what it may be', async () => {
      await house.plan([ofResults({ operation: '*', effect: 'deny' })])

      await house.collect({ sources: SOURCES })

      const scopes = await house.exported('coverage')
      const denied = scopes.find(({ source, status }) => source === 'trustedadvisor.checks' && status === 'denied')
      expect(denied?.remedy).toMatch(/policy/)
      expect(denied?.remedy).toMatch(/support plan/)
    })

    test('F24 without an aggregator nothing of Config can be asked, and all of it says so', async () => {
      await house.plan([{ service: 'config', operation: '*', effect: 'switchedOff' }])

      await house.collect({ sources: SOURCES })

      const scopes = (await house.exported('coverage')).filter(({ source }) => String(source).startsWith('config.'))
      expect(new Set(scopes.map(({ status, cause }) => `${status} ${cause}`))).toEqual(
        new Set(['disabled NO_AGGREGATOR']),
      )
      await expectTruth(house, KINDS)
      expect(await recorded()).toEqual(known)
    })
  })
}
