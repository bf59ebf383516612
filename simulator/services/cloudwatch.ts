/** Amazon CloudWatch: GetMetricData for the invocations of Lambda functions, by day or any longer or shorter period. */
import { addDays, DAY_MS, type Day, HOUR_MS, MINUTE_MS, startOfDay } from '#lib/core/time'
import { awsJson } from '../protocols/aws-json.ts'
import { rpcCbor } from '../protocols/rpc-cbor.ts'
import { AwsError, type Parameters } from '../protocols/wire.ts'
import type { LambdaFunction } from '../world/functions.ts'
import { daysWithCalls } from '../world/traffic.ts'
import type { Call, Service } from './service.ts'

const QUERIES_MAX = 500
/** Values on a page, whether or not there are that many. */
const POINTS_MAX = 100_800
/** CloudWatch forgets a day's figures after 455 days. */
const RETENTION_DAYS = 455

export const cloudwatch: Service = {
  name: 'cloudwatch',
  signedAs: 'monitoring',
  protocols: [
    rpcCbor('GraniteServiceVersion20100801'),
    awsJson({
      version: '1.0',
      targetPrefix: 'GraniteServiceVersion20100801',
      messageKey: 'message',
      queryErrors: true,
    }),
  ],
  operations: {
    GetMetricData: {
      action: 'cloudwatch:GetMetricData',
      listing: {
        items: 'MetricDataResults',
        tokenIn: 'NextToken',
        tokenOut: 'NextToken',
        sizeParameter: null,
        pageSizeMax: QUERIES_MAX,
        pageSizeFor: metricsOnPage,
      },
      answer: (call) => ({ MetricDataResults: getMetricData(call), Messages: [] }),
    },
  },
}

type Query = {
  id: string
  label: string
  period: number
  dimensions: Readonly<Record<string, string>>
  isInvocations: boolean
}
type Window = { from: Date; to: Date; newestFirst: boolean }

function getMetricData(call: Call) {
  const queries = call.parameters.MetricDataQueries
  if (!Array.isArray(queries) || queries.length === 0) throw invalid('The parameter MetricDataQueries is required.')
  if (queries.length > QUERIES_MAX) {
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${QUERIES_MAX}.`)
  }
  const window = windowOf(call)
  const parsed = queries.map((query: Parameters) => parseQuery(query))
  if (new Set(parsed.map(({ id }) => id)).size < parsed.length) {
    throw invalid('The values for parameter id in MetricDataQueries are not unique.')
  }
  return parsed.map((query) => ({
    Id: query.id,
    Label: query.label,
    ...pointsOf(query, window, call),
    StatusCode: 'Complete',
  }))
}

function parseQuery({ Id: id, Label: label, MetricStat: stat }: Parameters): Query {
  if (typeof id !== 'string' || !/^[a-z]\w*$/.test(id)) {
    throw invalid(
      `The value ${id} for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    )
  }
  // The parts of a query are structures; a missing one reads as empty and matches no metric.
  const { Metric: metric = {}, Period: period, Stat: statistic } = (stat ?? {}) as Parameters
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions } = metric as Parameters
  const pairs = Array.isArray(dimensions)
    ? dimensions.map(({ Name, Value }) => [String(Name), String(Value)] as const)
    : []
  if (typeof period !== 'number' || period <= 0 || period % 60 !== 0) {
    throw invalid(`Period must be a multiple of 60, got ${period}.`)
  }
  return {
    id,
    label:
      typeof label === 'string'
        ? label
        : pairs
            .map(([, value]) => value)
            .concat('Invocations')
            .join(' '),
    period,
    dimensions: Object.fromEntries(pairs),
    isInvocations: namespace === 'AWS/Lambda' && name === 'Invocations' && statistic === 'Sum',
  }
}

function windowOf({ parameters, now }: Call): Window {
  const from = instantOf(parameters.StartTime)
  const to = instantOf(parameters.EndTime)
  if (!from || !to) throw invalid('The parameters StartTime and EndTime are required.')
  if (from >= to) throw invalid('The parameter StartTime must be less than the parameter EndTime.')
  return { from: roundedDown(from, now), to, newestFirst: parameters.ScanBy !== 'TimestampAscending' }
}

function metricsOnPage(call: Call): number {
  const { from, to } = windowOf(call)
  const [first] = Array.isArray(call.parameters.MetricDataQueries) ? call.parameters.MetricDataQueries : []
  const points = Math.ceil((to.getTime() - from.getTime()) / (parseQuery(first).period * 1_000))
  return Math.max(1, Math.min(QUERIES_MAX, Math.floor(POINTS_MAX / points)))
}

/** JSON carries seconds, CBOR the same under a tag. */
function instantOf(value: unknown): Date | null {
  if (typeof value === 'object' && value !== null && 'value' in value) return instantOf(value.value)
  return typeof value === 'number' ? new Date(value * 1_000) : null
}

/** The further back, the coarser CloudWatch takes the start: by the minute, by five, by the hour. Periods count from there. */
function roundedDown(from: Date, now: Date): Date {
  const ageDays = (now.getTime() - from.getTime()) / DAY_MS
  const step = ageDays > 63 ? HOUR_MS : ageDays > 15 ? 5 * MINUTE_MS : MINUTE_MS
  return new Date(Math.floor(from.getTime() / step) * step)
}

function pointsOf(query: Query, { from, to, newestFirst }: Window, call: Call) {
  const lambda = call.day.findFunction(call.account, call.region, query.dimensions.FunctionName ?? '')
  const isAsked = lambda && query.isInvocations && isCounted(lambda, query)
  const sums = new Map<number, number>()
  for (const day of isAsked ? startsOf(lambda, from, to, call.day.today) : []) {
    const periodMs = query.period * 1_000
    const start = from.getTime() + Math.floor((day - from.getTime()) / periodMs) * periodMs
    sums.set(start, (sums.get(start) ?? 0) + (lambda?.traffic.callsPerDay ?? 0))
  }
  const points = newestFirst ? [...sums].reverse() : [...sums]
  return { Timestamps: points.map(([start]) => new Date(start)), Values: points.map(([, value]) => value) }
}

/** Calls are counted under the function alone, and under the function with the resource that was called. */
function isCounted({ name, traffic }: LambdaFunction, { dimensions }: Query): boolean {
  const { FunctionName: _, Resource: resource, ...others } = dimensions
  if (traffic.qualifier === null || Object.keys(others).length > 0) return false
  return resource === undefined || resource === (traffic.qualifier === '' ? name : `${name}:${traffic.qualifier}`)
}

/** Calls come at the first moment of a day, so that whether today counts does not depend on the hour. */
function startsOf({ traffic }: LambdaFunction, from: Date, to: Date, today: Day): readonly number[] {
  const oldest = startOfDay(addDays(today, -RETENTION_DAYS)).getTime()
  const newest = startOfDay(today).getTime()
  return daysWithCalls(traffic, Math.max(from.getTime(), oldest), Math.min(to.getTime() - 1, newest))
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message)
}
