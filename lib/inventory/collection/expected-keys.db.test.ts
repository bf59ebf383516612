import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSource } from '../../collectors/all-sources.ts'
import { clock } from '../../core/clock.ts'
import { DAY_MS, HOUR_MS } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { required } from '../../errors.ts'
import type { Collection } from './collection.ts'
import { dueIn } from './expected-keys.ts'

const ACCOUNT = '111111111111'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const ago = (ms: number): Date => new Date(clock.now().getTime() - ms)

test.each([
  ['complete an hour ago waits', 'complete', HOUR_MS, false],
  ['complete a day ago is read', 'complete', DAY_MS, true],
  ['where AWS Config did not record an hour ago waits', 'disabled', HOUR_MS, false],
  ['where it did not record a day ago is asked for again', 'disabled', DAY_MS, true],
  ['without a support plan an hour ago waits', 'not_entitled', HOUR_MS, false],
  ['that failed an hour ago is read', 'failed', HOUR_MS, true],
  ['that an hour ago waited for what it builds on is read', 'skipped', HOUR_MS, true],
])('in a scheduled run, a daily scope %s', async (_, status, ageMs, expected) => {
  const region = `region-of-${status}-${ageMs}`
  const at = ago(ageMs)
  await database.admin.query(
    `INSERT INTO scope (account_id, source, region, status, since, last_attempt_at, last_complete_at)
     VALUES ($1, 'config.compliance', $2, $3, $4, $4, $4)`,
    [ACCOUNT, region, status, at],
  )
  // The parts of a collection that tell what is due.
  const collection = { pool: database.worker, run: { readsAll: false } } as unknown as Collection
  const isDue = await dueIn(collection, ACCOUNT)
  const source = required(findSource('config.compliance'), 'source')
  expect(isDue({ accountId: ACCOUNT, source: source.id, region }, source)).toBe(expected)
})
