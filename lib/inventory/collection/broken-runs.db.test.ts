import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { scheduleCollection } from '../../../worker/schedule.ts'
import { setClockOffset } from '../../core/clock.ts'
import { DAY_MS, MINUTE_MS } from '../../core/time.ts'
import { getRun } from '../../db/sql/collection/runs.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { beginInTurn } from './begin-in-turn.ts'
import { AGAIN_AND_AGAIN, noteReason } from './broken-runs.ts'
import { endInterruptedRun, endReadRun } from './end-run.ts'
import { endLapsedRuns } from './lease.ts'
import { joinOrRequestRun } from './request-run.ts'

let database: TestDatabase
let atMs = 0

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  atMs = 0
  await database.admin.query('TRUNCATE collection_run')
})
afterEach(() => setClockOffset(0))

/** A minute later: what the schedule asks for then, begun. Null when it asks for nothing. */
async function nextRun(): Promise<string | null> {
  atMs += MINUTE_MS
  setClockOffset(atMs)
  await scheduleCollection(database.worker)
  const { rows } = await database.admin.query<{ id: string }>(
    `SELECT id FROM collection_run WHERE status = 'requested'`,
  )
  const [run] = rows
  if (run === undefined) return null
  expect(await beginInTurn(database.worker, run.id, MINUTE_MS)).toBe(true)
  return run.id
}

async function breakOff(runId: string, reason: string): Promise<string | null> {
  await noteReason(database.worker, runId, new Error(reason))
  await database.admin.query('UPDATE collection_run SET lease_until = $1 WHERE id = $2', [new Date(0), runId])
  await endLapsedRuns(database.worker, { sureAfterMs: 0 })
  return (await getRun(database.worker, runId)).message
}

test('a run that broke off says the reason that its work had, not that a process ended', async () => {
  const runId = (await nextRun()) ?? ''
  expect(await breakOff(runId, 'index row size 2728 exceeds the maximum')).toBe(
    'The collection broke off: index row size 2728 exceeds the maximum.',
  )
})

test('after three that broke off for the same reason the schedule waits for the regular time, and the run says so', async () => {
  for (const row of [11, 12]) {
    const message = await breakOff((await nextRun()) ?? '', `row ${row} is too large`)
    expect(message).not.toContain(AGAIN_AND_AGAIN)
  }
  expect(await breakOff((await nextRun()) ?? '', 'row 13 is too large')).toBe(
    `The collection broke off: row 13 is too large. ${AGAIN_AND_AGAIN}`,
  )
  expect(await nextRun()).toBe(null)
  atMs += DAY_MS
  expect(await nextRun()).not.toBe(null)
})

test('somebody who asks gets a collection all the same, and one that does not break off makes the schedule whole again', async () => {
  for (const _ of [1, 2, 3]) await breakOff((await nextRun()) ?? '', 'the same')
  expect(await nextRun()).toBe(null)
  const { id } = await joinOrRequestRun(database.worker, { trigger: 'manual', sources: ['organization'] })
  expect(await beginInTurn(database.worker, id, MINUTE_MS)).toBe(true)
  await endReadRun(database.worker, id)
  expect(await nextRun()).not.toBe(null)
})

test('three that broke off for different reasons are begun again at once, as one is', async () => {
  for (const reason of ['one', 'another', 'a third']) await breakOff((await nextRun()) ?? '', reason)
  expect(await nextRun()).not.toBe(null)
})

test('a process that is killed each time counts as a reason', async () => {
  for (const _ of [1, 2, 3]) await endInterruptedRun(database.worker, (await nextRun()) ?? '', 'The process ended.')
  expect(await nextRun()).toBe(null)
})
