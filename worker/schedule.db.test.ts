import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { allSources } from '#lib/collectors/all-sources'
import { clock, setClockOffset } from '#lib/core/clock'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/time'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { joinOrRequestRun } from '#lib/inventory/collection/request-run'
import { scheduleCollection } from './schedule.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.admin.query('TRUNCATE collection_run'))
afterEach(() => setClockOffset(0))

const runs = async () =>
  (
    await database.admin.query<{ trigger: string; sources: string[] }>(
      'SELECT trigger, sources FROM collection_run ORDER BY requested_at',
    )
  ).rows
const endAll = () => database.admin.query(`UPDATE collection_run SET status = 'complete'`)

test('the first collection of all is due at once, and of everything', async () => {
  await scheduleCollection(database.worker)
  expect(await runs()).toEqual([{ trigger: 'schedule', sources: [] }])
})

test('two schedulers at the same moment make one run (F55)', async () => {
  await Promise.all(Array.from({ length: 6 }, () => scheduleCollection(database.worker)))
  expect(await runs()).toHaveLength(1)
})

test('while a collection is wanted or under way, none is scheduled', async () => {
  await scheduleCollection(database.worker)
  setClockOffset(2 * DAY_MS)
  await scheduleCollection(database.worker)
  expect(await runs()).toHaveLength(1)
})

test('a start and the schedule of its worker make one run of everything, whichever is first', async () => {
  await Promise.all([joinOrRequestRun(database.worker, { trigger: 'start' }), scheduleCollection(database.worker)])
  expect(await runs()).toHaveLength(1)

  await endAll()
  await scheduleCollection(database.worker)
  await joinOrRequestRun(database.worker, { trigger: 'start' })
  expect((await runs()).map(({ trigger }) => trigger)).toContain('start')
  await joinOrRequestRun(database.worker, { trigger: 'start' })
  expect(await runs()).toHaveLength(2)
})

test('a start does not take a collection of one account for its own', async () => {
  await database.admin.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at)
     VALUES (gen_random_uuid(), 'manual', 'running', '{}', '{111111111111}', '{}', $1)`,
    [clock.now()],
  )
  await joinOrRequestRun(database.worker, { trigger: 'start' })
  expect(await runs()).toHaveLength(2)
})

test('each source is due again when its reading is as old as it declares, and not before', async () => {
  await scheduleCollection(database.worker)
  await endAll()
  setClockOffset(HOUR_MS - MINUTE_MS)
  await scheduleCollection(database.worker)
  expect(await runs()).toHaveLength(1)

  setClockOffset(DAY_MS + MINUTE_MS)
  await scheduleCollection(database.worker)
  const [, next] = await runs()
  expect(next?.sources).toEqual(allSources.filter(({ refreshEveryMs }) => refreshEveryMs <= DAY_MS).map(({ id }) => id))
})

test('a collection of one account does not put off that of the organisation', async () => {
  await database.admin.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at)
     VALUES (gen_random_uuid(), 'manual', 'complete', '{}', '{111111111111}', '{}', $1)`,
    [clock.now()],
  )
  await scheduleCollection(database.worker)
  expect(await runs()).toHaveLength(2)
})
