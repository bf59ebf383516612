/** Every source against a simulated organisation: what it reads is what is there, with what it declares and no more. */
import { afterEach, describe, expect, test } from 'vitest'
import { useEnv } from '#lib/env'
import { CANARY_SECRET } from '../../simulator/services/lambda-shapes.ts'
import { allSources } from './all-sources.ts'
import type { AnySource, KnownFunction } from './define-source.ts'
import { hubPolicy, memberPolicy } from './derive/iam-policy.ts'
import type { AccountAccess } from './open-account.ts'
import type { LambdaAliasRow, LambdaInvocationRow, LambdaVersionRow, OrganizationRow } from './rows.ts'
import { accountContacts } from './sources/account/contacts.ts'
import { accountRegions } from './sources/account/regions.ts'
import { configCompliance } from './sources/config/compliance.ts'
import { lambdaAliases } from './sources/lambda/aliases.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { lambdaInvocations } from './sources/lambda/invocations.ts'
import { lambdaProvisionedConcurrency } from './sources/lambda/provisioned-concurrency.ts'
import { organizationTags } from './sources/organization/tags.ts'
import { organization } from './sources/organization.ts'
import { taggingResources } from './sources/tagging/resources.ts'
import { type SimulatedAws, simulateAws } from './testing/simulated-aws.ts'

const REGION = 'eu-central-1'

type Truth = {
  accountId: string
  region: string
  functionName: string
  version: string
  packageType: string
  runtime: string | null
  aliases: string[]
  lastInvokedOn: string | null
  lastInvokedState: string
  lastModifiedAt: string
}

let aws: SimulatedAws
afterEach(() => aws.close())

/** What recording would know of the functions of a place. */
async function knownFunctions(account: AccountAccess, region: string): Promise<KnownFunction[]> {
  const versions = (await aws.read(lambdaFunctions, account, region)).rows as LambdaVersionRow[]
  const names = [...new Set(versions.map(({ functionName }) => functionName))]
  const bare = names.map((name): KnownFunction => {
    const own = versions.filter(({ functionName }) => functionName === name)
    const { packageType = 'Zip', runtime = null } = own.find(({ version }) => version === '$LATEST') ?? {}
    return { name, packageType, runtime, versions: own, aliases: [] }
  })
  const aliases = (await aws.read(lambdaAliases, account, region, { functions: bare })).rows as LambdaAliasRow[]
  return bare.map((fn) => ({ ...fn, aliases: aliases.filter(({ functionName }) => functionName === fn.name) }))
}

test('functions, versions, aliases and last invocations are those of the world', async () => {
  aws = await simulateAws({ accounts: 8 })
  const account = await aws.largestAccount(REGION)
  const truth = (await aws.truth<Truth>('runtimes')).filter(
    ({ accountId, region }) => accountId === account.accountId && region === REGION,
  )
  const functions = await knownFunctions(account, REGION)
  const read = await aws.read(lambdaInvocations, account, REGION, { functions })
  expect(read.reading.status).toBe('complete')
  const invocations = new Map(
    (read.rows as LambdaInvocationRow[]).map((row) => [`${row.functionName} ${row.target}`, row]),
  )

  const found = functions.flatMap((fn) =>
    (fn.versions as LambdaVersionRow[]).map((row) => {
      const aliases = fn.aliases.filter(
        ({ version, weights }) => version === row.version || (weights[row.version] ?? 0) > 0,
      )
      const targets =
        invocations.get(`${fn.name} *`)?.state === 'none'
          ? []
          : [row.version, ...aliases.map(({ name }) => `alias:${name}`)]
      const days = targets.flatMap((target) => invocations.get(`${fn.name} ${target}`)?.lastInvokedOn ?? []).sort()
      return {
        functionName: fn.name,
        version: row.version,
        packageType: row.packageType,
        runtime: row.runtime,
        lastModifiedAt: row.lastModifiedAt,
        aliases: aliases.map(({ name }) => name).sort(),
        lastInvokedOn: days.at(-1) ?? null,
        lastInvokedState: days.length > 0 ? 'seen' : 'none',
      }
    }),
  )
  const expected = truth.map((row) => ({
    functionName: row.functionName,
    version: row.version,
    packageType: row.packageType,
    runtime: row.runtime,
    lastModifiedAt: row.lastModifiedAt,
    aliases: [...row.aliases].sort(),
    lastInvokedOn: row.lastInvokedOn,
    lastInvokedState: row.lastInvokedState,
  }))
  expect(byName(found)).toEqual(byName(expected))
  expect(found.length).toBeGreaterThan(20)
})

