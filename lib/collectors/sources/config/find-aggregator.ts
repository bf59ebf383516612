/** Which aggregator is asked: of all that the hub's account has in its Regions, the one that covers the most. */
import {
  ConfigServiceClient,
  type ConfigurationAggregator,
  paginateDescribeConfigurationAggregators,
} from '@aws-sdk/client-config-service'
import { isOptIn, partitionAt } from '#lib/catalogue/partitions'
import { compareText } from '#lib/core/compare-text'
import { env } from '#lib/env'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { AwsCallError, NotSwitchedOnError } from '../../aws/call-error.ts'
import { isForbiddenByOrganization, isInvalidCredentials } from '../../aws/error-codes.ts'
import { isNotEnabled } from '../../aws/regions.ts'
import { inOrder } from '../../in-order.ts'
import type { AccountRegionRow } from '../../rows.ts'

export type FoundAggregator = { aggregator: ConfigurationAggregator; region: string }

/** What an aggregator was made to draw from; null: from all there are. */
export type AggregatorCoverage = { accountIds: string[] | null; regions: string[] | null }

/**
 * The aggregator that covers most, among those of the name and Region that settings ask for. One that covers everything is
 * taken at once: usually the first call finds it. Otherwise every enabled Region of the account is asked, once.
 */
export async function findAggregator(
  aws: AwsAccess,
  known: { accountIds: readonly string[]; regions: readonly AccountRegionRow[]; lastRegion: string | null },
): Promise<FoundAggregator> {
  const { configAggregator: name, configAggregatorRegion, regions: readRegions } = env()
  const { accountIds, lastRegion } = known
  const first = configAggregatorRegion === undefined && lastRegion !== null ? lastRegion : aws.region
  const enabled = known.regions.filter(({ optStatus }) => !isNotEnabled(optStatus)).map(({ region }) => region)
  const isListed = enabled.length > 0
  const search = new Search(aws, name, { isListed })
  const best = () => search.best({ accountIds, regions: readRegions ?? (isListed ? enabled : search.asked) })
  // What fails here fails everywhere, unless it is the organisation's policy for this Region.
  if ((await search.ask(first, { isFirst: true })) || configAggregatorRegion !== undefined) return best()
  // Before its list was read once, every Region is asked: where it is not enabled, AWS knows no credentials.
  const { defaultRegions, optInRegions } = partitionAt(aws.region)
  const regions = isListed ? enabled : [...defaultRegions, ...optInRegions]
  const others = [aws.region, ...regions].filter((region, at, all) => region !== first && all.indexOf(region) === at)
  for await (const isEnough of inOrder(others, async (region) => [await search.ask(region, { isFirst: false })])) {
    if (isEnough) break
  }
  return best()
}

class Search {
  private readonly found: FoundAggregator[] = []
  readonly asked: string[] = []
  private readonly closed: string[] = []
  private trouble: unknown
  private readonly aws: AwsAccess
  private readonly name: string | undefined
  private readonly isListed: boolean

  constructor(aws: AwsAccess, name: string | undefined, { isListed }: { isListed: boolean }) {
    this.aws = aws
    this.name = name
    this.isListed = isListed
  }

  /** Whether there is no need to look any further. */
  async ask(region: string, { isFirst }: { isFirst: boolean }): Promise<boolean> {
    try {
      const there = await aggregatorsIn(this.aws, region, this.name)
      this.asked.push(region)
      this.found.push(...there.map((aggregator) => ({ aggregator, region })))
      return there.some((aggregator) => this.name !== undefined || isOfEverything(coverageOf(aggregator)))
    } catch (error) {
      if (error instanceof AwsCallError && isForbiddenByOrganization(error)) this.closed.push(region)
      else if (isFirst) throw error
      else if (!this.isOff(region, error)) this.trouble ??= error
      return false
    }
  }

  /** Only where the account's list of Regions is not known may a refusal be taken for a Region that is not enabled. */
  private isOff(region: string, error: unknown): boolean {
    const isRefused = error instanceof AwsCallError && isInvalidCredentials(error)
    return isRefused && !this.isListed && isOptIn(region)
  }

