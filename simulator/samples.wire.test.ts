/** What the simulator puts on the wire, member by member against samples of AWS's own answers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  DescribeAggregateComplianceByConfigRulesCommand,
  DescribeConfigurationAggregatorSourcesStatusCommand,
  DescribeConfigurationAggregatorsCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
} from '@aws-sdk/client-config-service'
import {
  DescribeAffectedAccountsForOrganizationCommand,
  DescribeAffectedEntitiesForOrganizationCommand,
  DescribeEventDetailsForOrganizationCommand,
  DescribeEventsForOrganizationCommand,
  DescribeHealthServiceStatusForOrganizationCommand,
} from '@aws-sdk/client-health'
import {
  DescribeTrustedAdvisorCheckResultCommand,
  DescribeTrustedAdvisorCheckSummariesCommand,
  DescribeTrustedAdvisorChecksCommand,
} from '@aws-sdk/client-support'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountNamed, clients, within } from './clients-for-tests.ts'
import type { FaultPlan } from './faults.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

const SAMPLES = join(import.meta.dirname, '../lib/collectors/testing/fixtures')
const HOME = { ConfigurationAggregatorName: 'acme-org' }

type Body = Record<string, unknown>

const sample = (name: string): Body => JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'))

let simulator: Simulator
let paymentsId: string

beforeAll(async () => {
  simulator = await startSimulator({ clock: '2026-11-21T12:00:00Z', pageSizeMax: 90 })
  paymentsId = await accountNamed(simulator, 'payments-prod')
})
afterAll(() => simulator.close())

type Clients = Awaited<ReturnType<typeof within>>
type Wire = { status: number; body: Body }

/** As SDK clients, but what comes back is what was on the wire. */
function listen<Client extends Clients['config'] | Clients['health'] | Clients['support']>(client: Client) {
  const heard: Wire[] = []
  const stack = client.middlewareStack as Clients['config']['middlewareStack']
  stack.add(
    (next) => async (given) => {
      const result = await next(given)
      // Of every protocol over HTTP.
      const response = result.response as { statusCode: number; body: Readable }
      const text = Buffer.concat(await response.body.toArray()).toString('utf8')
      heard.push({ status: response.statusCode, body: JSON.parse(text) })
      return { ...result, response: Object.assign(response, { body: Readable.from([Buffer.from(text)]) }) }
    },
    { step: 'deserialize', priority: 'low' },
  )
  return {
    client,
    async wire(call: (client: Client) => Promise<unknown>): Promise<Wire> {
      await call(client).catch(() => undefined)
      const last = heard.at(-1)
      if (!last) throw new Error('Nothing was answered')
      return last
    },
  }
}

/** Members by path with the form of their values; all items of a list together. */
function forms(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => forms(item, `${path}[]`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, member]) => forms(member, `${path}.${name}`))
  }
  return [`${path}: ${formOf(value)}`]
}

function formOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'string') return typeof value
  if (value.startsWith('arn:aws:')) return value.split(':').slice(0, 3).join(':')
  if (/^\d{12}$/.test(value)) return 'account'
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? 'instant' : 'text'
}

const unique = (paths: readonly string[]) => [...new Set(paths)].sort()

/** Nothing that the sample has is missing here. */
function expectLike(body: Body, name: string): void {
  expect(unique(forms(body))).toEqual(expect.arrayContaining(unique(forms(sample(name)))))
}

const ofConfig = () => listen(clients(simulator.endpoint, simulator).config)
const ofHealth = () => listen(clients(simulator.endpoint, simulator).health)
const ofSupport = async () => listen((await within(simulator, paymentsId)).support)

test('the aggregator is as AWS writes it', async () => {
  const { body } = await ofConfig().wire((config) => config.send(new DescribeConfigurationAggregatorsCommand({})))

  expectLike(body, 'config.DescribeConfigurationAggregators')
})

test('what the aggregator draws from is as AWS writes it', async () => {
  const { body } = await ofConfig().wire((config) =>
    config.send(new DescribeConfigurationAggregatorSourcesStatusCommand(HOME)),
  )

  expectLike(body, 'config.DescribeConfigurationAggregatorSourcesStatus')
})

test('rules are as AWS writes them, with a token where there are more', async () => {
  const { body } = await ofConfig().wire((config) =>
    config.send(new DescribeAggregateComplianceByConfigRulesCommand(HOME)),
  )

  expectLike(body, 'config.DescribeAggregateComplianceByConfigRules')
})

test('evaluations are as AWS writes them', async () => {
  const asked = { ...HOME, AccountId: paymentsId, AwsRegion: 'eu-central-1' }
  const { body } = await ofConfig().wire((config) =>
    config.send(
      new GetAggregateComplianceDetailsByConfigRuleCommand({
        ...asked,
        ConfigRuleName: 'lambda-function-settings-check',
        ComplianceType: 'NON_COMPLIANT',
      }),
    ),
  )

  expectLike(body, 'config.GetAggregateComplianceDetailsByConfigRule')
})

test('the view of the organisation is as AWS writes it', async () => {
  const { body } = await ofHealth().wire((health) =>
    health.send(new DescribeHealthServiceStatusForOrganizationCommand({})),
  )

  expect(body).toEqual(sample('health.DescribeHealthServiceStatusForOrganization'))
})

