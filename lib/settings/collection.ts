/** What a collection reads, how fast, and how long it and its details last. */
import { z } from 'zod'
import { count, REGION_PATTERN } from './kinds.ts'

export const collectionSchema = z.object({
  STEWARD_REGIONS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((region) => region.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(REGION_PATTERN, 'must be a comma-separated list of Regions')).min(1))
    .optional(),
  /** Another aggregator of AWS Config than the one that covers most. */
  STEWARD_CONFIG_AGGREGATOR: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'must be the name of an aggregator')
    .optional(),
  /** The only Region to look for the aggregator in. */
  STEWARD_CONFIG_AGGREGATOR_REGION: z.string().regex(REGION_PATTERN, 'must be a Region').optional(),
  /** A collection ends within this time, finished or not (I4). */
  STEWARD_RUN_LIMIT_MINUTES: count(360, 1, 1_440),
  /** For how long a run keeps what it did place by place. */
  STEWARD_RUN_DETAILS_DAYS: count(30, 14, 3_650),
  /** Calls to AWS under way at once, over all accounts of one worker. */
  STEWARD_IN_FLIGHT: count(64, 1, 1_000),
  /** `none` calls a simulated AWS without regard for the rates of the real one. */
  STEWARD_AWS_PACE: z.enum(['aws', 'none'], 'must be aws or none').default('aws'),
  /** CloudWatch metrics asked for per account, Region and week; AWS charges for each. */
  STEWARD_METRICS_BUDGET: count(20_000, 0, 1_000_000),
})

export function collectionSettings(values: z.infer<typeof collectionSchema>) {
  return {
    regions: values.STEWARD_REGIONS,
    configAggregator: values.STEWARD_CONFIG_AGGREGATOR,
    configAggregatorRegion: values.STEWARD_CONFIG_AGGREGATOR_REGION,
    runLimitMinutes: values.STEWARD_RUN_LIMIT_MINUTES,
    runDetailsDays: values.STEWARD_RUN_DETAILS_DAYS,
    inFlight: values.STEWARD_IN_FLIGHT,
    awsPace: values.STEWARD_AWS_PACE,
    metricsBudget: values.STEWARD_METRICS_BUDGET,
  }
}
