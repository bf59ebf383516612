import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { type FunctionConfiguration, ListFunctionsCommand, paginateListFunctions } from '@aws-sdk/client-lambda'
import { paginateListAccounts } from '@aws-sdk/client-organizations'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountNamed, assume, clients, refusal, within } from './clients-for-tests.ts'
import type { FaultPlan } from './faults.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

let simulator: Simulator
let paymentsId: string
let member: Awaited<ReturnType<typeof within>>

beforeEach(async () => {
  simulator = await startSimulator()
  paymentsId = await accountNamed(simulator, 'payments-prod')
  member = await within(simulator, paymentsId)
})
afterEach(() => simulator.close())

async function plan(rules: FaultPlan): Promise<void> {
  const answer = await fetch(`${simulator.endpoint}/_simulator/plan`, { method: 'POST', body: JSON.stringify(rules) })
  expect(answer.status).toBe(200)
}

type Effect = FaultPlan[number]['effect']
const onFunctions = (effect: Effect, more: Partial<FaultPlan[number]> = {}) =>
  plan([{ service: 'lambda', operation: 'ListFunctions', effect, ...more }])

const listFunctions = () => member.lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }))

async function allFunctions(): Promise<FunctionConfiguration[]> {
  const found: FunctionConfiguration[] = []
  for await (const page of paginateListFunctions({ client: member.lambda }, { FunctionVersion: 'ALL' })) {
    found.push(...(page.Functions ?? []))
  }
  return found
}

describe('refusals', () => {
  test.each([
    ['lambda', 'TooManyRequestsException', 429],
    ['organizations', 'TooManyRequestsException', 400],
    ['sts', 'Throttling', 400],
    ['cloudwatch', 'Throttling', 400],
  ] as const)('throttling by %s has its own code and status', async (service, name, status) => {
    await plan([{ service, operation: '*', effect: 'throttle' }])
    const hub = clients(simulator.endpoint, simulator)
    const calls = {
      lambda: () => listFunctions(),
      organizations: () => paginateListAccounts({ client: hub.organizations }, {}).next(),
      sts: () => hub.sts.send(new GetCallerIdentityCommand({})),
      cloudwatch: () => member.cloudwatch.send(metricOf('payments-refund')),
    }

    expect(await refusal(calls[service]())).toMatchObject({ name, status })
  })

  test('an internal error is 500 and well formed', async () => {
    await onFunctions('http500')

    expect(await refusal(listFunctions())).toMatchObject({ name: 'ServiceException', status: 500 })
  })

  test('a policy of the organisation says that it is one', async () => {
    await onFunctions('deny', { by: 'scp' })
    const { name, message } = await refusal(listFunctions())

    expect(name).toBe('AccessDeniedException')
    expect(message).toMatch(/ on resource: \* with an explicit deny in a service control policy$/)
  })

  test('a service that is not open to the account says so', async () => {
    await onFunctions('notSubscribed')

    expect((await refusal(listFunctions())).name).toBe('SubscriptionRequiredException')
  })
})

describe('broken answers', () => {
  test.each(['http503html', 'truncate', 'empty', 'wrongType'] as const)('%s is no usable list', async (effect) => {
    await onFunctions(effect)
    const answer = await listFunctions().then(
      ({ Functions: functions }) => functions,
      () => undefined,
    )

    expect(answer).toBeUndefined()
  })

  test('hang never answers', async () => {
    await onFunctions('hang')
    const impatient = clients(simulator.endpoint, await assume(simulator, { accountId: paymentsId }), undefined, 150)

    expect(await refusal(impatient.lambda.send(new ListFunctionsCommand({})))).toMatchObject({ name: 'TimeoutError' })
  })

  test('reset cuts the connection in mid-body', async () => {
    await onFunctions('reset')

    expect((await refusal(listFunctions())).message).toMatch(/aborted|ECONNRESET|socket hang up/)
  })

  test('slow sends some, and goes on sending', async () => {
    await onFunctions('slow')
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 400)
    const call = member.lambda.send(new ListFunctionsCommand({}), { abortSignal: abort.signal })

    expect((await refusal(call)).name).toMatch(/Abort|Error/)
  })
})

