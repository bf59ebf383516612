import {
  type AggregateComplianceByConfigRule,
  DescribeConfigurationAggregatorsCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateDescribeConfigurationAggregatorSourcesStatus,
} from '@aws-sdk/client-config-service'
import {
  DescribeAffectedAccountsForOrganizationCommand,
  DescribeAffectedEntitiesForOrganizationCommand,
  DescribeEventDetailsForOrganizationCommand,
  DescribeEventsForOrganizationCommand,
  DescribeHealthServiceStatusForOrganizationCommand,
  HealthClient,
  type OrganizationEvent,
  paginateDescribeEventsForOrganization,
} from '@aws-sdk/client-health'
import {
  DescribeTrustedAdvisorCheckResultCommand,
  DescribeTrustedAdvisorCheckSummariesCommand,
  DescribeTrustedAdvisorChecksCommand,
  SupportClient,
} from '@aws-sdk/client-support'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountNamed, assume, clients, refusal, within } from './clients-for-tests.ts'
import type { FaultPlan } from './faults.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

let simulator: Simulator
let hub: ReturnType<typeof clients>
let paymentsId: string
let home: { ConfigurationAggregatorName: string }

beforeAll(async () => {
  simulator = await startSimulator({ clock: '2026-11-21T12:00:00Z' })
  hub = clients(simulator.endpoint, simulator)
  paymentsId = await accountNamed(simulator, 'payments-prod')
  home = { ConfigurationAggregatorName: 'acme-org' }
})
afterAll(() => simulator.close())

/** Under a plan that is gone again afterwards. */
async function under<Result>(plan: FaultPlan, run: () => Promise<Result>): Promise<Result> {
  const send = (rules: FaultPlan) =>
    fetch(`${simulator.endpoint}/_simulator/plan`, { method: 'POST', body: JSON.stringify(rules) })
  expect((await send(plan)).status).toBe(200)
  return run().finally(() => send([]))
}

