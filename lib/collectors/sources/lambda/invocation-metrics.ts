/** The last day with invocations of many functions and versions, from CloudWatch. */
import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from '@aws-sdk/client-cloudwatch'
import { addDays, DAY_MS, type Day, dayOf, SECOND_MS, startOfDay } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { ShortfallError } from '../../aws/call-error.ts'

/** CloudWatch keeps daily values for 455 days (CloudWatch user guide, metrics retention). */
const KEPT_DAYS = 455
/** 220 metrics of 455 days are 100,100 values: just under the 100,800 that fit one page, so that a call is one page. */
const METRICS_PER_CALL = 220

/** One metric: a whole function's, or one resource's, `name:VERSION` or `name:ALIAS`. */
export type Metric = { functionName: string; resource: string | null }

export type LastInvocation = { state: 'seen'; lastInvokedOn: Day } | { state: 'none' | 'unknown'; lastInvokedOn: null }

/** One answer per metric, in their order. What CloudWatch could not complete is `unknown`, and the reading partial. */
export async function* lastInvocations(
  aws: AwsAccess,
  metrics: readonly Metric[],
  today: Day,
): AsyncIterable<LastInvocation> {
  for (let from = 0; from < metrics.length; from += METRICS_PER_CALL) {
    yield* await askOnce(aws, metrics.slice(from, from + METRICS_PER_CALL), today)
  }
}

async function askOnce(aws: AwsAccess, metrics: readonly Metric[], today: Day): Promise<LastInvocation[]> {
  const found = metrics.map((): { lastInvokedOn: Day | null; isComplete: boolean } => ({
    lastInvokedOn: null,
    isComplete: false,
  }))
  const input = {
    MetricDataQueries: metrics.map(query),
    StartTime: startOfDay(addDays(today, -KEPT_DAYS)),
    EndTime: startOfDay(addDays(today, 1)),
    ScanBy: 'TimestampDescending' as const,
  }
  for await (const page of aws.pages(CloudWatchClient, paginateGetMetricData, input)) {
    for (const result of required(page.MetricDataResults, 'MetricDataResults')) {
      if (result.Id === undefined) aws.passOver(nameless())
      const entry = found[indexOf(result.Id ?? '')]
      if (!entry) continue
      // The same metric may go on in the next page; only its last part says that it is complete.
      entry.isComplete = result.StatusCode === 'Complete'
      entry.lastInvokedOn = later(entry.lastInvokedOn, lastDay(result.Timestamps ?? [], result.Values ?? []))
    }
  }
  if (found.some(({ isComplete }) => !isComplete)) aws.passOver(incomplete(found.filter((f) => !f.isComplete).length))
  return found.map(({ lastInvokedOn, isComplete }): LastInvocation => {
    if (!isComplete) return { state: 'unknown', lastInvokedOn: null }
    return lastInvokedOn === null ? { state: 'none', lastInvokedOn: null } : { state: 'seen', lastInvokedOn }
  })
}

function query({ functionName, resource }: Metric, index: number): MetricDataQuery {
  const dimensions = [{ Name: 'FunctionName', Value: functionName }]
  if (resource !== null) dimensions.push({ Name: 'Resource', Value: resource })
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: { Namespace: 'AWS/Lambda', MetricName: 'Invocations', Dimensions: dimensions },
      Period: DAY_MS / SECOND_MS,
      Stat: 'Sum',
    },
  }
}

const indexOf = (id: string): number => Number(id.slice(1))

function lastDay(timestamps: readonly Date[], values: readonly number[]): Day | null {
  return timestamps.reduce<Day | null>(
    (last, timestamp, index) => ((values[index] ?? 0) > 0 ? later(last, dayOf(timestamp)) : last),
    null,
  )
}

const later = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b > a) ? b : a)

function nameless(): ShortfallError {
  return new ShortfallError(
    'MISSING_FIELD',
    'CloudWatch did not say which metric a result belongs to.',
    'The next collection asks again.',
  )
}

function incomplete(count: number): ShortfallError {
  return new ShortfallError(
    'FAILED_SET',
    `CloudWatch did not complete ${count} ${count === 1 ? 'metric' : 'metrics'}: whether those versions were invoked is unknown.`,
    'The next collection asks again.',
  )
}