describe('pages', () => {
  test('tokenLoop gives the same token for ever', async () => {
    await onFunctions('tokenLoop')
    const first = await listFunctions()
    const second = await member.lambda.send(
      new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker: first.NextMarker }),
    )

    expect(second.NextMarker).toBe(first.NextMarker)
    expect(second.Functions).toEqual(first.Functions)
  })

  test('duplicatePage sends items twice, and loses none', async () => {
    const clean = await allFunctions()
    await onFunctions('duplicatePage', { count: 1 })
    const doubled = await allFunctions()
    const arns = (functions: FunctionConfiguration[]) => new Set(functions.map(({ FunctionArn: arn }) => arn))

    expect(doubled.length).toBe(clean.length + 50)
    expect(arns(doubled)).toEqual(arns(clean))
  })

  test('emptyPageWithToken has no items, and loses none', async () => {
    const clean = await allFunctions()
    await onFunctions('emptyPageWithToken', { count: 1 })
    const first = await listFunctions()

    expect(first).toMatchObject({ Functions: [], NextMarker: expect.any(String) })
    expect(await allFunctions()).toEqual(clean)
  })

  test('tokenRefused refuses a token, never the first page', async () => {
    await onFunctions('tokenRefused', { count: 1 })
    const { NextMarker: marker } = await listFunctions()
    const asked = new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker: marker })

    expect(await refusal(member.lambda.send(asked))).toMatchObject({ name: 'InvalidParameterValueException' })
    expect((await member.lambda.send(asked)).Functions).not.toHaveLength(0)
  })
})

describe('answers that are not what they were', () => {
  test('missingField leaves out a member that is always there', async () => {
    const [whole] = (await listFunctions()).Functions ?? []
    await onFunctions('missingField')
    const [lacking] = (await listFunctions()).Functions ?? []

    expect(lacking).toEqual({ ...whole, CodeSize: undefined })
  })

  test('unknownEnum has values that no model knows', async () => {
    await onFunctions('unknownEnum')
    const [strange] = (await listFunctions()).Functions ?? []

    expect(strange?.Architectures).toEqual(['riscv128'])
  })

  test('wrongAccount lets STS answer for another account', async () => {
    await plan([{ service: 'sts', operation: 'GetCallerIdentity', accountId: paymentsId, effect: 'wrongAccount' }])
    const { Account: accountId } = await member.sts.send(new GetCallerIdentityCommand({}))

    expect(accountId).toMatch(/^\d{12}$/)
    expect(accountId).not.toBe(paymentsId)
  })

  test('failedSet is a 200 of which a part failed', async () => {
    const { Functions: [first] = [] } = await listFunctions()
    await plan([{ service: 'cloudwatch', operation: 'GetMetricData', effect: 'failedSet' }])
    const answer = await member.cloudwatch.send(metricOf(first?.FunctionName ?? ''))

    expect(answer.MetricDataResults).toMatchObject([{ StatusCode: 'InternalError', Timestamps: [], Values: [] }])
  })
})

describe('when a rule strikes', () => {
  const outcomes = async (calls: number) => {
    const results: boolean[] = []
    for (let call = 0; call < calls; call += 1) {
      results.push(
        await listFunctions().then(
          () => true,
          () => false,
        ),
      )
    }
    return results
  }

  test('from and count say which calls', async () => {
    await onFunctions('http500', { from: 2, count: 2 })

    expect(await outcomes(5)).toEqual([true, false, false, true, true])
  })

  test('share is by chance that repeats', async () => {
    await onFunctions('http500', { share: 0.5 })
    const first = await outcomes(12)
    await onFunctions('http500', { share: 0.5 })

    expect(await outcomes(12)).toEqual(first)
    expect(new Set(first).size).toBe(2)
  })

  test('account and Region narrow it', async () => {
    await onFunctions('http500', { accountId: '999999999999' })
    expect(await outcomes(1)).toEqual([true])
    await onFunctions('http500', { accountId: paymentsId, region: 'eu-west-1' })
    expect(await outcomes(1)).toEqual([true])
    await onFunctions('http500', { accountId: paymentsId, region: 'eu-central-1' })
    expect(await outcomes(1)).toEqual([false])
  })

  test('a plan with an unknown effect is refused, and the present one stays', async () => {
    await onFunctions('http500')
    const answer = await fetch(`${simulator.endpoint}/_simulator/plan`, {
      method: 'POST',
      body: JSON.stringify([{ service: 'lambda', operation: '*', effect: 'explode' }]),
    })

    expect(answer.status).toBe(400)
    expect(await outcomes(1)).toEqual([false])
  })
})

function metricOf(functionName: string): GetMetricDataCommand {
  return new GetMetricDataCommand({
    StartTime: new Date(Date.now() - 90 * 86_400_000),
    EndTime: new Date(),
    MetricDataQueries: [
      {
        Id: 'one',
        MetricStat: {
          Period: 86_400,
          Stat: 'Sum',
          Metric: {
            Namespace: 'AWS/Lambda',
            MetricName: 'Invocations',
            Dimensions: [{ Name: 'FunctionName', Value: functionName }],
          },
        },
      },
    ],
  })
}
