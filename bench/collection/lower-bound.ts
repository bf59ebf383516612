/** The least time that an organisation's collection can take, from what was called: whatever is slowest sets it. */
import { availableParallelism } from 'node:os'

export type Recorded = {
  calls: number
  latencyMs: number
  inFlight: number
  /** Of the collector, which is one thread; of everything that shares the machine with it. */
  collectorCpuMs: number
  allCpuMs: number
  assumedRoles: number
  /** Most Lambda calls of one account and Region, which share one published rate. */
  lambdaCallsMost: number
  /** Pages of the longest listing: one comes after the other. */
  longestListing: number
  /** Tags are asked for account by account, at the rate of the organisation. */
  tagCalls: number
}

// 80 % of what AWS publishes, and the burst that goes ahead of it: as the collector's buckets have it.
const STS = { perSecond: 480, burst: 480 }
const LAMBDA = { perSecond: 12, burst: 12 }
const TAGS = { perSecond: 8, burst: 12 }
/** Before an account's first listing: role, identity, Regions. */
const CALLS_BEFORE_LISTING = 3

const pacedMs = (calls: number, { perSecond, burst }: typeof STS): number =>
  (Math.max(0, calls - burst) / perSecond) * 1_000

export type Bound = { because: string; ms: number }

/** Every bound, the largest first. */
export function lowerBounds(recorded: Recorded, cores = availableParallelism()): [Bound, ...Bound[]] {
  const { calls, latencyMs, inFlight, collectorCpuMs, allCpuMs } = recorded
  const bounds: Bound[] = [
    { because: 'CPU of the collector', ms: collectorCpuMs },
    { because: `CPU of all processes on ${cores} cores`, ms: allCpuMs / cores },
    { because: 'the pace of STS', ms: pacedMs(recorded.assumedRoles, STS) },
    { because: 'the pace of Lambda in the busiest Region', ms: pacedMs(recorded.lambdaCallsMost, LAMBDA) },
    { because: 'the longest listing', ms: (recorded.longestListing + CALLS_BEFORE_LISTING) * latencyMs },
    { because: 'the pace of account tags', ms: pacedMs(recorded.tagCalls, TAGS) },
  ]
  const first: Bound = { because: `latency × calls ÷ ${inFlight} in flight`, ms: (latencyMs * calls) / inFlight }
  const [largest = first, ...rest] = [first, ...bounds].sort((left, right) => right.ms - left.ms)
  return [largest, ...rest]
}
