/** AWS Health as the organisation sees it: from the management account, at one endpoint, with a support plan. */
import { awsJson } from '../protocols/aws-json.ts'
import { refusals } from '../protocols/refusals.ts'
import { AwsError, type Output } from '../protocols/wire.ts'
import { awsStatusOf, type HealthEvent, isListed, lastUpdateOf } from '../world/health/health-event.ts'
import { hash } from '../world/random.ts'
import { eventFilter, eventsMatching, type Pair, requirePairs } from './health-filters.ts'
import type { Call, Listing, Operation, Service } from './service.ts'

const ONLY_REGION = 'us-east-1'
const PAIRS_MAX = 10

const listing = (items: string, sizeMin = 1): Listing => ({
  items,
  tokenIn: 'nextToken',
  tokenOut: 'nextToken',
  sizeParameter: 'maxResults',
  pageSizeMax: 100,
  pageSizeFor: ({ parameters }) => requireSize(parameters.maxResults, sizeMin),
})

const operation = (name: string, answer: (call: Call) => Output, pages?: Listing): Operation => ({
  action: `health:${name}`,
  ...(pages && { listing: pages }),
  answer(call) {
    if (call.region !== ONLY_REGION) throw refusals.wrongRegion('health', call.region)
    if (call.account.supportPlan === null) throw refusals.notSubscribed('health')
    if (!call.account.isManagement) throw notOfOrganization(call, name)
    return answer(call)
  },
})

export const health: Service = {
  name: 'health',
  signedAs: 'health',
  protocols: [awsJson({ version: '1.1', targetPrefix: 'AWSHealth_20160804', messageKey: 'message' })],
  operations: {
    DescribeHealthServiceStatusForOrganization: operation('DescribeHealthServiceStatusForOrganization', () => ({
      healthServiceAccessStatusForOrganization: 'ENABLED',
    })),
    DescribeEventsForOrganization: operation('DescribeEventsForOrganization', describeEvents, listing('events')),
    DescribeEventDetailsForOrganization: operation('DescribeEventDetailsForOrganization', describeDetails),
    DescribeAffectedAccountsForOrganization: operation(
      'DescribeAffectedAccountsForOrganization',
      describeAccounts,
      listing('affectedAccounts', 10),
    ),
    DescribeAffectedEntitiesForOrganization: operation(
      'DescribeAffectedEntitiesForOrganization',
      describeEntities,
      listing('entities'),
    ),
  },
}

const SIZE_MAX = 100

function requireSize(asked: unknown, least: number): number {
  if (asked === undefined) return SIZE_MAX
  const size = Number(asked)
  if (Number.isInteger(size) && size >= least && size <= SIZE_MAX) return size
  const rule = size > SIZE_MAX ? `less than or equal to ${SIZE_MAX}` : `greater than or equal to ${least}`
  throw invalid(`Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value ${rule}`)
}

const invalid = (what: string) => new AwsError('ValidationException', `1 validation error detected: ${what}`)

const notOfOrganization = ({ identity }: Call, name: string) =>
  refusals.accessDenied('health', `User: ${identity.arn} is not authorized to perform: health:${name} on resource: *`)

const listedEvents = ({ day, now }: Call): readonly HealthEvent[] =>
  day.healthEvents().filter((event) => isListed(event, now))

/** Newest change first. */
function describeEvents(call: Call) {
  requireEnglish(call)
  const { now } = call
  const events = eventsMatching(listedEvents(call), eventFilter(call.parameters.filter), now)
  return {
    events: events
      .toSorted((a, b) => lastUpdateOf(b, now).getTime() - lastUpdateOf(a, now).getTime() || (a.arn < b.arn ? -1 : 1))
      .map((event) => describeEvent(event, now)),
  }
}

function requireEnglish({ parameters: { locale = 'en' } }: Call): void {
  if (locale !== 'en') throw new AwsError('UnsupportedLocale', `The locale ${locale} is not supported.`)
}