test.each(['new', 'old', 'both'] as const)('accounts of the %s shape stand in their units', async (accountShape) => {
  aws = await simulateAws({ accounts: 8, accountShape })
  const { reading, rows } = await aws.read(organization, await aws.hub(), 'global')
  expect(reading.status).toBe('complete')
  const truth = await aws.truth<{ accountId: string; state: string; ouPath: string }>('accounts')
  const found = rows as OrganizationRow[]
  const units = new Map(found.flatMap((row) => (row.kind === 'unit' ? [[row.id, row] as const] : [])))
  const pathOf = (id: string | null): string[] => {
    const unit = id === null ? undefined : units.get(id)
    return unit ? [...pathOf(unit.parentId), unit.name] : []
  }
  const accounts = found.flatMap((row) =>
    row.kind === 'account' ? { accountId: row.id, state: row.state, ouPath: pathOf(row.unitId).join('/') } : [],
  )
  const key = (row: { accountId: string }) => row.accountId
  expect(accounts.sort((a, b) => key(a).localeCompare(key(b)))).toEqual(
    truth
      .map(({ accountId, state, ouPath }) => ({ accountId, state, ouPath }))
      .sort((a, b) => key(a).localeCompare(key(b))),
  )
})

test('every declared action is used, and no other is asked for', async () => {
  const policies = { member: memberPolicy(allSources), hub: hubPolicy(allSources, { memberRole: 'StewardReadOnly' }) }
  aws = await simulateAws({ accounts: 4, accountShape: 'old', policies })
  const hub = await aws.hub()
  const accountIds = await aws.activeAccounts()
  const account = await aws.largestAccount(REGION)
  const known = { accountIds, functions: await knownFunctions(account, REGION) }
  for (const source of allSources) {
    if (source === configCompliance) continue
    const access = source.askedWith === 'hub' ? hub : account
    const region = source.scopedTo === 'account-region' ? REGION : 'global'
    expect((await aws.read(source, access, region, known)).reading, source.id).toMatchObject({ status: 'complete' })
  }
  for (const place of await aws.aggregatedPlaces()) {
    const { reading } = await aws.read(configCompliance, hub, place.region, place.known)
    expect(reading).toMatchObject({ status: 'complete' })
  }
  const answer = await fetch(`${aws.simulator.endpoint}/_simulator/calls`)
  const { unusedActions, refusedActions } = await answer.json()
  expect({ unusedActions, refusedActions }).toEqual({ unusedActions: [], refusedActions: [] })
})

test.each(allSources.flatMap((source) => source.actions.map((action) => [source.id, action, source] as const)))(
  'F18 %s without %s is denied and names the action',
  async (_, action, source) => {
    aws = await simulateAws({ accounts: 3, accountShape: 'old', withoutActions: [action] })
    const hub = await aws.hub()
    const access = source.askedWith === 'hub' ? hub : await aws.account(hub.accountId)
    const reading = source === configCompliance ? await complianceWhereThereIsSome(hub) : await readOnce(source, access)
    expect(reading).toMatchObject({ status: 'denied', cause: { code: 'ACTION' } })
    if (reading.status === 'denied') expect(reading.cause.message).toContain(action)
  },
)

async function readOnce(source: AnySource, access: AccountAccess) {
  const region = source.scopedTo === 'account-region' ? REGION : 'global'
  const known = { accountIds: [access.accountId], functions: [FUNCTION] }
  return (await aws.read(source, access, region, known)).reading
}

/** Details are only asked for where some resource does not comply. */
async function complianceWhereThereIsSome(hub: AccountAccess) {
  for (const { region, known } of await aws.aggregatedPlaces()) {
    const { reading } = await aws.read(configCompliance, hub, region, known)
    if (reading.status !== 'complete') return reading
  }
  throw new Error('the world has no resource that does not comply')
}

const FUNCTION: KnownFunction = {
  name: 'orders-import',
  packageType: 'Zip',
  runtime: 'python3.9',
  versions: [
    { version: '$LATEST', runtime: 'python3.9' },
    { version: '1', runtime: 'python3.8' },
  ],
  aliases: [{ name: 'live', version: '1', weights: {} }],
}

