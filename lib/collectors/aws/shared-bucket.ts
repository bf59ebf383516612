/**
 * A bucket that all workers draw from, wherever they run: AWS counts the calls of all of them together. Tokens are
 * reserved in a store, a few at a time, and what one worker learns of the rate holds for the others.
 */
import { SECOND_MS } from '#lib/core/time'
import { type Rate, type Ticks, TokenBucket, TokenLine } from './token-bucket.ts'

/** Where the state of shared buckets is kept. */
export type PaceStore = {
  /** Reserves that many tokens. They may be used after so many milliseconds, at the rate the bucket now has. */
  reserve(bucket: string, rate: Rate, tokens: number): Promise<{ waitMs: number; perSecond: number }>
  throttled(bucket: string, rate: Rate): Promise<void>
}

/** Reserved at once: what the rate gives in this time. A faster bucket asks the store no more often than a slow one. */
const BATCH_MS = 250
/** Tokens that nobody has used by then are lost: kept, they would come on top of the rate. */
const TOKENS_KEPT_MS = BATCH_MS
/** A store that takes longer than that is not waited for. */
const STORE_LIMIT_MS = 2 * SECOND_MS
/** Without the store nobody knows how many draw: a tenth of the rate each is slower, and never faster, up to ten. */
const SHARE_WITHOUT_STORE = 0.1

export class SharedBucket extends TokenLine {
  perSecond: number
  private readonly name: string
  private readonly rate: Rate
  private readonly store: PaceStore
  private tokens = 0
  private takenAtMs = 0
  private alone: TokenBucket | null = null

  constructor(name: string, rate: Rate, store: PaceStore) {
    super()
    this.name = name
    this.rate = rate
    this.store = store
    this.perSecond = rate.startPerSecond
  }

  protected takeNow(nowMs: number): boolean {
    if (this.tokens < 1 || nowMs - this.takenAtMs > TOKENS_KEPT_MS) return false
    this.tokens -= 1
    return true
  }

  protected async token(ticks: Ticks, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.takeNow(ticks.nowMs())) return
    const most = Math.min(this.rate.burst, (this.perSecond * BATCH_MS) / SECOND_MS)
    const wanted = Math.max(1, Math.min(this.waiting, Math.floor(most)))
    const reserved = await this.reserve(wanted)
    if (reserved === null) return this.tokenAlone(ticks, signal)
    this.alone = null
    this.perSecond = reserved.perSecond
    if (reserved.waitMs > 0) await ticks.wait(reserved.waitMs, signal)
    this.tokens = wanted - 1
    this.takenAtMs = ticks.nowMs()
  }

  throttled(nowMs: number): void {
    this.tokens = 0
    this.alone?.throttled(nowMs)
    // What cannot be told now is found out again by the next throttle.
    this.store.throttled(this.name, this.rate).catch(() => {})
  }

  private async reserve(tokens: number) {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), STORE_LIMIT_MS)
      timer.unref()
    })
    const reserving = this.store.reserve(this.name, this.rate, tokens).catch(() => null)
    return Promise.race([reserving, tooLate]).finally(() => clearTimeout(timer))
  }

  private async tokenAlone(ticks: Ticks, signal: AbortSignal): Promise<void> {
    const perSecond = Math.min(this.perSecond, this.rate.startPerSecond) * SHARE_WITHOUT_STORE
    const rate = { startPerSecond: perSecond, mostPerSecond: perSecond, burst: 1 }
    if (this.alone === null) {
      this.alone = new TokenBucket(rate, ticks.nowMs())
      // Its first token is one that the others do not know of either.
      await this.alone.turn(ticks, signal)
    }
    await this.alone.turn(ticks, signal)
  }
}