function describeEvent(event: HealthEvent, now: Date) {
  return {
    arn: event.arn,
    service: event.service,
    eventTypeCode: event.typeCode,
    eventTypeCategory: event.category,
    eventScopeCode: event.scopeCode,
    region: event.region,
    ...(event.startsAt && { startTime: event.startsAt }),
    ...(event.endsAt && { endTime: event.endsAt }),
    lastUpdatedTime: lastUpdateOf(event, now),
    statusCode: awsStatusOf(event, now),
    ...(event.actionability && { actionability: event.actionability }),
    personas: event.personas,
  }
}

/** Of an event of accounts an account must be named, of a public one none may be. */
function describeDetails(call: Call) {
  requireEnglish(call)
  const pairs = requirePairs(
    call.parameters.organizationEventDetailFilters,
    'organizationEventDetailFilters',
    PAIRS_MAX,
  )
  const found = pairs.map((pair) => ({ pair, event: findEvent(call, pair) }))
  const isAnswered = ({ pair, event }: (typeof found)[number]) =>
    event !== undefined && (event.scopeCode === 'PUBLIC' ? pair.accountId === null : isTouched(event, pair))
  return {
    successfulSet: found.filter(isAnswered).flatMap(({ pair, event }) => (event ? [detailsOf(event, pair, call)] : [])),
    failedSet: found.filter((one) => !isAnswered(one)).map(({ pair, event }) => failed(pair, event)),
  }
}

const findEvent = (call: Call, { eventArn }: Pair) => listedEvents(call).find(({ arn }) => arn === eventArn)

const isTouched = ({ accountIds }: HealthEvent, { accountId }: Pair) =>
  accountId !== null && accountIds.includes(accountId)

function detailsOf(event: HealthEvent, { accountId }: Pair, { now }: Call) {
  return {
    ...(accountId !== null && { awsAccountId: accountId }),
    event: describeEvent(event, now),
    eventDescription: { latestDescription: event.description },
    ...(Object.keys(event.metadata).length > 0 && { eventMetadata: event.metadata }),
  }
}

function failed({ eventArn, accountId }: Pair, event: HealthEvent | undefined) {
  return {
    eventArn,
    ...(accountId !== null && { awsAccountId: accountId }),
    errorName: event ? 'InvalidAccountInput' : 'InvalidEventArn',
    errorMessage: event ? 'The account is not affected by this event.' : 'The event ARN is not valid.',
  }
}

function describeAccounts(call: Call) {
  const { eventArn } = call.parameters
  if (typeof eventArn !== 'string')
    throw invalid("Value at 'eventArn' failed to satisfy constraint: Member must not be null")
  const event = findEvent(call, { eventArn, accountId: null })
  return { affectedAccounts: event?.accountIds ?? [], eventScopeCode: event?.scopeCode ?? 'NONE' }
}

function describeEntities(call: Call) {
  requireEnglish(call)
  const { organizationEntityFilters: plain, organizationEntityAccountFilters: narrow } = call.parameters
  const name = plain === undefined ? 'organizationEntityAccountFilters' : 'organizationEntityFilters'
  const pairs = requirePairs(plain ?? narrow, name, PAIRS_MAX)
  const found = pairs.map((pair) => ({ pair, event: findEvent(call, pair) }))
  return {
    entities: found.flatMap(({ pair, event }) =>
      event ? event.entities.filter((one) => one.accountId === pair.accountId).map((one) => entityOf(event, one)) : [],
    ),
    failedSet: found.filter(({ event }) => !event).map(({ pair, event }) => failed(pair, event)),
  }
}

function entityOf(
  { arn, region }: HealthEvent,
  { accountId, value, status, updatedAt }: HealthEvent['entities'][number],
) {
  const id = hash(`${arn}/${accountId}/${value}`).toString(36)
  return {
    entityArn: `arn:aws:health:${region}:${accountId}:entity/g1${id}`,
    eventArn: arn,
    entityValue: value,
    awsAccountId: accountId,
    lastUpdatedTime: updatedAt,
    ...(status !== null && { statusCode: status }),
  }
}
