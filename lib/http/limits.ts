/** How much one person, or one address that nobody has signed in from, may ask for in a minute (T23). */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { MINUTE_MS, SECOND_MS } from '../core/time.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'

/**
 * Shares of `STEWARD_REQUESTS_PER_MINUTE`. An open page asks a few times a minute; signing in is a guess at an identity
 * until it has succeeded.
 */
const SHARES = { read: 1, change: 1 / 5, export: 1 / 20, anyone: 1 / 10 } as const

export type LimitedUse = keyof typeof SHARES

const holder = globalThis as typeof globalThis & { stewardLimits?: Map<LimitedUse, RateLimiterMemory> }

/**
 * Counts one use by `who`. Throws `AppError('limited')` when there were too many, with the seconds until the next may
 * pass. Each process counts for itself: with several webs a person has the limit at each of them.
 */
export async function countUse(use: LimitedUse, who: string): Promise<void> {
  try {
    await limiterOf(use).consume(who)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterS = Math.max(1, Math.ceil(refusal.msBeforeNext / SECOND_MS))
    throw new AppError(
      'limited',
      `These were too many requests within a minute. Wait ${retryAfterS} seconds, then try again.`,
      { retryAfterS },
    )
  }
}

function limiterOf(use: LimitedUse): RateLimiterMemory {
  holder.stewardLimits ??= new Map()
  const known = holder.stewardLimits.get(use)
  if (known) return known
  const points = Math.max(1, Math.round(env().requestsPerMinute * SHARES[use]))
  const limiter = new RateLimiterMemory({ points, duration: MINUTE_MS / SECOND_MS })
  holder.stewardLimits.set(use, limiter)
  return limiter
}

/**
 * The address that a request came from. Behind a proxy of ours it is the last one that the proxy added, since whoever asks
 * can write anything before it; else it is the one that the server put there.
 */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}

/** For tests: as if nobody had asked for anything. */
export function forgetUses(): void {
  holder.stewardLimits = undefined
}
