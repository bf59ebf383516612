import { paginateListRegions } from '@aws-sdk/client-account'
import { type FunctionConfiguration, ListFunctionsCommand, paginateListFunctions } from '@aws-sdk/client-lambda'
import { ListAccountsCommand, paginateListAccounts } from '@aws-sdk/client-organizations'
import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountNamed, clients, refusal, within } from './clients-for-tests.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

let simulator: Simulator
let paymentsId: string

beforeAll(async () => {
  simulator = await startSimulator()
  paymentsId = await accountNamed(simulator, 'payments-prod')
})
afterAll(() => simulator.close())

test('Organizations gives 20 accounts a page at most, and every account once', async () => {
  const client = clients(simulator.endpoint, simulator).organizations
  const sizes: number[] = []
  const ids = new Set<string | undefined>()
  for await (const { Accounts: accounts = [] } of paginateListAccounts({ client }, {})) {
    sizes.push(accounts.length)
    for (const { Id: id } of accounts) ids.add(id)
  }

  expect(sizes).toEqual([20, 20, 3])
  expect(ids.size).toBe(43)
})

test('Lambda gives 50 versions a page at most, whatever is asked for', async () => {
  const { lambda } = await within(simulator, paymentsId)
  const found: FunctionConfiguration[] = []
  for await (const page of paginateListFunctions({ client: lambda, pageSize: 10_000 }, { FunctionVersion: 'ALL' })) {
    expect(page.Functions?.length).toBeLessThanOrEqual(50)
    found.push(...(page.Functions ?? []))
  }

  expect(found.length).toBeGreaterThan(100)
  expect(new Set(found.map(({ FunctionArn: arn }) => arn)).size).toBe(found.length)
})

test('a token is good only for the listing it came from', async () => {
  const { lambda } = await within(simulator, paymentsId)
  const { NextMarker: marker } = await lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }))
  const elsewhere = await within(simulator, await accountNamed(simulator, 'payments-dev'))

  expect(marker).toEqual(expect.any(String))
  expect(await refusal(lambda.send(new ListFunctionsCommand({ Marker: marker })))).toMatchObject({
    name: 'InvalidParameterValueException',
    status: 400,
  })
  const asked = new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker: marker })
  expect(await refusal(elsewhere.lambda.send(asked))).toMatchObject({ status: 400 })
})

test('an invented token is refused', async () => {
  const { organizations } = clients(simulator.endpoint, simulator)

  expect(await refusal(organizations.send(new ListAccountsCommand({ NextToken: 'MTAuMC5hYmM' })))).toMatchObject({
    name: 'InvalidInputException',
  })
})

test('smaller pages hold the same', async () => {
  const small = await startSimulator({ pageSizeMax: 7 })
  const counts: number[] = []
  for (const one of [simulator, small]) {
    const { account, tagging } = await within(one, paymentsId)
    let count = 0
    for await (const page of paginateListRegions({ client: account }, {})) count += page.Regions?.length ?? 0
    for await (const page of paginateGetResources({ client: tagging }, { ResourceTypeFilters: ['lambda:function'] })) {
      count += page.ResourceTagMappingList?.length ?? 0
    }
    counts.push(count)
  }
  await small.close()

  expect(counts[1]).toBe(counts[0])
})
