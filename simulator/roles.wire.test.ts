import { GetAlternateContactCommand, ListRegionsCommand } from '@aws-sdk/client-account'
import { DeleteConfigurationRecorderCommand } from '@aws-sdk/client-config-service'
import { DeleteFunctionCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import {
  type Account,
  LeaveOrganizationCommand,
  ListAccountsCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations'
import { GetTagKeysCommand } from '@aws-sdk/client-resource-groups-tagging-api'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountNamed, assume, clients, refusal, within } from './clients-for-tests.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

let simulator: Simulator
let accounts: Account[]
let paymentsId: string

beforeAll(async () => {
  simulator = await startSimulator()
  paymentsId = await accountNamed(simulator, 'payments-prod')
  accounts = []
  const client = clients(simulator.endpoint, simulator).organizations
  for await (const page of paginateListAccounts({ client }, {})) accounts.push(...(page.Accounts ?? []))
})
afterAll(() => simulator.close())

const notTrusted = (roleArn: string) => ({
  name: 'AccessDenied',
  status: 403,
  message: `User: arn:aws:iam::${simulator.managementAccountId}:user/StewardHub is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
})

test('the member role opens one account, for as long as was asked', async () => {
  const { sts } = await within(simulator, paymentsId)
  const { Account: accountId, Arn: arn } = await sts.send(new GetCallerIdentityCommand({}))

  expect(accountId).toBe(paymentsId)
  expect(arn).toBe(`arn:aws:sts::${paymentsId}:assumed-role/StewardReadOnly/steward`)
})

test('the member role of the management account opens it too', async () => {
  const { lambda } = await within(simulator, simulator.managementAccountId)

  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).not.toHaveLength(0)
})

test.each([
  ['with another ExternalId', { externalId: 'a guess' }],
  ['of another name', { role: 'Administrator' }],
])('a role %s is refused', async (_, asked) => {
  const roleArn = `arn:aws:iam::${paymentsId}:role/${'role' in asked ? asked.role : simulator.memberRole}`

  expect(await refusal(assume(simulator, { accountId: paymentsId, ...asked }))).toEqual(notTrusted(roleArn))
})

test('the hub role opens to the keys whatever their policy says, as its trust names them, and no other role does', async () => {
  const narrow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/StewardReadOnly' } as const
  const policies = { member: { Statement: [] }, hub: { Statement: [narrow] } }
  const strict = await startSimulator({ accounts: 4, policies })
  try {
    const accountId = strict.managementAccountId
    const keys = await assume(strict, { accountId, role: 'StewardHub' })
    const { Arn: arn } = await clients(strict.endpoint, keys).sts.send(new GetCallerIdentityCommand({}))
    expect(arn).toBe(`arn:aws:sts::${accountId}:assumed-role/StewardHub/steward`)

    const refused = await refusal(assume(strict, { accountId, role: 'Administrator' }))
    expect(refused.message).toContain('because no identity-based policy allows the sts:AssumeRole action')
  } finally {
    await strict.close()
  }
})

test('an account that is suspended, closed or not of the organisation opens for nobody', async () => {
  const shut = accounts.filter(({ State: state }) => state !== 'ACTIVE').map(({ Id: id = '' }) => id)
  expect(shut.length).toBeGreaterThan(2)

  for (const accountId of [...shut, '999999999999']) {
    const roleArn = `arn:aws:iam::${accountId}:role/${simulator.memberRole}`
    expect(await refusal(assume(simulator, { accountId }))).toEqual(notTrusted(roleArn))
  }
})

test('the credentials decide whose data is answered', async () => {
  const own = await within(simulator, paymentsId)
  const other = await within(simulator, await accountNamed(simulator, 'payments-dev'))
  const arns = async ({ lambda }: typeof own) =>
    (await lambda.send(new ListFunctionsCommand({}))).Functions?.map(({ FunctionArn: arn = '' }) => arn.split(':')[4])

  expect(new Set(await arns(own))).toEqual(new Set([paymentsId]))
  expect(new Set(await arns(other))).not.toContain(paymentsId)
})

test('a member may not name another account when asking for contacts', async () => {
  const { account } = await within(simulator, paymentsId)
  const asked = new GetAlternateContactCommand({
    AlternateContactType: 'SECURITY',
    AccountId: simulator.managementAccountId,
  })

  expect(await refusal(account.send(asked))).toMatchObject({ name: 'AccessDeniedException', status: 403 })
})

test('what the policy does not allow is refused in the words of AWS', async () => {
  const member = await within(simulator, paymentsId)
  const hub = clients(simulator.endpoint, simulator)

  expect(await refusal(member.organizations.send(new ListAccountsCommand({})))).toEqual({
    name: 'AccessDeniedException',
    status: 400,
    message: `User: arn:aws:sts::${paymentsId}:assumed-role/StewardReadOnly/steward is not authorized to perform: organizations:ListAccounts on resource: * because no identity-based policy allows the organizations:ListAccounts action`,
  })
  expect(await refusal(hub.lambda.send(new ListFunctionsCommand({})))).toMatchObject({ status: 403 })
})

test('an action taken out of the policy is refused, and nothing else is', async () => {
  const narrow = await startSimulator({ withoutActions: ['lambda:ListFunctions'] })
  const { lambda, account } = await within(narrow, paymentsId)
  const refused = await refusal(lambda.send(new ListFunctionsCommand({})))
  const regions = await account.send(new ListRegionsCommand({}))
  await narrow.close()

  expect(refused.message).toContain('because no identity-based policy allows the lambda:ListFunctions action')
  expect(regions.Regions).not.toHaveLength(0)
})

test('used, unused and refused actions are told', async () => {
  const watched = await startSimulator({ withoutActions: ['account:ListRegions'] })
  const { lambda, account } = await within(watched, paymentsId)
  await lambda.send(new ListFunctionsCommand({}))
  await refusal(account.send(new ListRegionsCommand({})))
  const report = await (await fetch(`${watched.endpoint}/_simulator/calls`)).json()
  await watched.close()

  expect(report.refusedActions).toEqual(['account:ListRegions'])
  expect(report.unusedActions).toContain('lambda:ListAliases')
  expect(report.unusedActions).not.toContain('lambda:ListFunctions')
  expect(report.calls).toContainEqual({
    service: 'lambda',
    operation: 'ListFunctions',
    action: 'lambda:ListFunctions',
    accountId: paymentsId,
    region: 'eu-central-1',
    outcome: 'ok',
    calls: 1,
  })
})

test('what a policy does not allow is refused before it is said that there is no such operation', async () => {
  const member = await within(simulator, paymentsId)
  const hub = clients(simulator.endpoint, simulator)
  const lambda = { name: 'AccessDeniedException', status: 403 }
  const json = { name: 'AccessDeniedException', status: 400 }
  for (const [call, expected, action] of [
    // REST: the path tells, and no policy names it.
    [() => member.lambda.send(new DeleteFunctionCommand({ FunctionName: 'x' })), lambda, 'lambda:DELETE'],
    [
      () => member.config.send(new DeleteConfigurationRecorderCommand({ ConfigurationRecorderName: 'x' })),
      json,
      'config:DeleteConfigurationRecorder',
    ],
    [() => hub.organizations.send(new LeaveOrganizationCommand({})), json, 'organizations:LeaveOrganization'],
    [() => hub.tagging.send(new GetTagKeysCommand({})), json, 'tag:GetTagKeys'],
  ] as const) {
    const refused = await refusal(call())
    expect(refused).toMatchObject(expected)
    expect(refused.message).toContain(`is not authorized to perform: ${action}`)
  }
})

test('whoever may call everything is told that an operation is not known', async () => {
  const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' } as const] }
  const open = await startSimulator({ accounts: 4, policies: { member: everything, hub: everything } })
  try {
    const { organizations, lambda } = clients(open.endpoint, open)
    const unknown = { name: 'UnknownOperationException', status: 404 }
    expect(await refusal(organizations.send(new LeaveOrganizationCommand({})))).toMatchObject(unknown)
    expect(await refusal(lambda.send(new DeleteFunctionCommand({ FunctionName: 'x' })))).toMatchObject(unknown)
  } finally {
    await open.close()
  }
})
