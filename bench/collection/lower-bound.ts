/** The least time that an organisation's collection can take, from what was called: whatever is slowest sets it. */
import { availableParallelism } from 'node:os'
import { BUCKETS, type Bucket, type BucketName } from '#lib/collectors/aws/buckets'

/** Calls that share one rate: of the organisation, or of the account, or account and Region, that has most of them. */
export type PacedCalls = { bucket: BucketName; calls: number }

export type Recorded = {
  calls: number
  latencyMs: number
  inFlight: number
  /** Of the collector, which is one thread; of everything that shares the machine with it. */
  collectorCpuMs: number
  allCpuMs: number
  /** Pages of the longest listing: one comes after the other. */
  longestListing: number
  paced: readonly PacedCalls[]
}

type Rate = { perSecond: number; burst: number }

/** As the collector's buckets have it: others in the organisation call too. */
const SHARE_OF_PUBLISHED = 0.8
/** Rates that AWS does not publish: those of the simulator, which the collector has to find. */
const UNPUBLISHED: Rate = { perSecond: 5, burst: 10 }
const HIDDEN: Partial<Record<BucketName, Rate>> = { 'tagging.get-resources': { perSecond: 15, burst: 15 } }
/** Before an account's first listing: role, identity, Regions. */
const CALLS_BEFORE_LISTING = 3

function rateOf(name: BucketName): Rate {
  const { published }: Bucket = BUCKETS[name]
  if (published === null) return HIDDEN[name] ?? UNPUBLISHED
  return { perSecond: published.perSecond * SHARE_OF_PUBLISHED, burst: published.burst * SHARE_OF_PUBLISHED }
}

function pacedMs({ bucket, calls }: PacedCalls): number {
  const { perSecond, burst } = rateOf(bucket)
  return (Math.max(0, calls - burst) / perSecond) * 1_000
}

const WHOSE = { organization: '', account: ' in the busiest account', 'account-region': ' in the busiest Region' }

export type Bound = { because: string; ms: number }

/** Every bound, the largest first. */
export function lowerBounds(recorded: Recorded, cores = availableParallelism()): [Bound, ...Bound[]] {
  const { calls, latencyMs, inFlight, collectorCpuMs, allCpuMs, longestListing, paced } = recorded
  const bounds: Bound[] = [
    { because: 'CPU of the collector', ms: collectorCpuMs },
    { because: `CPU of all processes on ${cores} cores`, ms: allCpuMs / cores },
    { because: 'the longest listing', ms: (longestListing + CALLS_BEFORE_LISTING) * latencyMs },
    ...paced.map((one) => ({
      because: `the pace of ${one.bucket}${WHOSE[BUCKETS[one.bucket].sharedBy]}`,
      ms: pacedMs(one),
    })),
  ]
  const first: Bound = { because: `latency × calls ÷ ${inFlight} in flight`, ms: (latencyMs * calls) / inFlight }
  const [largest = first, ...rest] = [first, ...bounds].sort((left, right) => right.ms - left.ms)
  return [largest, ...rest]
}
