import { type FunctionConfiguration, ListAliasesCommand, paginateListFunctions } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountNamed, within } from '../clients-for-tests.ts'
import type { SimulatorOptions } from '../options.ts'
import { type Simulator, startSimulator } from '../start-simulator.ts'

type Row = Record<string, unknown> & { accountId: string; region: string }

async function truth(simulator: Simulator, query: string): Promise<Row[]> {
  const answer = await fetch(`${simulator.endpoint}/_simulator/truth?${query}`)
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Row[]
}

/** Truth under options that are gone again afterwards. */
async function truthUnder(options: SimulatorOptions, query: string): Promise<Row[]> {
  const simulator = await startSimulator({ accounts: 12, ...options })
  const rows = await truth(simulator, query)
  await simulator.close()
  return rows
}

describe('truth', () => {
  test.each([1, 2, 3])('is the same for the same seed, and another for another (seed %i)', async (seed) => {
    const clock = '2026-11-21T12:00:00Z'
    for (const kind of ['accounts', 'runtimes', 'events', 'findings', 'coverage']) {
      const rows = await truthUnder({ seed, clock }, `kind=${kind}`)

      expect(rows).not.toHaveLength(0)
      expect(await truthUnder({ seed, clock }, `kind=${kind}`)).toEqual(rows)
      expect(await truthUnder({ seed: seed + 10, clock }, `kind=${kind}`)).not.toEqual(rows)
    }
  })

  test('comes line by line as well', async () => {
    const simulator = await startSimulator({ accounts: 3 })
    const rows = await truth(simulator, 'kind=accounts')
    const lines = await (await fetch(`${simulator.endpoint}/_simulator/truth?kind=accounts&format=ndjson`)).text()
    await simulator.close()

    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(rows)
  })

  test('of another kind does not exist', async () => {
    await expect(truthUnder({}, 'kind=secrets')).rejects.toThrow('kind')
  })

  test('moves with the clock', async () => {
    const simulator = await startSimulator({ clock: '2026-01-05T00:00:00Z' })
    const before = await truth(simulator, 'kind=runtimes')
    await fetch(`${simulator.endpoint}/_simulator/clock`, {
      method: 'POST',
      body: JSON.stringify({ instant: '2026-11-21T00:00:00Z' }),
    })
    const after = await truth(simulator, 'kind=runtimes')
    await simulator.close()

    expect(after).not.toEqual(before)
    expect(before.filter(({ runtime, verdict }) => runtime === 'python3.10' && verdict === 'deprecated')).toEqual([])
    expect(after.filter(({ runtime, verdict }) => runtime === 'python3.10' && verdict !== 'deprecated')).toEqual([])
  })
})

describe('what the SDK reads', () => {
  let simulator: Simulator
  let accountId: string
  beforeAll(async () => {
    simulator = await startSimulator()
    accountId = await accountNamed(simulator, 'payments-prod')
  })
  afterAll(() => simulator.close())

  test('is what is true, version by version', async () => {
    const { lambda } = await within(simulator, accountId)
    const read: FunctionConfiguration[] = []
    for await (const page of paginateListFunctions({ client: lambda }, { FunctionVersion: 'ALL' })) {
      read.push(...(page.Functions ?? []))
    }
    const rows = (await truth(simulator, 'kind=runtimes')).filter(
      (row) => row.accountId === accountId && row.region === 'eu-central-1',
    )
    const keyOf = (name: unknown, version: unknown, runtime: unknown) => `${name}:${version} ${runtime ?? 'image'}`

    expect(read.map((one) => keyOf(one.FunctionName, one.Version, one.Runtime)).sort()).toEqual(
      rows.map((row) => keyOf(row.functionName, row.version, row.runtime)).sort(),
    )
  })

  test('points with its aliases at the versions that are true', async () => {
    const { lambda } = await within(simulator, accountId)
    const rows = (await truth(simulator, 'kind=runtimes')).filter(
      (row) => row.accountId === accountId && row.region === 'eu-central-1' && row.version === '$LATEST',
    )
    for (const { functionName } of rows.slice(0, 12)) {
      const { Aliases: aliases = [] } = await lambda.send(
        new ListAliasesCommand({ FunctionName: String(functionName) }),
      )
      const own = (await truth(simulator, 'kind=runtimes')).filter((row) => row.functionName === functionName)
      for (const { Name: name, FunctionVersion: version } of aliases) {
        expect(own.find((row) => row.version === version)?.aliases).toContain(name)
      }
    }
  })
})

