import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Pace, type Ticks } from './pace.ts'

const PLACE = { accountId: '111122223333', region: 'eu-central-1' }
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

test('a published rate is never exceeded, over any stretch of time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 30, maxLength: 80 }), async (gapsMs) => {
      const ticks = still()
      const pace = new Pace(ticks)
      const turns: number[] = []
      for (const gapMs of gapsMs) {
        ticks.atMs += gapMs
        await pace.turn('lambda.control-plane', PLACE, never)
        turns.push(ticks.atMs)
      }
      // AWS: 15 a second with a second of burst. Between any two turns there are at most that many.
      const isTooFast = turns.some((from, first) =>
        turns.slice(first).some((to, count) => count + 1 > 15 + ((to - from) / 1_000) * 15),
      )
      expect(isTooFast).toBe(false)
    }),
  )
})

test('steady callers get 80 % of what AWS publishes', async () => {
  const ticks = still()
  const pace = new Pace(ticks)
  for (let call = 0; call < 1_212; call += 1) await pace.turn('lambda.control-plane', PLACE, never)
  expect(1_200 / (ticks.atMs / 1_000)).toBeCloseTo(12, 0)
})

test('accounts and Regions do not share the bucket of an account and Region', async () => {
  const ticks = still()
  const pace = new Pace(ticks)
  for (let call = 0; call < 12; call += 1) {
    await pace.turn('lambda.control-plane', PLACE, never)
    await pace.turn('lambda.control-plane', { ...PLACE, region: 'us-east-1' }, never)
    await pace.turn('lambda.control-plane', { ...PLACE, accountId: '444455556666' }, never)
  }
  expect(ticks.atMs).toBe(0)
})

test('an unpublished rate starts at two a second, gains while it is clean and loses on a throttle', async () => {
  const ticks = still()
  const pace = new Pace(ticks)
  const perSecond = async () => {
    await pace.turn('tagging.get-resources', PLACE, never)
    return pace.perSecond('tagging.get-resources', PLACE)
  }
  expect(await perSecond()).toBe(2)
  ticks.atMs += 10_000
  expect(await perSecond()).toBe(2.5)
  pace.throttled('tagging.get-resources', PLACE)
  expect(pace.perSecond('tagging.get-resources', PLACE)).toBeCloseTo(1.75)
  ticks.atMs += 9_000
  expect(await perSecond()).toBeCloseTo(1.75)
  ticks.atMs += 1_500
  expect(await perSecond()).toBeCloseTo(2.25)
})

test('many who wait together go at the rate of the moment, not at the one they came at', async () => {
  const ticks = still()
  const pace = new Pace(ticks)
  const bucket = 'config.aggregator'
  await Promise.all(Array.from({ length: 102 }, () => pace.turn(bucket, PLACE, never)))
  // Two at once, then 2 a second for ten seconds, 2.5 for ten more, and so on: a fixed rate of 2 would take 50 seconds.
  expect(ticks.atMs / 1_000).toBeCloseTo(37, 0)

  const waiting = Promise.all(Array.from({ length: 20 }, () => pace.turn(bucket, PLACE, never)))
  pace.throttled(bucket, PLACE)
  const startedAtMs = ticks.atMs
  const perSecond = pace.perSecond(bucket, PLACE)
  await waiting
  expect((ticks.atMs - startedAtMs) / 1_000).toBeGreaterThan(19 / (perSecond + 0.5))
})

test('a hidden limit is found: after a minute of learning, throttles are rare', async () => {
  const ticks = still()
  const pace = new Pace(ticks)
  const LIMIT = 10
  let tokens = LIMIT
  let filledAtMs = 0
  let calls = 0
  let throttles = 0
  while (ticks.atMs < 3_600_000) {
    await pace.turn('tagging.get-resources', PLACE, never)
    tokens = Math.min(LIMIT, tokens + ((ticks.atMs - filledAtMs) / 1_000) * LIMIT) - 1
    filledAtMs = ticks.atMs
    const isThrottled = tokens < 0
    if (isThrottled) {
      tokens += 1
      pace.throttled('tagging.get-resources', PLACE)
    }
    if (ticks.atMs < 60_000) continue
    calls += 1
    if (isThrottled) throttles += 1
  }
  expect(throttles / calls).toBeLessThan(0.005)
  expect(calls / 3_540).toBeGreaterThan(LIMIT * 0.7)
})

test('waiting ends at once when the run is stopped, also far down the line, and others go on', async () => {
  const others = new Pace()
  const theirs = Array.from({ length: 2 }, () => others.turn('organizations.list-roots', PLACE, never))
  const given = new AbortController()
  const behind = others.turn('organizations.list-roots', PLACE, given.signal)
  given.abort(new Error('stopped'))
  await expect(behind).rejects.toThrow('stopped')
  await Promise.all(theirs)
})

test('waiting ends at once when the run is stopped, and the turn goes to somebody else', async () => {
  const pace = new Pace()
  const stop = new AbortController()
  for (let call = 0; call < 1; call += 1) await pace.turn('organizations.list-roots', PLACE, stop.signal)
  const waiting = pace.turn('organizations.list-roots', PLACE, stop.signal)
  stop.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
})
