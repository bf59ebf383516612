import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { closeWorkerPool, workerPool } from './worker-pool.ts'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ workerDatabaseUrl: database.workerUrl })
})
afterAll(async () => {
  restoreEnv()
  await database.drop()
})

const COUNT = `SELECT count(*)::int AS open FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`

test('once the pool is closed the server has none of its connections left, so it may be stopped at once', async () => {
  const watcher = new pg.Client({ connectionString: database.url })
  await watcher.connect()
  try {
    const openNow = async () => (await watcher.query<{ open: number }>(COUNT)).rows[0]?.open
    const before = await openNow()
    await Promise.all(Array.from({ length: 8 }, () => workerPool().query('SELECT pg_sleep(0.05)')))
    expect(await openNow()).toBe((before ?? 0) + 8)
    await closeWorkerPool()
    expect(await openNow()).toBe(before)
  } finally {
    await watcher.end()
  }
})

test('a pool that is closed while nothing was asked of it, or twice, is no trouble', async () => {
  workerPool()
  await closeWorkerPool()
  await closeWorkerPool()
})
