import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Json, refusal, type SampledAws, sampleAws } from '../../testing/sampled-aws.ts'
import { healthEvents } from './events.ts'

const HUB = '222233334444'
const PAYMENTS = '333344445555'
const ORGANISATION = { accountId: HUB, region: 'global' }
const LAMBDA_EVENT =
  'arn:aws:health:eu-central-1::event/LAMBDA/AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT/AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT_4b7e1f0c9a2d58e36c1f7a0b4d9e82c53f6a1b8d7e0c42958a3d6f1b0e7c9a24'

let aws: SampledAws
beforeEach(async () => {
  aws = await sampleAws(HUB)
})
afterEach(() => aws.close())

test('events, accounts and resources are rows with all they say', async () => {
  // The sample's resources are those of its first event; the others touch accounts and name none.
  aws.answers.set('DescribeAffectedEntitiesForOrganization', ({ entities, ...rest }, { organizationEntityFilters }) => {
    const asked = JSON.stringify(organizationEntityFilters)
    const ours = (entities as Json[]).filter(({ eventArn, awsAccountId }) => {
      return asked.includes(JSON.stringify({ eventArn, awsAccountId }))
    })
    return { ...rest, entities: ours }
  })
  const { reading, rows } = await aws.read(healthEvents, ORGANISATION)
  expect(reading.status).toBe('complete')
  expect(rows.filter((row) => 'kind' in row && row.kind === 'event')).toHaveLength(4)
  expect(rows).toContainEqual({
    kind: 'event',
    arn: LAMBDA_EVENT,
    service: 'LAMBDA',
    typeCode: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
    category: 'scheduledChange',
    scopeCode: 'ACCOUNT_SPECIFIC',
    region: 'eu-central-1',
    startsAt: '2027-04-30T07:00:00.000Z',
    endsAt: null,
    lastUpdatedAt: '2026-11-18T03:14:15.000Z',
    awsStatus: 'upcoming',
    actionability: 'ACTION_REQUIRED',
    description: 'Example text: the Node.js 22 runtime in AWS Lambda reaches end of support on April 30, 2027.',
    metadata: { deprecated_versions: 'Node.js 22 in Lambda' },
  })
  expect(rows).toContainEqual(
    expect.objectContaining({
      typeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
      category: 'issue',
      scopeCode: 'PUBLIC',
      endsAt: '2026-11-19T16:40:00.000Z',
      actionability: null,
    }),
  )
  const ofLambda = rows.filter((row) => 'eventArn' in row && row.eventArn === LAMBDA_EVENT)
  const entity = (accountId: string, name: string, status: string) => ({
    kind: 'entity',
    eventArn: LAMBDA_EVENT,
    accountId,
    value: `arn:aws:lambda:eu-central-1:${accountId}:function:${name}:$LATEST`,
    status,
    lastUpdatedAt: '2026-11-18T03:00:00.000Z',
  })
  expect(ofLambda).toEqual([
    { kind: 'account', eventArn: LAMBDA_EVENT, accountId: PAYMENTS, isNamed: true },
    { kind: 'account', eventArn: LAMBDA_EVENT, accountId: '444455556666', isNamed: true },
    entity(PAYMENTS, 'ledger-export', 'PENDING'),
    entity('444455556666', 'ledger-export-dev', 'RESOLVED'),
  ])
})

test('F21 without a support plan it is not entitled, as AWS words that', async () => {
  aws.answers.set('DescribeHealthServiceStatusForOrganization', () => refusal('health.error-SubscriptionRequired'))
  const { reading } = await aws.read(healthEvents, ORGANISATION)
  expect(reading).toMatchObject({ status: 'not_entitled', cause: { code: 'SUPPORT_PLAN' } })
})

test('F21 a plan that is refused after AWS has listed the events is a gap, not a settled answer', async () => {
  aws.answers.set('DescribeAffectedAccountsForOrganization', () => refusal('health.error-SubscriptionRequired'))
  const { reading } = await aws.read(healthEvents, ORGANISATION)
  expect(reading).toMatchObject({ status: 'failed', cause: { code: 'SUPPORT_PLAN' } })
})

test.each([
  ['DISABLED', 'disabled'],
  ['PENDING', 'disabled'],
  ['ENABLED_FOR_SOME', 'complete'],
])('F27 an organisation view that AWS calls %s leaves the reading %s', async (status, expected) => {
  aws.answers.set('DescribeHealthServiceStatusForOrganization', () => ({
    healthServiceAccessStatusForOrganization: status,
  }))
  expect((await aws.read(healthEvents, ORGANISATION)).reading.status).toBe(expected)
})

test('F13 a page token that is refused begins the listing anew, once', async () => {
  aws.answers.set('DescribeEventsForOrganization', (sampled, { nextToken }) =>
    nextToken === undefined ? sampled : refusal('health.error-InvalidPaginationToken'),
  )
  const { reading } = await aws.read(healthEvents, ORGANISATION)
  expect(reading).toMatchObject({ status: 'partial', cause: { code: 'PAGE_TOKEN' } })
})

test('F22 the organisation view switched off while it is read leaves it disabled', async () => {
  aws.answers.set('DescribeEventsForOrganization', () => {
    aws.answers.set('DescribeHealthServiceStatusForOrganization', () => ({
      healthServiceAccessStatusForOrganization: 'DISABLED',
    }))
    return { __type: 'ValidationException', message: 'the organizational view feature is not enabled' }
  })
  const { reading } = await aws.read(healthEvents, ORGANISATION)
  expect(reading).toMatchObject({ status: 'disabled', cause: { code: 'ORG_VIEW' } })
})

