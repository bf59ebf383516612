import { ListRegionsCommand } from '@aws-sdk/client-account'
import { CloudWatchClient, GetMetricDataCommand, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch'
import { ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { DescribeOrganizationCommand, ListAccountsCommand, ListRootsCommand } from '@aws-sdk/client-organizations'
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api'
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountNamed, assume, clients, within } from './clients-for-tests.ts'
import { CANARY_SECRET } from './services/lambda-shapes.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

let simulator: Simulator
let paymentsId: string

beforeAll(async () => {
  simulator = await startSimulator()
  paymentsId = await accountNamed(simulator, 'payments-prod')
})
afterAll(() => simulator.close())

test('Lambda writes a function as AWS does, its environment with it', async () => {
  const { lambda } = await within(simulator, paymentsId)
  const { Functions: functions = [] } = await lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }))
  const zip = functions.find(({ PackageType: type }) => type === 'Zip')
  const published = functions.find(({ Version: version }) => version !== '$LATEST')

  expect(Object.keys(zip ?? {}).sort()).toEqual(
    [
      ...['Architectures', 'CodeSha256', 'CodeSize', 'Description', 'Environment', 'EphemeralStorage', 'FunctionArn'],
      ...['FunctionName', 'Handler', 'LastModified', 'LoggingConfig', 'MemorySize', 'PackageType', 'RevisionId'],
      ...['Role', 'Runtime', 'SnapStart', 'Timeout', 'TracingConfig', 'Version', 'VpcConfig'],
    ].sort(),
  )
  expect(zip?.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/)
  expect(zip?.Environment?.Variables?.API_TOKEN).toBe(CANARY_SECRET)
  expect(published?.FunctionArn).toBe(
    `arn:aws:lambda:eu-central-1:${paymentsId}:function:${published?.FunctionName}:${published?.Version}`,
  )
})

test('a container image has neither runtime nor handler', async () => {
  const { lambda } = await within(simulator, paymentsId)
  const images = []
  for (let marker: string | undefined, first = true; first || marker; first = false) {
    const page = await lambda.send(new ListFunctionsCommand({ Marker: marker }))
    images.push(...(page.Functions ?? []).filter(({ PackageType: type }) => type === 'Image'))
    marker = page.NextMarker
  }

  expect(images).not.toHaveLength(0)
  for (const image of images) expect(image).not.toHaveProperty('Runtime')
})

test('the organisation has a root, and accounts say where they are', async () => {
  const { organizations } = clients(simulator.endpoint, simulator)
  const { Organization: organization } = await organizations.send(new DescribeOrganizationCommand({}))
  const { Roots: roots = [] } = await organizations.send(new ListRootsCommand({}))
  const { Accounts: accounts = [] } = await organizations.send(new ListAccountsCommand({}))
  const [management, ...others] = accounts

  expect(organization).toMatchObject({
    Id: expect.stringMatching(/^o-/),
    MasterAccountId: simulator.managementAccountId,
  })
  expect(management).toMatchObject({
    Id: simulator.managementAccountId,
    State: 'ACTIVE',
    Paths: [`${organization?.Id}/${roots[0]?.Id}/${simulator.managementAccountId}/`],
    JoinedTimestamp: expect.any(Date),
  })
  expect(others.some(({ Paths: paths = [] }) => (paths[0]?.split('/').length ?? 0) > 6)).toBe(true)
})

test('accounts of before 2025 have a status and no path', async () => {
  const old = await startSimulator({ accountShape: 'old' })
  const { Accounts: accounts = [] } = await clients(old.endpoint, old).organizations.send(new ListAccountsCommand({}))
  await old.close()

  expect(accounts[0]).toMatchObject({ Status: 'ACTIVE' })
  for (const account of accounts) {
    expect(account).not.toHaveProperty('State')
    expect(account).not.toHaveProperty('Paths')
  }
})

test('every Region is listed with what the account chose', async () => {
  const { account } = await within(simulator, await accountNamed(simulator, 'acme-build'))
  const { Regions: regions = [] } = await account.send(new ListRegionsCommand({}))
  const withStatus = (status: string) => regions.filter((region) => region.RegionOptStatus === status).length

  expect(withStatus('ENABLED_BY_DEFAULT')).toBe(17)
  expect(withStatus('ENABLED')).toBeGreaterThan(0)
  expect(regions).toHaveLength(34)
})

test('tags come with the ARN of the function, without a version', async () => {
  const { tagging } = await within(simulator, paymentsId)
  const { ResourceTagMappingList: resources = [] } = await tagging.send(
    new GetResourcesCommand({ ResourceTypeFilters: ['lambda:function'] }),
  )

  expect(resources).not.toHaveLength(0)
  for (const { ResourceARN: arn } of resources) expect(arn?.split(':')).toHaveLength(7)
})

test('CloudWatch answers the same in JSON and in CBOR', async () => {
  const credentials = await assume(simulator, { accountId: paymentsId })
  const { lambda, cloudwatch } = clients(simulator.endpoint, credentials)
  const { Functions: functions = [] } = await lambda.send(new ListFunctionsCommand({}))
  const binary = new CloudWatchClient({
    endpoint: simulator.endpoint,
    credentials,
    region: 'eu-central-1',
    maxAttempts: 1,
    protocol: SmithyRpcV2CborProtocol,
    protocolSettings: {
      defaultNamespace: 'com.amazonaws.cloudwatch',
      xmlNamespace: '',
      version: '2010-08-01',
      serviceTarget: 'GraniteServiceVersion20100801',
    },
  })
  const asked = metricsOf(functions.map(({ FunctionName: name = '' }) => name))
  const [json, cbor] = [
    await cloudwatch.send(new GetMetricDataCommand(asked)),
    await binary.send(new GetMetricDataCommand(asked)),
  ]

  expect(cbor.MetricDataResults).toEqual(json.MetricDataResults)
  expect(json.MetricDataResults?.some(({ Timestamps: times = [] }) => times.length > 10)).toBe(true)
})

function metricsOf(names: readonly string[]): GetMetricDataCommandInput {
  const today = Math.floor(Date.now() / 86_400_000) * 86_400_000
  return {
    StartTime: new Date(today - 455 * 86_400_000),
    EndTime: new Date(today + 86_400_000),
    MetricDataQueries: names.map((name, index) => ({
      Id: `m${index}`,
      MetricStat: {
        Period: 86_400,
        Stat: 'Sum',
        Metric: {
          Namespace: 'AWS/Lambda',
          MetricName: 'Invocations',
          Dimensions: [{ Name: 'FunctionName', Value: name }],
        },
      },
    })),
  }
}