describe('AWS Config', () => {
  const rulesOf = async (filters: { AccountId?: string; AwsRegion?: string }, limit?: number) => {
    const rules: AggregateComplianceByConfigRule[] = []
    const asked = { ...home, Filters: filters, Limit: limit }
    for await (const page of paginateDescribeAggregateComplianceByConfigRules({ client: hub.config }, asked)) {
      rules.push(...(page.AggregateComplianceByConfigRules ?? []))
    }
    return rules
  }

  test('has one aggregator, and only where it is', async () => {
    const { ConfigurationAggregators: here = [] } = await hub.config.send(
      new DescribeConfigurationAggregatorsCommand({}),
    )
    const elsewhere = clients(simulator.endpoint, simulator, 'eu-west-1').config
    const { ConfigurationAggregators: there } = await elsewhere.send(new DescribeConfigurationAggregatorsCommand({}))

    expect(here).toMatchObject([{ ...home, OrganizationAggregationSource: { AllAwsRegions: true } }])
    expect(there).toEqual([])
  })

  test('refuses an aggregator that does not exist', async () => {
    const pages = paginateDescribeConfigurationAggregatorSourcesStatus(
      { client: hub.config },
      { ConfigurationAggregatorName: 'other' },
    )

    expect(await refusal(pages.next())).toMatchObject({ name: 'NoSuchConfigurationAggregatorException', status: 400 })
  })

  test('draws from three to five Regions of every active account; some fail, some are old', async () => {
    const statuses = new Set<string>()
    const places = new Map<string, number>()
    for await (const page of paginateDescribeConfigurationAggregatorSourcesStatus(
      { client: hub.config },
      { ...home },
    )) {
      expect(page.AggregatedSourceStatusList?.length).toBeLessThanOrEqual(100)
      for (const { SourceId: id = '', LastUpdateStatus: status = '', ...rest } of page.AggregatedSourceStatusList ??
        []) {
        statuses.add(status)
        places.set(id, (places.get(id) ?? 0) + 1)
        expect(rest.LastErrorCode).toBe(status === 'FAILED' ? 'AuthorizationError' : undefined)
        expect(rest.LastUpdateTime).toBeInstanceOf(Date)
      }
    }

    expect(statuses).toEqual(new Set(['SUCCEEDED', 'FAILED', 'OUTDATED']))
    for (const count of places.values()) expect([3, 4, 5]).toContain(count)
  })

  test('tells the rules of one place, with and without what a deployment added to their names', async () => {
    const rules = await rulesOf({ AccountId: paymentsId, AwsRegion: 'eu-central-1' })
    const names = rules.map(({ ConfigRuleName: name = '' }) => name)

    expect(new Set(rules.map(({ AccountId: id, AwsRegion: region }) => `${id}/${region}`)).size).toBe(1)
    expect(names).toEqual(
      expect.arrayContaining([
        'lambda-function-settings-check',
        expect.stringMatching(/^lambda-dlq-check-conformance-pack-[a-z0-9]{9}$/),
        expect.stringMatching(/^OrgConfigRule-restricted-ssh-[a-z0-9]{8}$/),
      ]),
    )
  })

  test('gives as many resources that do not comply as it counts, up to its cap', async () => {
    const rules = await rulesOf({ AccountId: paymentsId, AwsRegion: 'eu-central-1' })
    const broken = rules.filter(({ Compliance: compliance }) => compliance?.ComplianceType === 'NON_COMPLIANT')

    expect(broken.length).toBeGreaterThan(0)
    for (const { ConfigRuleName, AccountId, AwsRegion, Compliance } of broken) {
      const asked = { ...home, ConfigRuleName, AccountId, AwsRegion, ComplianceType: 'NON_COMPLIANT' as const }
      const { AggregateEvaluationResults: results = [] } = await hub.config.send(
        new GetAggregateComplianceDetailsByConfigRuleCommand(asked),
      )
      expect(Compliance?.ComplianceContributorCount).toEqual({
        CappedCount: Math.min(results.length, 25),
        CapExceeded: results.length > 25,
      })
      expect(new Set(results.map(({ ComplianceType: type }) => type))).toEqual(new Set(['NON_COMPLIANT']))
    }
  })

  test('takes a limit of 0 for its own, and refuses one that is too high', async () => {
    expect(await rulesOf({ AccountId: paymentsId }, 0)).toEqual(await rulesOf({ AccountId: paymentsId }, 3))
    expect(await refusal(rulesOf({}, 1_001))).toMatchObject({ name: 'InvalidLimitException' })
  })

  test('refuses a token that is not its own', async () => {
    const client = hub.config
    const pages = paginateDescribeAggregateComplianceByConfigRules({ client, startingToken: 'x' }, { ...home })

    expect(await refusal(pages.next())).toMatchObject({ name: 'InvalidNextTokenException' })
  })

  test('switched off has no aggregator', async () => {
    await under([{ service: 'config', operation: '*', effect: 'switchedOff' }], async () => {
      const answer = await hub.config.send(new DescribeConfigurationAggregatorsCommand({}))

      expect(answer.ConfigurationAggregators).toEqual([])
      expect(await refusal(rulesOf({}))).toMatchObject({ name: 'NoSuchConfigurationAggregatorException' })
    })
  })

  test('fails for the place that a fault names, not for the one that asks', async () => {
    const [plan] = [{ service: 'config', operation: '*', region: 'eu-west-1', effect: 'throttle' } as const]
    await under([plan], async () => {
      expect(await refusal(rulesOf({ AwsRegion: 'eu-west-1' }))).toMatchObject({ name: 'ThrottlingException' })
      expect(await rulesOf({ AwsRegion: 'eu-central-1' })).not.toHaveLength(0)
    })
  })

  test('is not open to a member account', async () => {
    const { config } = await within(simulator, paymentsId)

    expect((await refusal(config.send(new DescribeConfigurationAggregatorsCommand({})))).message).toMatch(
      /is not authorized to perform: config:DescribeConfigurationAggregators on resource: \* because no identity-based/,
    )
  })
})

