/**
 * Every recorded answer of AWS that a source reads, with each of its fields left out once. What identifies a thing makes a
 * gap; what AWS always sends makes one as well, and the thing is kept; anything else is optional, and the reading complete.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnySource, Known, Place } from './define-source.ts'
import { accountContacts } from './sources/account/contacts.ts'
import { accountRegions } from './sources/account/regions.ts'
import { configAggregator } from './sources/config/aggregator.ts'
import { configCompliance } from './sources/config/compliance.ts'
import { healthEvents } from './sources/health/events.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { organization } from './sources/organization.ts'
import { trustedAdvisorChecks } from './sources/trustedadvisor/checks.ts'
import { type Json, type SampledAws, sample, sampleAws } from './testing/sampled-aws.ts'

const HUB = '222233334444'
const PAYMENTS = '333344445555'
const GLOBAL = { accountId: HUB, region: 'global' }
const PLACE = { accountId: PAYMENTS, region: 'eu-central-1' }
const THROUGH: Partial<Known> = {
  aggregator: async () => ({
    ...{ name: 'acme-org', region: null, isCovered: true },
    source: { status: 'SUCCEEDED', updatedAt: null, errorCode: null, errorMessage: null },
  }),
}

let aws: SampledAws
beforeEach(async () => {
  aws = await sampleAws(HUB)
})
afterEach(() => aws.close())

type Recorded = {
  source: unknown
  place: Place
  known?: Partial<Known>
  /** The sample and where its things are. */
  sample: string
  items: string
  /** Without these nobody knows what it is. */
  identifying: readonly string[]
  /** AWS always sends these, though nothing is identified by them. */
  usual?: readonly string[]
  /** Told from what was asked where it is missing, if only one thing can be meant. */
  either?: readonly string[]
}

const RECORDED: readonly Recorded[] = [
  {
    ...{ source: organization, place: GLOBAL, sample: 'organizations.DescribeOrganization', items: 'Organization' },
    identifying: ['Id', 'Arn', 'MasterAccountId'],
  },
  {
    ...{ source: organization, place: GLOBAL, sample: 'organizations.ListRoots', items: 'Roots' },
    identifying: ['Id', 'Name'],
  },
  {
    ...{ source: organization, place: GLOBAL, sample: 'organizations.ListOrganizationalUnitsForParent' },
    ...{ items: 'OrganizationalUnits', identifying: ['Id', 'Name'] },
  },
  {
    ...{ source: organization, place: GLOBAL, sample: 'organizations.ListAccounts', items: 'Accounts' },
    ...{ identifying: ['Id', 'Arn'], usual: ['Name', 'State'] },
  },
  {
    ...{ source: accountRegions, place: GLOBAL, sample: 'account.ListRegions', items: 'Regions' },
    ...{ identifying: ['RegionName'], usual: ['RegionOptStatus'] },
  },
  {
    ...{ source: accountContacts, place: GLOBAL, sample: 'account.GetAlternateContact', items: 'AlternateContact' },
    identifying: ['Name', 'EmailAddress'],
  },
  {
    ...{ source: lambdaFunctions, place: PLACE, sample: 'lambda.ListFunctions', items: 'Functions' },
    ...{ identifying: ['FunctionName', 'FunctionArn', 'Version'], usual: ['CodeSize', 'LastModified'] },
  },
  {
    ...{ source: configAggregator, place: GLOBAL, sample: 'config.DescribeConfigurationAggregatorSourcesStatus' },
    ...{ items: 'AggregatedSourceStatusList', identifying: ['SourceId', 'AwsRegion'], usual: ['LastUpdateStatus'] },
  },
  {
    ...{ source: configCompliance, place: PLACE, known: THROUGH, items: 'AggregateComplianceByConfigRules' },
    ...{ sample: 'config.DescribeAggregateComplianceByConfigRules' },
    ...{ identifying: ['ConfigRuleName'], usual: ['Compliance'] },
  },
  {
    ...{ source: configCompliance, place: PLACE, known: THROUGH, items: 'AggregateEvaluationResults' },
    ...{ sample: 'config.GetAggregateComplianceDetailsByConfigRule' },
    ...{ identifying: ['EvaluationResultIdentifier'], usual: ['ComplianceType'] },
  },
  {
    ...{ source: healthEvents, place: GLOBAL, sample: 'health.DescribeEventsForOrganization', items: 'events' },
    identifying: ['arn', 'eventTypeCode'],
    usual: ['service', 'eventTypeCategory', 'region', 'lastUpdatedTime', 'statusCode'],
  },
  {
    ...{ source: healthEvents, place: GLOBAL, sample: 'health.DescribeEventDetailsForOrganization' },
    ...{ items: 'successfulSet', identifying: ['event'] },
  },
  {
    ...{ source: healthEvents, place: GLOBAL, sample: 'health.DescribeAffectedEntitiesForOrganization' },
    ...{ items: 'entities', identifying: [], either: ['eventArn', 'awsAccountId'] },
  },
  {
    ...{ source: trustedAdvisorChecks, place: GLOBAL, sample: 'support.DescribeTrustedAdvisorChecks', items: 'checks' },
    identifying: ['id'],
  },
  {
    ...{ source: trustedAdvisorChecks, place: GLOBAL, sample: 'support.DescribeTrustedAdvisorCheckSummaries' },
    ...{ items: 'summaries', identifying: ['checkId'], usual: ['status'] },
  },
  {
    ...{ source: trustedAdvisorChecks, place: GLOBAL, sample: 'support.DescribeTrustedAdvisorCheckResult' },
    ...{ items: 'result.flaggedResources', identifying: ['resourceId'], usual: ['status', 'metadata'] },
  },
]

