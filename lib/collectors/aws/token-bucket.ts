import { SECOND_MS } from '#lib/core/time'
import type { Bucket } from './buckets.ts'

// Ours, measured: a hidden limit of ten calls a second is found within a minute, and then hit by 1 call in 500. Lower
// limits are hit more often, since half a call a second is a large step there.
const SHARE_OF_PUBLISHED = 0.8
const UNPUBLISHED_START_PER_SECOND = 2
const UNPUBLISHED_MOST_PER_SECOND = 50
export const LEARNING = {
  gainPerSecond: 0.5,
  cleanMs: 10 * SECOND_MS,
  lossOnThrottle: 0.7,
  leastPerSecond: 0.2,
} as const

/** How a bucket begins, and the most that it may learn. */
export type Rate = { startPerSecond: number; mostPerSecond: number; burst: number }

export function rateOf({ published }: Bucket): Rate {
  const startPerSecond = published ? published.perSecond * SHARE_OF_PUBLISHED : UNPUBLISHED_START_PER_SECOND
  return {
    startPerSecond,
    // A published limit is the ceiling of what we may learn: 80 % of it stays ours for good.
    mostPerSecond: published ? startPerSecond : UNPUBLISHED_MOST_PER_SECOND,
    burst: Math.max(1, published ? published.burst * SHARE_OF_PUBLISHED : UNPUBLISHED_START_PER_SECOND),
  }
}

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

/** Tokens, first come first served. */
export abstract class TokenLine {
  protected waiting = 0
  private line: Promise<void> = Promise.resolve()

  /** Takes a token that is there now. */
  protected abstract takeNow(nowMs: number): boolean
  /** Waits until there is one, and takes it. */
  protected abstract token(ticks: Ticks, signal: AbortSignal): Promise<void>

  /**
   * Waits for a token. Only the first in line waits for a time; those behind it have none yet, so that what a throttle or a
   * clean while changes holds for everybody who already waits.
   */
  async turn(ticks: Ticks, signal: AbortSignal): Promise<void> {
    if (this.waiting === 0 && this.takeNow(ticks.nowMs())) return
    this.waiting += 1
    const turn = this.line.then(() => this.token(ticks, signal))
    this.line = turn
      .catch(() => {})
      .then(() => {
        this.waiting -= 1
      })
    await unlessStopped(turn, signal)
  }
}

/** A bucket of this process alone. */
export class TokenBucket extends TokenLine {
  perSecond: number
  private readonly rate: Rate
  private tokens: number
  private filledAtMs: number
  private cleanSinceMs: number

  constructor(rate: Rate, nowMs: number) {
    super()
    this.rate = rate
    this.perSecond = rate.startPerSecond
    this.tokens = rate.burst
    this.filledAtMs = nowMs
    this.cleanSinceMs = nowMs
  }

  protected takeNow(nowMs: number): boolean {
    return this.take(nowMs) === 0
  }

  protected async token(ticks: Ticks, signal: AbortSignal): Promise<void> {
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
    const filled = ((nowMs - this.filledAtMs) * this.perSecond) / SECOND_MS
    this.tokens = Math.min(this.rate.burst, this.tokens + filled)
    this.filledAtMs = nowMs
    if (this.tokens < 1 - ROUNDING) return ((1 - this.tokens) * SECOND_MS) / this.perSecond
    this.tokens -= 1
    return 0
  }

  throttled(nowMs: number): void {
    this.perSecond = Math.max(LEARNING.leastPerSecond, this.perSecond * LEARNING.lossOnThrottle)
    this.tokens = Math.min(this.tokens, 0)
    this.filledAtMs = nowMs
    this.cleanSinceMs = nowMs
  }

  private gain(nowMs: number): void {
    const steps = Math.floor((nowMs - this.cleanSinceMs) / LEARNING.cleanMs)
    if (steps <= 0) return
    this.cleanSinceMs += steps * LEARNING.cleanMs
    this.perSecond = Math.min(this.rate.mostPerSecond, this.perSecond + steps * LEARNING.gainPerSecond)
  }
}
