import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BucketName } from '../../collectors/aws/buckets.ts'
import { Pace, realTicks } from '../../collectors/aws/pace.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { paceStoreOf } from './shared-pace.ts'

const PLACE = { accountId: '111122223333', region: 'eu-central-1' }
/** AWS: 10 a second with a burst of 15. */
const PUBLISHED: BucketName = 'organizations.list-tags'
const HIDDEN: BucketName = 'config.aggregator'
const never = new AbortController().signal

let database: TestDatabase
let pools: pg.Pool[]

beforeAll(async () => {
  database = await createTestDatabase()
  pools = [0, 1, 2].map(() => new pg.Pool({ connectionString: database.workerUrl, max: 2 }))
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await database.drop()
})
beforeEach(() => database.admin.query('TRUNCATE aws_pace'))

/** As three workers have them, each with a pool and a memory of its own. */
const threePaces = () => pools.map((pool) => new Pace(realTicks, { store: paceStoreOf(pool) }))

test('three workers together call no faster than AWS allows one', async () => {
  const turns: number[] = []
  await Promise.all(
    threePaces().flatMap((pace) =>
      Array.from({ length: 12 }, async () => {
        await pace.turn(PUBLISHED, PLACE, never)
        turns.push(performance.now())
      }),
    ),
  )
  turns.sort((left, right) => left - right)
  const isTooFast = turns.some((from, first) =>
    turns.slice(first).some((to, count) => count + 1 > 15 + ((to - from) / 1_000) * 10),
  )
  expect(isTooFast).toBe(false)
  // And none of them is starved: 36 calls of which 12 are the burst, at 8 a second.
  expect((turns.at(-1) ?? 0) - (turns[0] ?? 0)).toBeLessThan(8_000)
})

test('what one worker learns from a throttle holds for the others, and for one that starts later', async () => {
  const [first, second, third] = threePaces()
  await first?.turn(HIDDEN, PLACE, never)
  expect(first?.perSecond(HIDDEN, PLACE)).toBe(2)
  first?.throttled(HIDDEN, PLACE)
  await expect
    .poll(async () => {
      await second?.turn(HIDDEN, PLACE, never)
      return second?.perSecond(HIDDEN, PLACE)
    })
    .toBeCloseTo(1.4)
  await third?.turn(HIDDEN, PLACE, never)
  expect(third?.perSecond(HIDDEN, PLACE)).toBeCloseTo(1.4)
})

test('a clean while makes the rate of all of them faster, up to its limit', async () => {
  const [first, second] = threePaces()
  await first?.turn(HIDDEN, PLACE, never)
  await database.admin.query(`UPDATE aws_pace SET clean_since = clean_since - interval '25 seconds'`)
  await first?.turn(HIDDEN, PLACE, never)
  await second?.turn(HIDDEN, PLACE, never)
  expect(second?.perSecond(HIDDEN, PLACE)).toBeCloseTo(3)
  await database.admin.query(`UPDATE aws_pace SET clean_since = clean_since - interval '1 day'`)
  await first?.turn(HIDDEN, PLACE, never)
  expect(first?.perSecond(HIDDEN, PLACE)).toBe(50)
})
