/** Calls of AWS Health that take ten things each, and answer which of them they could not do: those are asked again once. */
import {
  type AffectedEntity,
  DescribeEventDetailsForOrganizationCommand,
  HealthClient,
  type OrganizationAffectedEntitiesErrorItem,
  type OrganizationEventDetails,
  type OrganizationEventDetailsErrorItem,
  paginateDescribeAffectedEntitiesForOrganization,
} from '@aws-sdk/client-health'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { ShortfallError } from '../../aws/call-error.ts'

/** An event in one of the accounts that it touches. */
export type Pair = { eventArn: string; accountId: string }

/** An event, and one of its accounts where it is not public: with an account AWS refuses public ones. */
type Asked = { eventArn: string; accountId: string | undefined }

/** What AWS takes in one call. */
export const PAIRS_MOST = 10

export function* inBatches<Thing>(things: readonly Thing[], size: number): Iterable<readonly Thing[]> {
  for (let from = 0; from < things.length; from += size) yield things.slice(from, from + size)
}

/** Description and metadata by event. One that is missing could not be told, twice. */
export async function eventDetails(
  aws: AwsAccess,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, OrganizationEventDetails>> {
  const found = new Map<string, OrganizationEventDetails>()
  const failed = await askForDetails(aws, asked, found)
  const again = asked.filter(({ eventArn }) => failed.some((one) => one.eventArn === eventArn))
  const still = again.length > 0 ? await askForDetails(aws, again, found) : []
  if (still.length > 0) aws.passOver(failedSet('describe', still))
  return found
}

async function askForDetails(
  aws: AwsAccess,
  asked: readonly Asked[],
  found: Map<string, OrganizationEventDetails>,
): Promise<OrganizationEventDetailsErrorItem[]> {
  const command = new DescribeEventDetailsForOrganizationCommand({
    organizationEventDetailFilters: asked.map(({ eventArn, accountId }) => ({ eventArn, awsAccountId: accountId })),
  })
  const { successfulSet, failedSet: failed = [] } = await aws.call(HealthClient, command)
  for (const details of listed(successfulSet, failed, 'successfulSet')) {
    if (details.event?.arn) found.set(details.event.arn, details)
    else aws.passOver(nameless())
  }
  return failed
}

/** The resources that events name in accounts, and the pairs of which AWS could not tell them, twice. */
export async function namedEntities(
  aws: AwsAccess,
  pairs: readonly Pair[],
): Promise<{ found: { entity: AffectedEntity; pair: Pair }[]; failed: Pair[] }> {
  const found: { entity: AffectedEntity; pair: Pair }[] = []
  const failed = await askForEntities(aws, pairs, found)
  const again = pairs.filter((pair) => failed.some((one) => isOf(one, pair)))
  const still = again.length > 0 ? await askForEntities(aws, again, found) : []
  if (still.length > 0) aws.passOver(failedSet('name the resources of', still))
  return { found, failed: pairs.filter((pair) => still.some((one) => isOf(one, pair))) }
}

async function askForEntities(
  aws: AwsAccess,
  pairs: readonly Pair[],
  found: { entity: AffectedEntity; pair: Pair }[],
): Promise<OrganizationAffectedEntitiesErrorItem[]> {
  const failures: OrganizationAffectedEntitiesErrorItem[] = []
  const input = {
    organizationEntityFilters: pairs.map(({ eventArn, accountId }) => ({ eventArn, awsAccountId: accountId })),
    maxResults: 100,
  }
  for await (const page of aws.pages(HealthClient, paginateDescribeAffectedEntitiesForOrganization, input)) {
    const failed = page.failedSet ?? []
    failures.push(...failed)
    for (const entity of listed(page.entities, failed, 'entities')) {
      const pair = pairOf(entity, pairs)
      if (pair) found.push({ entity, pair })
      else aws.passOver(nobodys())
    }
  }
  return failures
}

const nameless = (): ShortfallError =>
  new ShortfallError(
    'MISSING_FIELD',
    'AWS Health described an event without its ARN.',
    'What was known of it is kept. The next collection asks again.',
  )

/** A resource of which AWS does not say which event names it. Any of those asked about may lack it. */
const nobodys = (): ShortfallError =>
  new ShortfallError(
    'MISSING_FIELD',
    'AWS Health named a resource without the event and account that it belongs to.',
    'The next collection asks again.',
  )

/** Whose it is: as it says, or, where it does not say, the only one that was asked about. */
function pairOf(entity: AffectedEntity, pairs: readonly Pair[]): Pair | undefined {
  const fitting = pairs.filter((pair) => isOf(entity, pair))
  return fitting.length === 1 ? fitting[0] : undefined
}

const isOf = (one: { eventArn?: string | undefined; awsAccountId?: string | undefined }, pair: Pair): boolean =>
  (one.eventArn ?? pair.eventArn) === pair.eventArn && (one.awsAccountId ?? pair.accountId) === pair.accountId

/** A list must be there, unless all of it failed. */
const listed = <Thing>(list: Thing[] | undefined, failed: readonly unknown[], field: string): readonly Thing[] =>
  list ?? (failed.length > 0 ? [] : required<Thing[]>(list, field))

function failedSet(
  what: string,
  failures: readonly { errorName?: string | undefined; eventArn?: string | undefined }[],
): ShortfallError {
  const [first] = failures
  const count = failures.length === 1 ? 'one event' : `${failures.length} events`
  return new ShortfallError(
    'FAILED_SET',
    `AWS Health could not ${what} ${count} (${first?.errorName ?? 'without a reason'}).`,
    'What was known of them is kept. The next collection tries again.',
  )
}