describe('findings', () => {
  const clock = '2026-11-21T12:00:00Z'
  const witnessesOf = (rows: Row[]) => new Set(rows.map(({ sources }) => String(sources)))

  test('have every witness that speaks, and are one however many there are', async () => {
    const rows = await truthUnder({ clock }, 'kind=findings')
    const keys = rows.map((row) => [row.accountId, row.region, row.checkId, row.resourceId, row.subject].join(' '))

    expect(new Set(keys).size).toBe(keys.length)
    expect([...witnessesOf(rows)]).toEqual(
      expect.arrayContaining([
        'lambda.functions',
        'health.events,lambda.functions,trustedadvisor.checks',
        'config.compliance',
        'health.events',
        'trustedadvisor.checks',
      ]),
    )
  })

  test('are told by the others where Lambda itself was never read', async () => {
    const blind = { clock, withoutActions: ['lambda:ListFunctions'] }
    const rows = await truthUnder(blind, 'kind=findings&knows=nothing')
    const ofFunctions = rows.filter(({ checkId }) => checkId === 'lambda.deprecated-runtime')

    expect(witnessesOf(ofFunctions)).toEqual(
      new Set(['health.events', 'trustedadvisor.checks', 'health.events,trustedadvisor.checks']),
    )
    expect(new Set(ofFunctions.map(({ use }) => use))).toEqual(new Set(['unknown']))
  })

  test('of a source that cannot be asked are still there where it was asked before', async () => {
    const blind = { clock, plan: [{ service: 'support', operation: '*', effect: 'deny' } as const] }

    expect(await truthUnder(blind, 'kind=findings')).toEqual(await truthUnder({ clock }, 'kind=findings'))
    expect([...witnessesOf(await truthUnder(blind, 'kind=findings&knows=nothing'))].join()).not.toContain('trusted')
  })
})

test('an event behind its date with resources left is never completed', async () => {
  for (const clock of ['2026-06-01T12:00:00Z', '2026-11-21T12:00:00Z', '2027-05-02T12:00:00Z']) {
    const rows = await truthUnder({ clock }, 'kind=events')
    const left = rows.filter(({ entityStatus, startTime }) => entityStatus === 'PENDING' && String(startTime) < clock)

    expect(left).not.toHaveLength(0)
    expect(left.filter(({ status }) => status === 'completed')).toEqual([])
  }
})