/** The units of the sample stand below the root, and nothing below them; resources are those that were asked about. */
function answerSensibly(): void {
  aws.answers.set('ListOrganizationalUnitsForParent', (sampled, { ParentId }) =>
    String(ParentId).startsWith('r-') ? sampled : { OrganizationalUnits: [] },
  )
  aws.answers.set('DescribeAffectedEntitiesForOrganization', (sampled, { organizationEntityFilters }) => {
    const asked = JSON.stringify(organizationEntityFilters)
    const isAsked = ({ eventArn, awsAccountId }: Json) => asked.includes(JSON.stringify({ eventArn, awsAccountId }))
    return { ...sampled, entities: (sampled.entities as Json[]).filter(isAsked) }
  })
  aws.answers.set(
    'DescribeAggregateComplianceByConfigRules',
    ({ AggregateComplianceByConfigRules: rules, ...rest }) => ({
      ...rest,
      AggregateComplianceByConfigRules: (rules as Json[]).filter(isOfPlace),
    }),
  )
  aws.answers.set('GetAggregateComplianceDetailsByConfigRule', ({ AggregateEvaluationResults: results, ...rest }) => ({
    ...rest,
    AggregateEvaluationResults: (results as Json[]).filter(isOfPlace),
  }))
}

/** What the aggregator says of the place that was asked about. */
const isOfPlace = ({ AccountId, AwsRegion }: Json): boolean =>
  AccountId === PLACE.accountId && AwsRegion === PLACE.region

/** The answer with one field of its first thing left out. */
function without(body: Json, [name = '', ...rest]: readonly string[], field: string): Json {
  const value = body[name]
  if (rest.length > 0) return { ...body, [name]: without(value as Json, rest, field) }
  const leaveOut = (item: Json) => Object.fromEntries(Object.entries(item).filter(([key]) => key !== field))
  if (!Array.isArray(value)) return { ...body, [name]: leaveOut(value as Json) }
  return { ...body, [name]: value.map((item, index) => (index === 0 ? leaveOut(item) : item)) }
}

function fieldsOf(recorded: Recorded): string[] {
  const path = recorded.items.split('.')
  const value = path.reduce<unknown>((body, name) => (body as Json)[name], sample(recorded.sample))
  return Object.keys((Array.isArray(value) ? value[0] : value) as Json)
}

test.each(RECORDED)('$sample: what is optional may be absent, what identifies may not', async (recorded) => {
  const { place, known, items, identifying, usual = [], either = [] } = recorded
  // Any source will do here: it is only read.
  const source = recorded.source as AnySource
  answerSensibly()
  const whole = await aws.read(source, place, known)
  expect(whole.reading.status).toBe('complete')
  const operation = recorded.sample.split('.')[1] ?? ''
  const sensible = aws.answers.get(operation)
  expect(fieldsOf(recorded)).toEqual(expect.arrayContaining([...identifying, ...usual, ...either]))
  for (const field of fieldsOf(recorded)) {
    aws.answers.set(operation, (sampled, asked, region) => {
      const told = sensible?.(sampled, asked, region) ?? sampled
      const [first] = items.split('.')
      const isEmpty = Array.isArray(told[first ?? '']) && (told[first ?? ''] as Json[]).length === 0
      return isEmpty ? told : without(told, items.split('.'), field)
    })
    const { reading, rows } = await aws.read(source, place, known)
    const read = { field, status: reading.status, rows: rows.length }
    if (either.includes(field)) continue
    if (identifying.includes(field)) expect(read).not.toMatchObject({ status: 'complete' })
    else if (usual.includes(field)) expect(read).toMatchObject({ field, status: 'partial' })
    else expect(read).toEqual({ field, status: 'complete', rows: whole.rows.length })
  }
})

test('the account of an organisation without its e-mail address is an account, as in AWS’s own example', async () => {
  answerSensibly()
  aws.answers.set('ListAccounts', ({ Accounts, ...rest }) => ({
    ...rest,
    Accounts: (Accounts as Json[]).map(({ Email: _, ...account }) => account),
  }))
  expect((await aws.read(organization, GLOBAL)).reading).toMatchObject({ status: 'complete' })
})

test('a function without its runtime is read, and worth a warning; one without its type of package is of a ZIP file', async () => {
  const change = (alter: (version: Json) => Json) =>
    aws.answers.set('ListFunctions', ({ Functions, ...rest }) => ({
      ...rest,
      Functions: (Functions as Json[]).map(alter),
    }))
  change(({ Runtime: _, ...version }) => version)
  const { reading } = await aws.read(lambdaFunctions, PLACE)
  expect(reading).toMatchObject({ status: 'complete', warning: { code: 'MISSING_FIELD' } })
  change(({ PackageType, ...version }) => (version.Runtime ? version : { ...version, PackageType }))
  const typeless = await aws.read(lambdaFunctions, PLACE)
  expect(typeless.reading).toEqual(expect.not.objectContaining({ warning: expect.anything() }))
  expect(typeless.reading.status).toBe('complete')
})
