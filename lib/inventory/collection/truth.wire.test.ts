import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultPlan } from '../../../simulator/faults.ts'
import { type CollectedWorld, openWorld } from '../testing/collected-world.ts'

let world: CollectedWorld

const KEYS = {
  runtimes: ['accountId', 'region', 'functionName', 'version'],
  coverage: ['source', 'accountId', 'region'],
  accounts: ['accountId'],
  events: ['eventArn', 'accountId', 'entityValue'],
}

type Row = Record<string, unknown>

function ordered(rows: object[], keys: readonly string[]): object[] {
  const keyOf = (row: Row) => keys.map((key) => row[key]).join(' ')
  return rows.toSorted((a, b) => (keyOf(a as Row) < keyOf(b as Row) ? -1 : 1))
}

async function expectTruth(knows: 'everything' | 'nothing') {
  for (const kind of ['coverage', 'runtimes', 'accounts', 'events'] as const) {
    const { ours, truth } = await world.compare(kind, knows)
    expect(ordered(ours, KEYS[kind]), kind).toEqual(ordered(truth, KEYS[kind]))
  }
}

describe('what a collection leaves in the store is what the organisation is made of', () => {
  afterEach(() => world.close())

  test.each([1, 2, 3])('seed %i, undisturbed and again unchanged', { timeout: 240_000 }, async (seed) => {
    world = await openWorld({ seed, accounts: 6 }, { timeoutMs: 10_000 })
    const first = await world.collect()
    // The aggregator of this world does not reach all that it should; everything else can be read.
    const { rows } = await world.database.admin.query<{ cause: string }>(
      `SELECT DISTINCT cause FROM scope WHERE status IN ('partial', 'failed', 'denied')`,
    )
    for (const { cause } of rows) expect(['AGGREGATOR_SOURCE', 'AGGREGATOR_STALE']).toContain(cause)
    expect(first.status).toBe(rows.length === 0 ? 'complete' : 'partial')
    await expectTruth('everything')

    const second = await world.collect()
    expect(second.rows).toBe(first.rows)
    await expectTruth('everything')
  })
})

const anyFunctions = { service: 'lambda', operation: 'ListFunctions' } as const
const functionsOf = (region: string) => ({ ...anyFunctions, region }) as const
const organizations = (operation: string) => ({ service: 'organizations', operation }) as const
const oneRegion = functionsOf('eu-central-1')
const failedSet = (operation: string) => ({ service: 'health', operation, effect: 'failedSet' }) as const

const PASSING: [string, FaultPlan][] = [
  ['F01 throttling', [{ ...oneRegion, effect: 'throttle', count: 4 }]],
  ['F12 every page twice', [{ service: 'lambda', operation: '*', effect: 'duplicatePage', share: 0.5 }]],
  ['F15 credentials that expire half way', [{ ...oneRegion, effect: 'expireCredentials', from: 2, count: 2 }]],
]

const LASTING: [string, FaultPlan][] = [
  ['F02 one API throttled', [{ ...oneRegion, effect: 'throttle' }]],
  ['F05 half of every page', [{ ...oneRegion, effect: 'truncate' }]],
  ['F11 a page token that repeats', [{ ...oneRegion, effect: 'tokenLoop' }]],
  ['F16 a role that may not be assumed', [{ service: 'sts', operation: 'AssumeRole', effect: 'deny' }]],
  ['F18 one permission missing', [{ service: 'tagging', operation: 'GetResources', effect: 'deny' }]],
  ['F19 an organisation policy in a Region', [{ ...oneRegion, effect: 'deny', by: 'scp' }]],
  ['F26 the identity of another account', [{ service: 'sts', operation: 'GetCallerIdentity', effect: 'wrongAccount' }]],
  [
    'F33 the organisation cannot be read',
    [{ service: 'organizations', operation: 'DescribeOrganization', effect: 'http500' }],
  ],
  [
    'F33 only the list of accounts cannot be read',
    [{ service: 'organizations', operation: 'ListAccounts', effect: 'http500' }],
  ],
  ['F21 no support plan for Health', [{ service: 'health', operation: '*', effect: 'notSubscribed' }]],
  ['F21 no support plan for Trusted Advisor', [{ service: 'support', operation: '*', effect: 'notSubscribed' }]],
  ['F22 the organisation view is off', [{ service: 'health', operation: '*', effect: 'switchedOff' }]],
  ['F23 details that Health could not tell', [failedSet('DescribeEventDetailsForOrganization')]],
  ['F23 resources that Health could not name', [failedSet('DescribeAffectedEntitiesForOrganization')]],
  ['F24 there is no aggregator', [{ service: 'config', operation: '*', effect: 'switchedOff' }]],
  [
    'F28 an event without the time of its last update',
    [
      {
        service: 'health',
        operation: 'DescribeEventsForOrganization',
        effect: 'missingField',
        field: 'lastUpdatedTime',
      },
    ],
  ],
  [
    'F28 an event without its ARN',
    [{ service: 'health', operation: 'DescribeEventsForOrganization', effect: 'missingField', field: 'arn' }],
  ],
  [
    'F28 a summary without its check',
    [
      {
        service: 'support',
        operation: 'DescribeTrustedAdvisorCheckSummaries',
        effect: 'missingField',
        field: 'checkId',
      },
    ],
  ],
  ['F28 functions without their runtime', [{ ...anyFunctions, effect: 'missingField', field: 'Runtime' }]],
  ['F28 functions without their type of package', [{ ...anyFunctions, effect: 'missingField', field: 'PackageType' }]],
  ['F28 a Region without its state', [{ service: 'account', operation: 'ListRegions', effect: 'missingField' }]],
  [
    'F28 accounts come without their e-mail address',
    [{ service: 'organizations', operation: 'ListAccounts', effect: 'missingField', field: 'Email' }],
  ],
]

