import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clock } from '../../core/clock.ts'
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts'
import { beginRun, renewLease } from '../../db/sql/collection/runs.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { beginInTurn } from './begin-in-turn.ts'
import { endLapsedRuns } from './lease.ts'
import { joinOrRequestRun, requestRun } from './request-run.ts'

const SURE_AFTER = { sureAfterMs: 50 }
const LATER_MS = 60

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.admin.query('TRUNCATE collection_run'))

async function begunRun(): Promise<string> {
  const runId = await requestRun(database.worker, { trigger: 'manual' })
  await beginRun(database.worker, runId, { startedAt: clock.now(), limitMs: 3 * HOUR_MS, leaseMs: MINUTE_MS })
  return runId
}

/** As if the database's clock had jumped: what it wrote before is earlier or later by as much. */
const jump = (hours: number) =>
  database.admin.query(
    `UPDATE collection_run SET lease_until = lease_until - $1 * interval '1 hour',
    deadline_at = deadline_at - $1 * interval '1 hour'`,
    [hours],
  )
const look = () => endLapsedRuns(database.worker, SURE_AFTER)

test.each([1, -1, 26, -26])('a clock that jumps by %i hours ends no run that somebody drives (F73)', async (hours) => {
  const runId = await begunRun()
  await jump(hours)
  expect(await look()).toBe(0)
  await renewLease(database.worker, runId, MINUTE_MS)
  await wait(LATER_MS)
  expect([await look(), await look()]).toEqual([0, 0])
})

test.each([1, -1, 26, -26])('a clock that jumps by %i hours keeps no run that nobody drives (F73)', async (hours) => {
  await begunRun()
  await jump(hours)
  expect(await look()).toBe(0)
  await wait(LATER_MS)
  expect(await look()).toBe(1)
  const { rows } = await database.admin.query<{ status: string }>('SELECT status FROM collection_run')
  expect(rows[0]?.status).toMatch(/^(interrupted|partial)$/)
})

test('a lease from before the clock went back answers nobody and keeps nobody waiting (F73)', async () => {
  await begunRun()
  await jump(-1)
  const asked = await joinOrRequestRun(database.worker, { trigger: 'manual' })
  expect(asked.joined).toBe(false)
  expect(await beginInTurn(database.worker, asked.id, MINUTE_MS)).toBe(true)
})