describe('in one account', () => {
  test('T15 environment and code of functions reach no row', async () => {
    aws = await simulateAws({ accounts: 3 })
    const { rows } = await aws.read(lambdaFunctions, await aws.largestAccount(REGION), REGION)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(CANARY_SECRET)
  })

  test('sources that build on functions ask nothing where there are none', async () => {
    aws = await simulateAws({ accounts: 3 })
    const account = await aws.account(aws.simulator.managementAccountId)
    for (const source of allSources.filter(({ after }) => after.includes('lambda.functions'))) {
      const { reading, awsCalls } = await aws.read(source, account, REGION, { functions: [] })
      expect([source.id, reading.status, awsCalls]).toEqual([source.id, 'complete', 0])
    }
  })

  test('sources that build on functions are skipped where those were never read', async () => {
    aws = await simulateAws({ accounts: 3 })
    const account = await aws.account(aws.simulator.managementAccountId)
    for (const source of allSources.filter(({ after }) => after.length > 0)) {
      const { reading } = await aws.read(source, account, REGION, { functions: null })
      expect(reading).toMatchObject({ status: 'skipped', cause: { code: 'DEPENDENCY' } })
    }
  })

  test('contacts that are not set are no rows, and the reading is complete', async () => {
    aws = await simulateAws({ accounts: 6 })
    const counts = []
    for (const accountId of await aws.activeAccounts()) {
      const { reading } = await aws.read(accountContacts, await aws.account(accountId), 'global')
      expect(reading.status).toBe('complete')
      if (reading.status === 'complete') counts.push(reading.staged.count)
    }
    expect(Math.min(...counts)).toBeLessThan(3)
  })

  test('F27 a state of a Region that nobody knows is kept as it is', async () => {
    aws = await simulateAws({ accounts: 3 })
    const account = await aws.account(aws.simulator.managementAccountId)
    await aws.plan([{ service: 'account', operation: 'ListRegions', effect: 'unknownEnum' }])
    const { reading, rows } = await aws.read(accountRegions, account, 'global')
    expect(reading.status).toBe('complete')
    expect(rows).toContainEqual(expect.objectContaining({ optStatus: 'ENABLED_IN_PART' }))
  })

  test('F28 rows that lack a usual field are kept apart, so that what was known stays', async () => {
    aws = await simulateAws({ accounts: 3 })
    const account = await aws.largestAccount(REGION)
    await aws.plan([{ service: 'lambda', operation: 'ListFunctions', effect: 'missingField', field: 'CodeSize' }])
    const { reading, rows, sink } = await aws.read(lambdaFunctions, account, REGION)
    expect(reading).toMatchObject({ status: 'partial', cause: { code: 'MISSING_FIELD' } })
    expect(sink.incomplete.size).toBe(1)
    expect(rows.length).toBeGreaterThan(1)
  })

  test('F93 metrics that CloudWatch did not complete are unknown, and the reading is partial', async () => {
    aws = await simulateAws({ accounts: 3 })
    const account = await aws.largestAccount(REGION)
    const functions = await knownFunctions(account, REGION)
    await aws.plan([{ service: 'cloudwatch', operation: 'GetMetricData', effect: 'failedSet' }])
    const { reading, rows } = await aws.read(lambdaInvocations, account, REGION, { functions })
    expect(reading).toMatchObject({ status: 'partial', cause: { code: 'FAILED_SET' } })
    expect(rows).toContainEqual(expect.objectContaining({ state: 'unknown', lastInvokedOn: null }))
  })

  test('beyond the budget invocations are unknown, and the most urgent functions come first', async () => {
    aws = await simulateAws({ accounts: 3 })
    const account = await aws.largestAccount(REGION)
    const functions = await knownFunctions(account, REGION)
    const restore = useEnv({ metricsBudget: 3 })
    const { reading, rows } = await aws.read(lambdaInvocations, account, REGION, { functions })
    restore()
    expect(reading).toMatchObject({ status: 'partial', cause: { code: 'BUDGET' } })
    const known = (rows as LambdaInvocationRow[]).filter(({ state }) => state !== 'unknown')
    expect(known).toHaveLength(3)
    expect(known.every(({ target }) => target === '*')).toBe(true)
  })
})

test('tags and provisioned concurrency are read for the functions that have them', async () => {
  aws = await simulateAws({ accounts: 24, clock: '2026-11-21T12:00:00Z' })
  const hub = await aws.hub()
  const accountIds = await aws.activeAccounts()
  const tags = await aws.read(organizationTags, hub, 'global', { accountIds })
  expect(tags.reading).toMatchObject({ status: 'complete', staged: { count: accountIds.length } })
  let warm = 0
  for (const accountId of accountIds) {
    const account = await aws.account(accountId)
    const functions = await knownFunctions(account, REGION)
    const concurrency = await aws.read(lambdaProvisionedConcurrency, account, REGION, { functions })
    expect(concurrency.reading.status).toBe('complete')
    warm += concurrency.rows.length
    const resources = await aws.read(taggingResources, account, REGION, { functions })
    expect(resources.reading.status).toBe('complete')
    expect(resources.rows.length).toBeLessThanOrEqual(functions.length)
    // Few functions are kept warm: one account that has some is enough.
    if (warm > 0) break
  }
  expect(warm).toBeGreaterThan(0)
})

const byName = <Row extends { functionName: string; version: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (`${a.functionName} ${a.version}` < `${b.functionName} ${b.version}` ? -1 : 1))