describe('over what is known, a fault changes coverage and nothing else', () => {
  beforeAll(async () => {
    world = await openWorld(
      { seed: 2, accounts: 4, pageSizeMax: 4 },
      { timeoutMs: 5_000, throttlePatienceMs: 300, faultPatienceMs: 300 },
    )
    await world.collect()
  })
  afterAll(() => world.close())
  afterEach(() => world.aws.plan([]))

  test.each([...PASSING, ...LASTING])('%s', async (_, plan) => {
    await world.aws.plan(plan)
    await world.collect()
    await expectTruth('everything')
  })

  test.each<[string, string, FaultPlan]>([
    ['DescribeOrganization fails', 'failed', [{ ...organizations('DescribeOrganization'), effect: 'http500' }]],
    ['accounts cannot be listed', 'failed', [{ ...organizations('ListAccounts'), effect: 'http500' }]],
    ['accounts cannot be listed to the end', 'failed', [{ ...organizations('ListAccounts'), effect: 'tokenLoop' }]],
    ['a field of accounts is missing', 'partial', [{ ...organizations('ListAccounts'), effect: 'missingField' }]],
    ['tags of accounts cannot be read', 'partial', [{ ...organizations('ListTagsForResource'), effect: 'deny' }]],
  ])('the run has failed only when not all accounts could be told: %s', async (_, status, plan) => {
    await world.aws.plan(plan)
    const summary = await world.collect({ sources: ['organization', 'organization.tags'] })
    expect([summary.status, summary.message !== null]).toEqual([status, status === 'failed'])
    const { rows } = await world.database.admin.query(
      'SELECT count(*)::int AS left FROM account WHERE left_at IS NOT NULL',
    )
    expect(rows).toEqual([{ left: 0 }])
  })
})

describe('from nothing, a fault leaves exactly what could be read', () => {
  afterEach(() => world.close())

  // A loop leaves a part of its pages, which truth does not count.
  const readsNothing = LASTING.filter(([name]) => /^F(02|16|18|33)/.test(name))

  test.each(readsNothing)('%s', async (_, plan) => {
    world = await openWorld(
      { seed: 3, accounts: 4, plan },
      { timeoutMs: 5_000, throttlePatienceMs: 300, faultPatienceMs: 300 },
    )
    await world.collect()
    await expectTruth('nothing')
  })

  test.each(['CodeSize', 'FunctionName', 'Runtime'])(
    'functions that come without %s are the only gap: what builds on the others is read',
    async (field) => {
      const plan = [{ ...anyFunctions, effect: 'missingField' as const, field }]
      world = await openWorld({ seed: 3, accounts: 4, plan }, { timeoutMs: 5_000 })
      await world.collect()
      const { ours, truth } = await world.compare('coverage', 'nothing')
      expect(ordered(ours, KEYS.coverage)).toEqual(ordered(truth, KEYS.coverage))
      const { rows } = await world.database.admin.query(
        `SELECT count(*)::int AS waiting FROM scope WHERE source LIKE 'lambda.%' AND cause = 'DEPENDENCY'`,
      )
      expect(rows).toEqual([{ waiting: 0 }])
    },
  )
})
