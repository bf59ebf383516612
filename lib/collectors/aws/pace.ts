/**
 * Token buckets before every request. Published limits start at 80 %; unpublished ones start at 2/s, gain 0.5 after ten
 * clean seconds and lose 30 % on a throttle. One `Pace` per process, so that runs share what was learnt.
 */
import { SECOND_MS } from '#lib/core/time'
import { env } from '#lib/env'
import { BUCKETS, type Bucket, type BucketName, bucketKey } from './buckets.ts'

// Ours, measured: a hidden limit of ten calls a second is found within a minute, and then hit by 1 call in 500. Lower
// limits are hit more often, since half a call a second is a large step there.
const SHARE_OF_PUBLISHED = 0.8
const UNPUBLISHED_START_PER_SECOND = 2
const GAIN_PER_SECOND = 0.5
const CLEAN_MS = 10 * SECOND_MS
const LOSS_ON_THROTTLE = 0.7
const LEAST_PER_SECOND = 0.2
const UNPUBLISHED_MOST_PER_SECOND = 50

/** A token that is there but for the rounding of fractions is there. */
const ROUNDING = 1e-6

/** Time and waiting, so that tests need neither. */
export type Ticks = { nowMs(): number; wait(ms: number, signal: AbortSignal): Promise<void> }

export const realTicks: Ticks = { nowMs: () => performance.now(), wait: waitFor }

/** Resolves after a time; rejects with the signal's reason when that comes first. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** What comes of the work, or the signal's reason when that comes first. */
function unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

class TokenBucket {
  perSecond: number
  private readonly most: number
  private readonly burst: number
  private tokens: number
  private filledAtMs: number
  private cleanSinceMs: number
  private waiting = 0
  private line: Promise<void> = Promise.resolve()

  constructor({ published }: Bucket, nowMs: number) {
    this.perSecond = published ? published.perSecond * SHARE_OF_PUBLISHED : UNPUBLISHED_START_PER_SECOND
    // A published limit is the ceiling of what we may learn: 80 % of it stays ours for good.
    this.most = published ? this.perSecond : UNPUBLISHED_MOST_PER_SECOND
    this.burst = Math.max(1, published ? published.burst * SHARE_OF_PUBLISHED : UNPUBLISHED_START_PER_SECOND)
    this.tokens = this.burst
    this.filledAtMs = nowMs
    this.cleanSinceMs = nowMs
  }

  /**
   * Waits for a token, first come first served. Only the first in line waits for a time; those behind it have none yet, so
   * that what a throttle or a clean while changes holds for everybody who already waits.
   */
  async turn(ticks: Ticks, signal: AbortSignal): Promise<void> {
    if (this.waiting === 0 && this.take(ticks.nowMs()) === 0) return
    this.waiting += 1
    const turn = this.line.then(() => this.token(ticks, signal))
    this.line = turn
      .catch(() => {})
      .then(() => {
        this.waiting -= 1
      })
    await unlessStopped(turn, signal)
  }

  private async token(ticks: Ticks, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const waitMs = this.take(ticks.nowMs())
      if (waitMs === 0) return
      await ticks.wait(waitMs, signal)
    }
  }

  /** Takes a token where there is one, or tells how long it takes until there is. */
  private take(nowMs: number): number {
    this.gain(nowMs)
    this.tokens = Math.min(this.burst, this.tokens + ((nowMs - this.filledAtMs) * this.perSecond) / SECOND_MS)
    this.filledAtMs = nowMs
    if (this.tokens < 1 - ROUNDING) return ((1 - this.tokens) * SECOND_MS) / this.perSecond
    this.tokens -= 1
    return 0
  }

  throttled(nowMs: number): void {
    this.perSecond = Math.max(LEAST_PER_SECOND, this.perSecond * LOSS_ON_THROTTLE)
    this.tokens = Math.min(this.tokens, 0)
    this.filledAtMs = nowMs
    this.cleanSinceMs = nowMs
  }

  private gain(nowMs: number): void {
    const steps = Math.floor((nowMs - this.cleanSinceMs) / CLEAN_MS)
    if (steps <= 0) return
    this.cleanSinceMs += steps * CLEAN_MS
    this.perSecond = Math.min(this.most, this.perSecond + steps * GAIN_PER_SECOND)
  }
}

export class Pace {
  private readonly buckets = new Map<string, TokenBucket>()
  private readonly ticks: Ticks
  private readonly isLimited: boolean

  constructor(ticks: Ticks = realTicks, { isLimited } = { isLimited: true }) {
    this.ticks = ticks
    this.isLimited = isLimited
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

  private bucket(name: BucketName, place: { accountId: string; region: string }): TokenBucket {
    const key = bucketKey(name, place)
    const known = this.buckets.get(key)
    if (known) return known
    const fresh = new TokenBucket(BUCKETS[name], this.ticks.nowMs())
    this.buckets.set(key, fresh)
    return fresh
  }
}

/** What this process has learnt, shared by its runs. */
const learnt = new Pace()
/** For a simulated AWS without limits. */
const unlimited = new Pace(realTicks, { isLimited: false })

export function processPace(): Pace {
  return env().awsPace === 'none' ? unlimited : learnt
}
