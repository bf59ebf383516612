import { expect, test } from 'vitest'
import { Pace } from './pace.ts'
import type { PaceStore } from './shared-bucket.ts'
import type { Ticks } from './token-bucket.ts'

const PLACE = { accountId: '111122223333', region: 'eu-central-1' }
const BUCKET = 'organizations.list-accounts'
const never = new AbortController().signal

/** A clock that only waiting moves. */
function still(): Ticks & { atMs: number } {
  return {
    atMs: 0,
    nowMs() {
      return this.atMs
    },
    async wait(ms) {
      this.atMs += ms
    },
  }
}

const away: PaceStore = {
  reserve: () => Promise.reject(new Error('the database does not answer')),
  throttled: () => Promise.reject(new Error('the database does not answer')),
}

test('without its store a worker calls at a tenth of the rate: up to ten of them are no faster than one', async () => {
  const ticks = still()
  const pace = new Pace(ticks, { store: away })
  const calls = 24
  for (let call = 0; call < calls; call++) await pace.turn(BUCKET, PLACE, never)
  // AWS: 8 a second, of which 6.4 are ours. Ten such workers stay below it.
  expect((10 * calls) / (ticks.atMs / 1_000)).toBeLessThan(6.41)
  expect((10 * calls) / (ticks.atMs / 1_000)).toBeGreaterThan(5)
  expect(() => pace.throttled(BUCKET, PLACE)).not.toThrow()
})

test('a store that answers again is asked again, and the rate is the shared one', async () => {
  const ticks = still()
  let isAway = true
  const store: PaceStore = {
    reserve: async () => {
      if (isAway) throw new Error('away')
      return { waitMs: 100, perSecond: 6.4 }
    },
    throttled: async () => {},
  }
  const pace = new Pace(ticks, { store })
  await pace.turn(BUCKET, PLACE, never)
  isAway = false
  const before = ticks.atMs
  await pace.turn(BUCKET, PLACE, never)
  expect(ticks.atMs - before).toBe(100)
  expect(pace.perSecond(BUCKET, PLACE)).toBe(6.4)
})

test('buckets of one account and Region need no store', async () => {
  const ticks = still()
  const pace = new Pace(ticks, { store: away })
  for (let call = 0; call < 12; call++) await pace.turn('lambda.control-plane', PLACE, never)
  expect(ticks.atMs).toBe(0)
})

test('a store that never answers is not waited for', async () => {
  const silent: PaceStore = { reserve: () => new Promise(() => {}), throttled: async () => {} }
  const ticks = still()
  await new Pace(ticks, { store: silent }).turn(BUCKET, PLACE, never)
  expect(ticks.atMs).toBeGreaterThan(1_000)
})
