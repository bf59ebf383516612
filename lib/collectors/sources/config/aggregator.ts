import {
  type AggregatedSourceStatus,
  ConfigServiceClient,
  type ConfigurationAggregator,
  paginateDescribeConfigurationAggregatorSourcesStatus,
  paginateDescribeConfigurationAggregators,
} from '@aws-sdk/client-config-service'
import { HOUR_MS } from '#lib/core/time'
import { env } from '#lib/env'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { AwsCallError, NotSwitchedOnError } from '../../aws/call-error.ts'
import { defineSource } from '../../define-source.ts'
import { instantOrNull } from '../../instant.ts'

/** The Region that the aggregator is asked in, for this source and for those that ask it for more. */
export const aggregatorRegion = (hubRegion: string): string => env().configAggregatorRegion ?? hubRegion

type Item = { aggregator: ConfigurationAggregator } | { source: AggregatedSourceStatus }

export const configAggregator = defineSource({
  id: 'config.aggregator',
  describes: 'The aggregator of AWS Config, and from which accounts and Regions it draws how freshly.',
  scopedTo: 'organization',
  askedIn: aggregatorRegion,
  actions: ['config:DescribeConfigurationAggregators', 'config:DescribeConfigurationAggregatorSourcesStatus'],
  refreshEveryMs: HOUR_MS,
  bucket: 'config.aggregator',
  table: 'configAggregatorSource',
  after: ['organization'],

  async *collect(aws): AsyncIterable<Item> {
    const aggregator = await chooseAggregator(aws)
    yield { aggregator }
    // The largest page AWS gives.
    const input = { ConfigurationAggregatorName: aggregator.ConfigurationAggregatorName, Limit: 100 }
    for await (const page of aws.pages(
      ConfigServiceClient,
      paginateDescribeConfigurationAggregatorSourcesStatus,
      input,
    )) {
      for (const source of required(page.AggregatedSourceStatusList, 'AggregatedSourceStatusList')) {
        // The organisation itself is listed as well; it is no place.
        if (source.SourceType !== 'ORGANIZATION') yield { source }
      }
    }
  },

  normalise: (item) => ('aggregator' in item ? aggregatorRow(item.aggregator) : sourceRow(item.source)),

  usual: (item) => ('aggregator' in item ? {} : { LastUpdateStatus: item.source.LastUpdateStatus }),
})

/** The one that settings name, else the first of the whole organisation. */
async function chooseAggregator(aws: AwsAccess): Promise<ConfigurationAggregator> {
  const name = env().configAggregator
  const input = name === undefined ? { Limit: 100 } : { ConfigurationAggregatorNames: [name] }
  try {
    for await (const page of aws.pages(ConfigServiceClient, paginateDescribeConfigurationAggregators, input)) {
      const aggregators = required(page.ConfigurationAggregators, 'ConfigurationAggregators')
      const chosen = aggregators.find((aggregator) => name !== undefined || aggregator.OrganizationAggregationSource)
      if (chosen) return chosen
    }
  } catch (error) {
    throw isNoAggregator(error) ? new NotSwitchedOnError('NO_AGGREGATOR') : error
  }
  throw new NotSwitchedOnError('NO_AGGREGATOR')
}

/** AWS knows no aggregator of this name; it may have been deleted since it was listed. */
export const isNoAggregator = (error: unknown): boolean =>
  error instanceof AwsCallError && error.code === 'NoSuchConfigurationAggregatorException'

const aggregatorRow = ({ ConfigurationAggregatorName, ConfigurationAggregatorArn }: ConfigurationAggregator) => ({
  kind: 'aggregator' as const,
  name: required(ConfigurationAggregatorName, 'ConfigurationAggregatorName'),
  arn: ConfigurationAggregatorArn ?? '',
})

const sourceRow = (source: AggregatedSourceStatus) => ({
  kind: 'source' as const,
  accountId: required(source.SourceId, 'SourceId'),
  region: required(source.AwsRegion, 'AwsRegion'),
  status: source.LastUpdateStatus ?? 'UNKNOWN',
  updatedAt: instantOrNull(source.LastUpdateTime),
  errorCode: source.LastErrorCode ?? null,
  errorMessage: source.LastErrorMessage ?? null,
})