describe('AWS Health', () => {
  const filter = { eventTypeCategories: ['scheduledChange' as const] }
  let changes: OrganizationEvent[]

  beforeAll(async () => {
    changes = []
    for await (const page of paginateDescribeEventsForOrganization({ client: hub.health }, { filter })) {
      changes.push(...(page.events ?? []))
    }
  })

  const ofLambda = () => changes.filter(({ eventTypeCode: code }) => code === 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT')
  const accountsOf = async (eventArn: string | undefined) =>
    hub.health.send(new DescribeAffectedAccountsForOrganizationCommand({ eventArn: eventArn ?? '' }))

  test('sees the whole organisation', async () => {
    const answer = await hub.health.send(new DescribeHealthServiceStatusForOrganizationCommand({}))

    expect(answer.healthServiceAccessStatusForOrganization).toBe('ENABLED')
  })

  test('is served at one endpoint, and from nowhere else', async () => {
    const elsewhere = new HealthClient({
      endpoint: simulator.endpoint,
      credentials: simulator,
      region: 'eu-central-1',
      maxAttempts: 1,
    })
    const call = elsewhere.send(new DescribeHealthServiceStatusForOrganizationCommand({}))

    expect(await refusal(call)).toMatchObject({ name: 'InvalidSignatureException' })
  })

  test('filters by category, newest change first', async () => {
    const times = changes.map(({ lastUpdatedTime: time }) => time?.getTime() ?? 0)
    const { events: all = [] } = await hub.health.send(new DescribeEventsForOrganizationCommand({}))

    expect(new Set(changes.map(({ eventTypeCategory: category }) => category))).toEqual(new Set(['scheduledChange']))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(new Set(all.map(({ eventTypeCategory: category }) => category)).size).toBeGreaterThan(1)
  })

  test('announces a runtime in every Region at the same instant, and names $LATEST', async () => {
    const node22 = ofLambda().filter(({ startTime: time }) => time?.toISOString() === '2027-04-30T07:00:00.000Z')
    const [event] = node22.filter(({ region }) => region === 'eu-central-1')
    const { affectedAccounts: accountIds = [] } = await accountsOf(event?.arn)
    const { entities = [] } = await hub.health.send(
      new DescribeAffectedEntitiesForOrganizationCommand({
        organizationEntityFilters: accountIds
          .slice(0, 10)
          .map((awsAccountId) => ({ eventArn: event?.arn, awsAccountId })),
      }),
    )
    const pairs = [{ eventArn: event?.arn ?? '', awsAccountId: accountIds[0] }]
    const { successfulSet = [] } = await hub.health.send(
      new DescribeEventDetailsForOrganizationCommand({ organizationEventDetailFilters: pairs }),
    )

    expect(new Set(node22.map(({ region }) => region)).size).toBeGreaterThan(3)
    expect(entities.every(({ entityValue: value }) => value?.endsWith(':$LATEST'))).toBe(true)
    expect(new Set(entities.map(({ statusCode: code }) => code))).toEqual(new Set(['PENDING']))
    expect(successfulSet).toMatchObject([{ eventMetadata: { deprecated_versions: 'Node.js 22 in Lambda' } }])
  })

  test('tells of one change in seventeen Regions', () => {
    const starts = changes
      .filter(({ service }) => service === 'EKS')
      .map(({ startTime: time, region }) => ({ at: time?.toISOString(), region }))
    const counts = Map.groupBy(starts, ({ at }) => at)

    expect(Math.max(...[...counts.values()].map((rows) => new Set(rows.map(({ region }) => region)).size))).toBe(17)
  })

  test('asks for an account, and fails in part where that is the wrong one', async () => {
    const [event] = ofLambda()
    const pairs = [
      { eventArn: event?.arn ?? '', awsAccountId: '999999999999' },
      { eventArn: 'arn:aws:health:eu-central-1::event/none', awsAccountId: paymentsId },
    ]
    const answer = await hub.health.send(
      new DescribeEventDetailsForOrganizationCommand({ organizationEventDetailFilters: pairs }),
    )

    expect(answer.successfulSet).toEqual([])
    expect(answer.failedSet?.map(({ errorName: name }) => name)).toEqual(['InvalidAccountInput', 'InvalidEventArn'])
  })

  test('names no account of a public event', async () => {
    const { events = [] } = await hub.health.send(
      new DescribeEventsForOrganizationCommand({ filter: { eventTypeCategories: ['issue'] } }),
    )

    expect(await accountsOf(events[0]?.arn)).toMatchObject({ affectedAccounts: [], eventScopeCode: 'PUBLIC' })
  })

  test('has pages of 10 to 100 accounts, and ten pairs a call', async () => {
    const few = new DescribeAffectedAccountsForOrganizationCommand({ eventArn: changes[0]?.arn ?? '', maxResults: 9 })
    const pairs = Array.from({ length: 11 }, () => ({ eventArn: changes[0]?.arn ?? '', awsAccountId: paymentsId }))
    const many = new DescribeAffectedEntitiesForOrganizationCommand({ organizationEntityFilters: pairs })

    expect(await refusal(hub.health.send(few))).toMatchObject({ name: 'ValidationException' })
    expect(await refusal(hub.health.send(many))).toMatchObject({ name: 'ValidationException' })
  })

  test('refuses a token that is not its own', async () => {
    const call = hub.health.send(new DescribeEventsForOrganizationCommand({ nextToken: 'AAMA-x' }))

    expect(await refusal(call)).toMatchObject({ name: 'InvalidPaginationToken', message: 'token is not valid' })
  })

  test.each([
    ['notSubscribed', 'SubscriptionRequiredException'],
    ['throttle', 'ThrottlingException'],
  ] as const)('under %s refuses with %s', async (effect, name) => {
    await under([{ service: 'health', operation: '*', effect }], async () => {
      expect(await refusal(hub.health.send(new DescribeEventsForOrganizationCommand({})))).toMatchObject({ name })
    })
  })

  test('switched off says that nobody has enabled the view', async () => {
    await under([{ service: 'health', operation: '*', effect: 'switchedOff' }], async () => {
      const answer = await hub.health.send(new DescribeHealthServiceStatusForOrganizationCommand({}))

      expect(answer.healthServiceAccessStatusForOrganization).toBe('DISABLED')
    })
  })

  test('fails in part with 200, and loses nothing of the others', async () => {
    const arns = ofLambda().slice(0, 2)
    const pairs = await Promise.all(
      arns.map(async ({ arn = '' }) => ({
        eventArn: arn,
        awsAccountId: (await accountsOf(arn)).affectedAccounts?.[0],
      })),
    )
    const asked = new DescribeEventDetailsForOrganizationCommand({ organizationEventDetailFilters: pairs })
    const rule = { service: 'health', operation: 'DescribeEventDetailsForOrganization', effect: 'failedSet' } as const
    const answer = await under([rule], () => hub.health.send(asked))

    expect(answer.successfulSet).toHaveLength(1)
    expect(answer.failedSet).toMatchObject([pairs[0]])
  })
})

describe('Trusted Advisor', () => {
  let advisor: SupportClient
  beforeAll(async () => {
    advisor = (await within(simulator, paymentsId)).support
  })

  const checks = async () =>
    (await advisor.send(new DescribeTrustedAdvisorChecksCommand({ language: 'en' }))).checks ?? []
  const summaries = async () => {
    const checkIds = (await checks()).map(({ id = '' }) => id)
    return (await advisor.send(new DescribeTrustedAdvisorCheckSummariesCommand({ checkIds }))).summaries ?? []
  }
  const resultOf = async (checkId: string) =>
    (await advisor.send(new DescribeTrustedAdvisorCheckResultCommand({ checkId, language: 'en' }))).result

  test('summarises what each check flags', async () => {
    for (const { checkId = '', hasFlaggedResources, resourcesSummary } of await summaries()) {
      const result = await resultOf(checkId)
      const flagged = result?.flaggedResources?.filter(({ status, isSuppressed }) => status !== 'ok' && !isSuppressed)

      expect(result?.resourcesSummary).toEqual(resourcesSummary)
      expect(flagged).toHaveLength(resourcesSummary?.resourcesFlagged ?? -1)
      expect(hasFlaggedResources).toBe(flagged?.length !== 0)
    }
  })

  test('flags every version on a runtime that ends, with the columns of the check', async () => {
    const columns = (await checks()).find(({ id }) => id === 'L4dfs2Q4C5')?.metadata ?? []
    const { flaggedResources: flagged = [] } = (await resultOf('L4dfs2Q4C5')) ?? {}
    const arns = flagged.map(({ metadata }) => metadata?.[columns.indexOf('Function ARN')] ?? '')

    expect(flagged.length).toBeGreaterThan(10)
    expect(flagged.every(({ metadata }) => metadata?.length === columns.length)).toBe(true)
    expect(arns.some((arn) => arn.endsWith(':$LATEST'))).toBe(true)
    expect(arns.some((arn) => /:\d+$/.test(arn))).toBe(true)
    expect(flagged.some(({ isSuppressed }) => isSuppressed)).toBe(true)
  })

  test('has checks with nothing to say', async () => {
    const statuses = new Set((await summaries()).map(({ status }) => status))

    expect([...statuses]).toEqual(expect.arrayContaining(['ok', 'error', 'not_available']))
  })

  test('wants a language, and refuses a check that does not exist', async () => {
    const unspoken = new DescribeTrustedAdvisorChecksCommand({ language: 'tlh' })

    expect(await refusal(advisor.send(unspoken))).toMatchObject({ name: 'InvalidParameterValueException' })
    expect(await refusal(resultOf('none'))).toMatchObject({ name: 'InvalidParameterValueException' })
  })

  test('is served at one endpoint, and from nowhere else', async () => {
    const credentials = await assume(simulator, { accountId: paymentsId })
    const elsewhere = new SupportClient({
      endpoint: simulator.endpoint,
      credentials,
      region: 'eu-central-1',
      maxAttempts: 1,
    })
    const call = elsewhere.send(new DescribeTrustedAdvisorChecksCommand({ language: 'en' }))

    expect(await refusal(call)).toMatchObject({ name: 'InvalidSignatureException' })
  })

  test('is refused to accounts without a plan', async () => {
    const answer = await fetch(`${simulator.endpoint}/_simulator/truth?kind=accounts`)
    const accounts = (await answer.json()) as { accountId: string; state: string; ouPath: string }[]
    const sandbox = accounts.find(({ state, ouPath }) => state === 'ACTIVE' && ouPath === 'Root/Sandbox')
    const { support } = await within(simulator, sandbox?.accountId ?? '')
    const call = support.send(new DescribeTrustedAdvisorChecksCommand({ language: 'en' }))

    expect(await refusal(call)).toMatchObject({ name: 'SubscriptionRequiredException', status: 400 })
  })
})