describe('coverage', () => {
  const statuses = (rows: Row[], source: string) =>
    [...new Set(rows.filter((row) => row.source === source).map(({ status, cause }) => `${status}/${cause}`))].sort()

  test('is complete, but for accounts that are not active', async () => {
    const rows = await truthUnder({}, 'kind=coverage')

    expect(statuses(rows, 'organization')).toEqual(['complete/null'])
    expect(statuses(rows, 'lambda.functions')).toEqual(['complete/null', 'skipped/ACCOUNT_STATE'])
  })

  test('says of Config, Health and Trusted Advisor what they are open to', async () => {
    const rows = await truthUnder({}, 'kind=coverage')

    expect(statuses(rows, 'config.aggregator')).toEqual(['complete/null'])
    expect(statuses(rows, 'health.events')).toEqual(['complete/null'])
    expect(statuses(rows, 'config.compliance')).toEqual([
      'complete/null',
      'disabled/NOT_RECORDED',
      'failed/AGGREGATOR_SOURCE',
      'partial/AGGREGATOR_STALE',
      'skipped/ACCOUNT_STATE',
    ])
    expect(statuses(rows, 'trustedadvisor.checks')).toEqual([
      'complete/null',
      'not_entitled/SUPPORT_PLAN',
      'skipped/ACCOUNT_STATE',
    ])
  })

  test.each([
    ['config', 'switchedOff', 'config.compliance', ['disabled/NO_AGGREGATOR', 'skipped/ACCOUNT_STATE']],
    ['config', 'switchedOff', 'config.aggregator', ['disabled/NO_AGGREGATOR']],
    ['health', 'switchedOff', 'health.events', ['disabled/ORG_VIEW']],
    ['health', 'notSubscribed', 'health.events', ['not_entitled/SUPPORT_PLAN']],
    ['health', 'failedSet', 'health.events', ['partial/FAILED_SET']],
    ['health', 'tokenLoop', 'health.events', ['partial/PAGINATION_LOOP']],
    ['support', 'notSubscribed', 'trustedadvisor.checks', ['not_entitled/SUPPORT_PLAN', 'skipped/ACCOUNT_STATE']],
  ] as const)('of %s under %s says so of %s', async (service, effect, source, expected) => {
    const rows = await truthUnder({ plan: [{ service, operation: '*', effect }] }, 'kind=coverage')

    expect(statuses(rows, source)).toEqual(expected)
  })

  test('of a product that never read the aggregator skips what is asked through it', async () => {
    const plan = [{ service: 'config', operation: 'DescribeConfigurationAggregators', effect: 'http500' }] as const
    const rows = await truthUnder({ plan: [...plan] }, 'kind=coverage&knows=nothing')

    expect(statuses(rows, 'config.compliance')).toEqual(['skipped/ACCOUNT_STATE', 'skipped/DEPENDENCY'])
  })

  test('without an action denies exactly the scopes that need it', async () => {
    const clean = await truthUnder({}, 'kind=coverage')
    const rows = await truthUnder({ withoutActions: ['lambda:ListFunctions'] }, 'kind=coverage')

    expect(statuses(rows, 'lambda.functions')).toEqual(['denied/ACTION', 'skipped/ACCOUNT_STATE'])
    expect(rows.filter(({ source }) => source !== 'lambda.functions')).toEqual(
      clean.filter(({ source }) => source !== 'lambda.functions'),
    )
  })

  test('of a product that knows nothing yet skips what builds on it', async () => {
    const rows = await truthUnder({ withoutActions: ['lambda:ListFunctions'] }, 'kind=coverage&knows=nothing')

    expect(statuses(rows, 'tagging.resources')).toEqual(['skipped/ACCOUNT_STATE', 'skipped/DEPENDENCY'])
  })

  test('names the account whose role refuses, and leaves the others', async () => {
    const simulator = await startSimulator({ accounts: 12 })
    const accountId = await accountNamed(simulator, 'payments-dev')
    await simulator.close()
    const rows = await truthUnder(
      { plan: [{ service: 'sts', operation: 'AssumeRole', accountId, effect: 'deny' }] },
      'kind=coverage',
    )
    const refused = rows.filter(({ cause }) => cause === 'ASSUME_ROLE')

    expect(new Set(refused.map((row) => row.accountId))).toEqual(new Set([accountId]))
    expect(refused.every(({ status }) => status === 'denied')).toBe(true)
  })

  test.each([
    ['throttle', 'failed/THROTTLED'],
    ['truncate', 'failed/BAD_RESPONSE'],
    ['tokenLoop', 'partial/PAGINATION_LOOP'],
    ['clockSkew', 'complete/null'],
    ['duplicatePage', 'complete/null'],
  ] as const)('under %s for ever is %s', async (effect, expected) => {
    const plan = [{ service: 'lambda', operation: 'ListFunctions', region: 'eu-west-1', effect }] as const
    const rows = await truthUnder({ plan: [...plan] }, 'kind=coverage')
    const inRegion = rows.filter(({ region, cause }) => region === 'eu-west-1' && cause !== 'ACCOUNT_STATE')

    expect(statuses(inRegion, 'lambda.functions')).toEqual([expected])
  })

  test('is not marred by what passes', async () => {
    const plan = [{ service: 'lambda', operation: '*', effect: 'http500', count: 2 }] as const

    expect(await truthUnder({ plan: [...plan] }, 'kind=coverage')).toEqual(await truthUnder({}, 'kind=coverage'))
  })
})