test('events are as AWS writes them, with a token where there are more', async () => {
  const { body } = await ofHealth().wire((health) => health.send(new DescribeEventsForOrganizationCommand({})))

  expectLike(body, 'health.DescribeEventsForOrganization')
})

/** The events of Lambda, and who they touch. */
async function lambdaPairs() {
  const { client } = ofHealth()
  const filter = { services: ['LAMBDA'], eventTypeCategories: ['scheduledChange' as const] }
  const { events = [] } = await client.send(new DescribeEventsForOrganizationCommand({ filter }))
  const nodes = events.filter(({ startTime: time }) => time?.toISOString().startsWith('2026-04-30'))
  const touched = nodes.slice(0, 3).map(async ({ arn = '' }) => {
    const { affectedAccounts = [] } = await client.send(
      new DescribeAffectedAccountsForOrganizationCommand({ eventArn: arn }),
    )
    return affectedAccounts.map((awsAccountId) => ({ eventArn: arn, awsAccountId }))
  })
  return (await Promise.all(touched)).flat().slice(0, 10)
}

test('affected accounts are as AWS writes them', async () => {
  const [pair] = await lambdaPairs()
  const { body } = await ofHealth().wire((health) =>
    health.send(new DescribeAffectedAccountsForOrganizationCommand({ eventArn: pair?.eventArn ?? '' })),
  )

  expectLike(body, 'health.DescribeAffectedAccountsForOrganization')
})

test('details are as AWS writes them', async () => {
  const organizationEventDetailFilters = await lambdaPairs()
  const { body } = await ofHealth().wire((health) =>
    health.send(new DescribeEventDetailsForOrganizationCommand({ organizationEventDetailFilters })),
  )

  expectLike(body, 'health.DescribeEventDetailsForOrganization')
  expect(body.failedSet).toEqual([])
})

test('affected resources are as AWS writes them', async () => {
  const organizationEntityFilters = await lambdaPairs()
  const { body } = await ofHealth().wire((health) =>
    health.send(new DescribeAffectedEntitiesForOrganizationCommand({ organizationEntityFilters })),
  )

  expectLike(body, 'health.DescribeAffectedEntitiesForOrganization')
  expect(body.failedSet).toEqual([])
})

test('checks are as AWS writes them', async () => {
  const { body } = await (await ofSupport()).wire((support) =>
    support.send(new DescribeTrustedAdvisorChecksCommand({ language: 'en' })),
  )
  const columnsOf = (answer: Body) => {
    const checks = answer.checks as { id: string; name: string; category: string; metadata: string[] }[]
    return new Map(checks.map(({ id, name, category, metadata }) => [id, { name, category, metadata }]))
  }
  const here = columnsOf(body)

  expectLike(body, 'support.DescribeTrustedAdvisorChecks')
  for (const [id, check] of columnsOf(sample('support.DescribeTrustedAdvisorChecks'))) {
    expect(here.get(id)).toEqual(check)
  }
})

test('summaries are as AWS writes them', async () => {
  const checkIds = ['L4dfs2Q4C5', '7DAFEmoDos', 'Hs4Ma3G130']
  const { body } = await (await ofSupport()).wire((support) =>
    support.send(new DescribeTrustedAdvisorCheckSummariesCommand({ checkIds })),
  )

  expectLike(body, 'support.DescribeTrustedAdvisorCheckSummaries')
})

test('results are as AWS writes them', async () => {
  const { body } = await (await ofSupport()).wire((support) =>
    support.send(new DescribeTrustedAdvisorCheckResultCommand({ checkId: 'L4dfs2Q4C5', language: 'en' })),
  )

  expectLike(body, 'support.DescribeTrustedAdvisorCheckResult')
})

async function under(plan: FaultPlan, run: () => Promise<Wire>): Promise<Wire> {
  const send = (rules: FaultPlan) =>
    fetch(`${simulator.endpoint}/_simulator/plan`, { method: 'POST', body: JSON.stringify(rules) })
  await send(plan)
  return run().finally(() => send([]))
}

test.each<[string, () => Promise<Wire>]>([
  [
    'config.error-NoSuchConfigurationAggregator',
    () =>
      ofConfig().wire((config) =>
        config.send(
          new DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName: 'another' }),
        ),
      ),
  ],
  [
    'health.error-InvalidPaginationToken',
    () => ofHealth().wire((health) => health.send(new DescribeEventsForOrganizationCommand({ nextToken: 'AAMA-no' }))),
  ],
  [
    'health.error-SubscriptionRequired',
    () =>
      under([{ service: 'health', operation: '*', effect: 'notSubscribed' }], () =>
        ofHealth().wire((health) => health.send(new DescribeEventsForOrganizationCommand({}))),
      ),
  ],
])('%s is refused as AWS refuses', async (name, refused) => {
  // Samples of errors hold status and body.
  const { http_status: status, body } = sample(name) as { http_status: number; body: Body }
  const answer = await refused()

  expect(answer.status).toBe(status)
  expect(Object.keys(answer.body).sort()).toEqual(Object.keys(body).sort())
  expect(answer.body.__type).toBe(body.__type)
})