test('F45 an event that is listed twice is one, as it was updated last', async () => {
  aws.answers.set('DescribeEventsForOrganization', ({ events }) => {
    const [first = {}] = events as Json[]
    const older = { ...first, statusCode: 'open', lastUpdatedTime: 1_794_000_000 }
    return { events: [older, first, older] }
  })
  const { rows } = await aws.read(healthEvents, ORGANISATION)
  const events = rows.filter((row) => 'kind' in row && row.kind === 'event')
  expect(events).toMatchObject([{ arn: LAMBDA_EVENT, awsStatus: 'upcoming' }])
})

test('F23 what Health could not do at first and does the second time leaves nothing behind', async () => {
  const failed = { awsAccountId: PAYMENTS, eventArn: LAMBDA_EVENT, errorName: 'InternalServerError' }
  aws.answers.set('DescribeEventDetailsForOrganization', (sampled) => {
    aws.answers.delete('DescribeEventDetailsForOrganization')
    return { ...sampled, successfulSet: [], failedSet: [failed] }
  })
  const { reading, rows } = await aws.read(healthEvents, ORGANISATION)
  expect(reading.status).toBe('complete')
  expect(rows).toContainEqual(
    expect.objectContaining({ arn: LAMBDA_EVENT, metadata: { deprecated_versions: 'Node.js 22 in Lambda' } }),
  )
})

test('F39 an event without resources is of its accounts alone', async () => {
  aws.answers.set('DescribeAffectedEntitiesForOrganization', () => ({ entities: [], failedSet: [] }))
  const { reading, rows } = await aws.read(healthEvents, ORGANISATION)
  expect(reading.status).toBe('complete')
  expect(rows.filter((row) => 'eventArn' in row && row.eventArn === LAMBDA_EVENT)).toMatchObject([
    { kind: 'account', accountId: PAYMENTS },
    { kind: 'account', accountId: '444455556666' },
  ])
})

test('ARNs in the old form and resources without a name or a status are kept', async () => {
  const arn = 'arn:aws:health:us-east-1::event/AWS_EC2_MAINTENANCE_1234567'
  aws.answers.set('DescribeEventsForOrganization', ({ events }) => ({ events: [{ ...(events as Json[])[0], arn }] }))
  aws.answers.set('DescribeAffectedEntitiesForOrganization', () => ({
    entities: [
      { eventArn: arn, awsAccountId: PAYMENTS, entityValue: 'AWS_ACCOUNT' },
      { eventArn: arn, awsAccountId: '444455556666' },
    ],
  }))
  const { rows } = await aws.read(healthEvents, ORGANISATION)
  expect(rows.filter((row) => 'kind' in row && row.kind === 'entity')).toMatchObject([
    { accountId: PAYMENTS, value: 'AWS_ACCOUNT', status: null },
    { accountId: '444455556666', value: 'UNKNOWN', status: null },
  ])
})

test('F23 one account that AWS never answers about leaves the list of events known, and its own resources as they were', async () => {
  const failed = { awsAccountId: PAYMENTS, eventArn: LAMBDA_EVENT, errorName: 'InternalServerError' }
  aws.answers.set('DescribeAffectedEntitiesForOrganization', ({ entities, ...rest }, { organizationEntityFilters }) => {
    const asked = JSON.stringify(organizationEntityFilters)
    const isTold = ({ awsAccountId }: Json) => awsAccountId !== PAYMENTS && asked.includes(String(awsAccountId))
    return { ...rest, entities: (entities as Json[]).filter(isTold), failedSet: [failed] }
  })
  const { reading, rows } = await aws.read(healthEvents, ORGANISATION)
  expect(reading).toMatchObject({ status: 'partial', cause: { code: 'FAILED_SET' } })
  const named = rows.flatMap((row) => ('isNamed' in row && row.eventArn === LAMBDA_EVENT ? [row] : []))
  expect(named.map(({ accountId, isNamed }) => [accountId, isNamed])).toEqual([
    [PAYMENTS, false],
    ['444455556666', true],
  ])
})

test('accounts that are not active are not asked about: the reading is complete without them', async () => {
  const asked: string[] = []
  const note = (filters: unknown) => asked.push(...(filters as Json[]).map(({ awsAccountId }) => String(awsAccountId)))
  aws.answers.set('DescribeAffectedEntitiesForOrganization', (sampled, { organizationEntityFilters }) => {
    note(organizationEntityFilters)
    const entities = (sampled.entities as Json[]).filter(({ awsAccountId }) => awsAccountId !== PAYMENTS)
    return { ...sampled, entities }
  })
  aws.answers.set('DescribeEventDetailsForOrganization', (sampled, { organizationEventDetailFilters }) => {
    note(organizationEventDetailFilters)
    return sampled
  })
  const { reading, rows } = await aws.read(healthEvents, ORGANISATION, { inactiveIds: async () => [PAYMENTS] })
  expect(reading.status).toBe('complete')
  expect(asked).not.toContain(PAYMENTS)
  expect(rows).toContainEqual({ kind: 'account', eventArn: LAMBDA_EVENT, accountId: PAYMENTS, isNamed: false })
})

test('a resource that does not say whose it is costs no other one', async () => {
  aws.answers.set('DescribeAffectedEntitiesForOrganization', ({ entities, ...rest }) => {
    const [first = {}, ...others] = entities as Json[]
    return { ...rest, entities: [{ ...first, eventArn: undefined, awsAccountId: undefined }, ...others] }
  })
  const { reading, rows } = await aws.read(healthEvents, ORGANISATION)
  expect(reading).toMatchObject({ status: 'partial', cause: { code: 'MISSING_FIELD' } })
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'entity', accountId: '444455556666' }))
})
