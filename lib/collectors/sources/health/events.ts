import {
  type AffectedEntity,
  HealthClient,
  type OrganizationEvent,
  type OrganizationEventDetails,
  paginateDescribeAffectedAccountsForOrganization,
  paginateDescribeEventsForOrganization,
} from '@aws-sdk/client-health'
import { partitionAt } from '#lib/catalogue/partitions'
import { HOUR_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { defineSource } from '../../define-source.ts'
import { inOrder } from '../../in-order.ts'
import { instantOrNull } from '../../instant.ts'
import { eventDetails, inBatches, namedEntities, PAIRS_MOST, type Pair } from './event-batches.ts'
import { orOrganizationViewOff, requireOrganizationView } from './organization-view.ts'

type Affected = { event: OrganizationEvent; accountIds: readonly string[] }

type Item =
  | { event: OrganizationEvent; details: OrganizationEventDetails | null }
  | { eventArn: string; accountId: string; isNamed: boolean }
  | { entity: AffectedEntity; pair: Pair }
  | { kind: 'listed' }

export const healthEvents = defineSource({
  id: 'health.events',
  describes:
    'Scheduled changes and planned lifecycle events of AWS, the accounts they touch and the resources they name.',
  scopedTo: 'organization',
  // The SDK makes up an endpoint for every Region; there is one that answers in each partition.
  askedIn: (hubRegion) => partitionAt(hubRegion).healthRegion,
  actions: [
    'health:DescribeHealthServiceStatusForOrganization',
    'health:DescribeEventsForOrganization',
    'health:DescribeAffectedAccountsForOrganization',
    'health:DescribeEventDetailsForOrganization',
    'health:DescribeAffectedEntitiesForOrganization',
  ],
  refreshEveryMs: HOUR_MS,
  bucket: 'health.organization',
  table: 'healthEvent',
  after: ['organization'],

  async *collect(aws, known): AsyncIterable<Item> {
    await requireOrganizationView(aws)
    try {
      yield* everything(aws, new Set(await known.inactiveIds?.()))
    } catch (error) {
      throw await orOrganizationViewOff(aws, error)
    }
  },

  normalise: (item) => {
    if ('event' in item) return eventRow(item.event, item.details)
    if ('entity' in item) return entityRow(item.entity, item.pair)
    return 'kind' in item ? item : { kind: 'account', ...item }
  },

  usual: (item) =>
    'event' in item
      ? {
          service: item.event.service,
          eventTypeCategory: item.event.eventTypeCategory,
          region: item.event.region,
          lastUpdatedTime: item.event.lastUpdatedTime,
          statusCode: item.event.statusCode,
        }
      : {},
})

async function* everything(aws: AwsAccess, inactive: ReadonlySet<string>): AsyncIterable<Item> {
  const { events, unnamed } = await listEvents(aws)
  for (const event of unnamed) yield { event, details: null }
  // What AWS lists no more is known from here on, whatever becomes of asking about the others.
  if (unnamed.length === 0) yield { kind: 'listed' }
  const affected: Affected[] = []
  for await (const one of inOrder(events, (event) => accountsOf(aws, event))) affected.push(one)
  const isActive = (accountId: string) => !inactive.has(accountId)
  // AWS answers nothing about accounts that are not active: what is known of them stays as it is.
  const [asked, unasked] = partition(affected, ({ event, accountIds }) => isPublic(event) || accountIds.some(isActive))
  for (const { event } of unasked) yield { event, details: null }
  yield* inOrder(inBatches(asked, PAIRS_MOST), (batch) => described(aws, batch, isActive))
  const pairs = affected.flatMap(({ event, accountIds }) =>
    accountIds.map((accountId): Pair => ({ eventArn: required(event.arn, 'arn'), accountId })),
  )
  const [ofActive, ofInactive] = partition(pairs, ({ accountId }) => isActive(accountId))
  for (const pair of ofInactive) yield { ...pair, isNamed: false }
  yield* inOrder(inBatches(ofActive, PAIRS_MOST), (batch) => named(aws, batch))
}

function partition<Thing>(things: readonly Thing[], fits: (thing: Thing) => boolean): [Thing[], Thing[]] {
  return [things.filter(fits), things.filter((thing) => !fits(thing))]
}

/** The accounts of these pairs, each with whether its resources could be named, and the resources. */
async function named(aws: AwsAccess, pairs: readonly Pair[]): Promise<Item[]> {
  const { found, failed } = await namedEntities(aws, pairs)
  return [...pairs.map((pair) => ({ ...pair, isNamed: !failed.includes(pair) })), ...found]
}

/**
 * Every event before anything is asked about one of them: page tokens do not live long. Those listed twice once (F45); of
 * one without its ARN nothing can be asked.
 */
async function listEvents(
  aws: AwsAccess,
): Promise<{ events: OrganizationEvent[]; unnamed: readonly OrganizationEvent[] }> {
  const events = new Map<string, OrganizationEvent>()
  const unnamed: OrganizationEvent[] = []
  const input = { filter: { eventTypeCategories: ['scheduledChange' as const] }, maxResults: 100 }
  for await (const page of aws.pages(HealthClient, paginateDescribeEventsForOrganization, input)) {
    for (const event of required(page.events, 'events')) {
      const known = events.get(event.arn ?? '')
      if (event.arn === undefined) unnamed.push(event)
      else if (known === undefined || newer(event, known)) events.set(event.arn, event)
    }
  }
  return { events: [...events.values()], unnamed }
}

const newer = (a: OrganizationEvent, b: OrganizationEvent): boolean =>
  (a.lastUpdatedTime?.getTime() ?? 0) > (b.lastUpdatedTime?.getTime() ?? 0)

const isPublic = ({ eventScopeCode }: OrganizationEvent): boolean => eventScopeCode === 'PUBLIC'

/** A public event touches no account in particular, and AWS lists none for it. */
async function accountsOf(aws: AwsAccess, event: OrganizationEvent): Promise<Affected[]> {
  if (isPublic(event)) return [{ event, accountIds: [] }]
  const accountIds = new Set<string>()
  const input = { eventArn: event.arn, maxResults: 100 }
  for await (const page of aws.pages(HealthClient, paginateDescribeAffectedAccountsForOrganization, input)) {
    for (const accountId of required(page.affectedAccounts, 'affectedAccounts')) accountIds.add(accountId)
  }
  return [{ event, accountIds: [...accountIds] }]
}

/** In the name of an account that AWS answers about. */
async function described(
  aws: AwsAccess,
  batch: readonly Affected[],
  isActive: (accountId: string) => boolean,
): Promise<Item[]> {
  const details = await eventDetails(
    aws,
    batch.map(({ event, accountIds }) => ({
      eventArn: required(event.arn, 'arn'),
      accountId: accountIds.find(isActive),
    })),
  )
  return batch.map(({ event }) => ({ event, details: details.get(event.arn ?? '') ?? null }))
}

function eventRow(event: OrganizationEvent, details: OrganizationEventDetails | null) {
  return {
    kind: 'event' as const,
    // An opaque key: older ones lack the segments that newer ones have.
    arn: required(event.arn, 'arn'),
    service: event.service ?? 'UNKNOWN',
    typeCode: required(event.eventTypeCode, 'eventTypeCode'),
    category: event.eventTypeCategory ?? 'scheduledChange',
    scopeCode: event.eventScopeCode ?? null,
    region: event.region ?? 'global',
    startsAt: instantOrNull(event.startTime),
    endsAt: instantOrNull(event.endTime),
    lastUpdatedAt: instantOrNull(event.lastUpdatedTime),
    awsStatus: event.statusCode ?? null,
    actionability: event.actionability ?? null,
    description: details?.eventDescription?.latestDescription ?? null,
    metadata: details?.eventMetadata ?? {},
  }
}

function entityRow(entity: AffectedEntity, pair: Pair) {
  return {
    kind: 'entity' as const,
    eventArn: pair.eventArn,
    accountId: pair.accountId,
    // AWS itself writes UNKNOWN where it cannot name the resource.
    value: entity.entityValue ?? entity.entityArn ?? 'UNKNOWN',
    status: entity.statusCode ?? null,
    lastUpdatedAt: instantOrNull(entity.lastUpdatedTime),
  }
}