  /** Throws where there is none, or where nobody can say so because a Region could not be asked. */
  best(extent: Extent): FoundAggregator {
    const [best] = this.found.toSorted(byCoverage(extent, this.aws.region))
    if (best) return best
    if (this.trouble !== undefined) throw this.trouble
    throw new NotSwitchedOnError('NO_AGGREGATOR', {
      name: this.name ?? null,
      regions: this.asked.toSorted(),
      closedRegions: this.closed.toSorted(),
    })
  }
}

async function aggregatorsIn(
  aws: AwsAccess,
  region: string,
  name: string | undefined,
): Promise<ConfigurationAggregator[]> {
  const there = region === aws.region ? aws : aws.elsewhere(region)
  // The largest page AWS gives; of names it takes no limit.
  const input = name === undefined ? { Limit: 100 } : { ConfigurationAggregatorNames: [name] }
  const found: ConfigurationAggregator[] = []
  try {
    for await (const page of there.pages(ConfigServiceClient, paginateDescribeConfigurationAggregators, input)) {
      found.push(...required(page.ConfigurationAggregators, 'ConfigurationAggregators'))
    }
  } catch (error) {
    if (!isNoAggregator(error)) throw error
  }
  return found
}

/** AWS knows no aggregator of this name; it may have been deleted since it was listed. */
export const isNoAggregator = (error: unknown): boolean =>
  error instanceof AwsCallError && error.code === 'NoSuchConfigurationAggregatorException'

/** One of the organisation draws from all its accounts, any other from those it names. */
export function coverageOf(aggregator: ConfigurationAggregator): AggregatorCoverage {
  const ofOrganization = aggregator.OrganizationAggregationSource
  const sources = aggregator.AccountAggregationSources ?? []
  const isEverywhere = ofOrganization
    ? ofOrganization.AllAwsRegions === true
    : sources.some(({ AllAwsRegions }) => AllAwsRegions === true)
  const named = ofOrganization
    ? (ofOrganization.AwsRegions ?? [])
    : sources.flatMap(({ AwsRegions }) => AwsRegions ?? [])
  return {
    accountIds: ofOrganization ? null : unique(sources.flatMap(({ AccountIds }) => AccountIds ?? [])),
    regions: isEverywhere ? null : unique(named),
  }
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort()

const isOfEverything = ({ accountIds, regions }: AggregatorCoverage): boolean => accountIds === null && regions === null

export const covers = (
  { accountIds, regions }: AggregatorCoverage,
  place: { accountId: string; region: string },
): boolean =>
  (accountIds === null || accountIds.includes(place.accountId)) && (regions === null || regions.includes(place.region))

/** What is to be read: how much of it an aggregator covers decides. */
type Extent = { accountIds: readonly string[]; regions: readonly string[] }

/** Most places first; then the whole organisation, the hub's own Region, and the name. */
function byCoverage(extent: Extent, hubRegion: string): (a: FoundAggregator, b: FoundAggregator) => number {
  const rank = ({ aggregator, region }: FoundAggregator): number[] => {
    const { accountIds, regions } = coverageOf(aggregator)
    const places = shared(accountIds, extent.accountIds) * shared(regions, extent.regions)
    return [places, accountIds === null ? 1 : 0, regions === null ? 1 : 0, region === hubRegion ? 1 : 0]
  }
  return (a, b) => {
    const [ofA, ofB] = [rank(a), rank(b)]
    const at = ofA.findIndex((value, index) => value !== ofB[index])
    return at === -1 ? compareText(keyOf(a), keyOf(b)) : (ofB[at] ?? 0) - (ofA[at] ?? 0)
  }
}

/** How many of those to be read are covered; null covers all. */
const shared = (covered: readonly string[] | null, wanted: readonly string[]): number =>
  covered === null ? wanted.length : wanted.filter((one) => covered.includes(one)).length

const keyOf = ({ aggregator, region }: FoundAggregator): string =>
  `${region} ${aggregator.ConfigurationAggregatorName ?? ''}`
