/**
 * Token buckets before every request. Published limits start at 80 %; unpublished ones start at 2/s, gain 0.5 after ten
 * clean seconds and lose 30 % on a throttle. One `Pace` per process, so that runs share what was learnt; where a store is
 * given, the buckets of the organisation are those of all workers.
 */
import { env } from '#lib/env'
import { BUCKETS, type BucketName, bucketKey } from './buckets.ts'
import { type PaceStore, SharedBucket } from './shared-bucket.ts'
import { rateOf, realTicks, type Ticks, TokenBucket } from './token-bucket.ts'

export { realTicks, type Ticks, waitFor } from './token-bucket.ts'

export class Pace {
  private readonly buckets = new Map<string, TokenBucket | SharedBucket>()
  private readonly ticks: Ticks
  private readonly isLimited: boolean
  private readonly store: PaceStore | undefined

  constructor(
    ticks: Ticks = realTicks,
    { isLimited = true, store }: { isLimited?: boolean; store?: PaceStore | undefined } = {},
  ) {
    this.ticks = ticks
    this.isLimited = isLimited
    this.store = store
  }

  /** Waits for this call's turn. */
  async turn(name: BucketName, place: { accountId: string; region: string }, signal: AbortSignal): Promise<void> {
    if (!this.isLimited) return signal.throwIfAborted()
    signal.throwIfAborted()
    await this.bucket(name, place).turn(this.ticks, signal)
  }

  throttled(name: BucketName, place: { accountId: string; region: string }): void {
    this.bucket(name, place).throttled(this.ticks.nowMs())
  }

  /** Calls per second that this bucket now allows itself. */
  perSecond(name: BucketName, place: { accountId: string; region: string }): number {
    return this.bucket(name, place).perSecond
  }

  private bucket(name: BucketName, place: { accountId: string; region: string }): TokenBucket | SharedBucket {
    const key = bucketKey(name, place)
    const known = this.buckets.get(key)
    if (known) return known
    const fresh = this.open(name, key)
    this.buckets.set(key, fresh)
    return fresh
  }

  private open(name: BucketName, key: string): TokenBucket | SharedBucket {
    const rate = rateOf(BUCKETS[name])
    const isShared = this.store !== undefined && BUCKETS[name].sharedBy === 'organization'
    return isShared && this.store ? new SharedBucket(key, rate, this.store) : new TokenBucket(rate, this.ticks.nowMs())
  }
}

/** What this process has learnt, shared by its runs. */
const learnt = new Pace()
const withStore = new WeakMap<PaceStore, Pace>()
/** For a simulated AWS without limits. */
const unlimited = new Pace(realTicks, { isLimited: false })

/** With a store, buckets of the organisation are shared by all who use the same one. */
export function processPace(store?: PaceStore): Pace {
  if (env().awsPace === 'none') return unlimited
  if (store === undefined) return learnt
  const known = withStore.get(store)
  if (known) return known
  const fresh = new Pace(realTicks, { store })
  withStore.set(store, fresh)
  return fresh
}
