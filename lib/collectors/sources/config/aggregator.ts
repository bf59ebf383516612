import {
  type AggregatedSourceStatus,
  ConfigServiceClient,
  paginateDescribeConfigurationAggregatorSourcesStatus,
} from '@aws-sdk/client-config-service'
import { HOUR_MS } from '#lib/core/time'
import { env } from '#lib/env'
import { required } from '#lib/errors'
import { defineSource } from '../../define-source.ts'
import { instantOrNull } from '../../instant.ts'
import { coverageOf, type FoundAggregator, findAggregator } from './find-aggregator.ts'

/** Where the aggregator is looked for first, by this source and by those that ask it for more. */
export const aggregatorRegion = (hubRegion: string): string => env().configAggregatorRegion ?? hubRegion

type Item = FoundAggregator | { source: AggregatedSourceStatus }

export const configAggregator = defineSource({
  id: 'config.aggregator',
  describes: 'The aggregator of AWS Config, and from which accounts and Regions it draws how freshly.',
  scopedTo: 'organization',
  askedIn: aggregatorRegion,
  actions: ['config:DescribeConfigurationAggregators', 'config:DescribeConfigurationAggregatorSourcesStatus'],
  refreshEveryMs: HOUR_MS,
  bucket: {
    DescribeConfigurationAggregators: 'config.list-aggregators',
    DescribeConfigurationAggregatorSourcesStatus: 'config.aggregator',
  },
  table: 'configAggregatorSource',
  after: ['organization'],

  async *collect(aws, known): AsyncIterable<Item> {
    const found = await findAggregator(aws, {
      accountIds: await known.accountIds(),
      regions: await known.regions(aws.accountId),
      lastRegion: (await known.aggregator())?.region ?? null,
    })
    yield found
    const { aggregator, region } = found
    const there = region === aws.region ? aws : aws.elsewhere(region)
    // The largest page AWS gives.
    const input = { ConfigurationAggregatorName: aggregator.ConfigurationAggregatorName, Limit: 100 }
    for await (const page of there.pages(
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

  normalise: (item) => ('aggregator' in item ? aggregatorRow(item) : sourceRow(item.source)),

  usual: (item) => ('aggregator' in item ? {} : { LastUpdateStatus: item.source.LastUpdateStatus }),
})

const aggregatorRow = ({ aggregator, region }: FoundAggregator) => ({
  kind: 'aggregator' as const,
  name: required(aggregator.ConfigurationAggregatorName, 'ConfigurationAggregatorName'),
  arn: aggregator.ConfigurationAggregatorArn ?? '',
  region,
  ...coverageOf(aggregator),
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
