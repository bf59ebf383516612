import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { asViewer, closeViewerDatabase, operator } from './as-viewer.ts'
import { authDatabase, closeAuthDatabase } from './auth-database.ts'
import { makePool, withClient } from './clients.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { startPgbouncer } from './testing/pgbouncer.ts'
import { type StallingProxy, startStallingProxy } from './testing/stalling-proxy.ts'
import { databaseTrouble } from './trouble.ts'

/** A quarter of an hour, or for ever, without what is tested. */
const NOTICED_WITHIN_MS = 25_000

let database: TestDatabase
let proxy: StallingProxy
let pool: pg.Pool | undefined

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  proxy = await startStallingProxy(database.url)
})
afterEach(async () => {
  await closeViewerDatabase()
  await closeAuthDatabase()
  await pool?.end()
  pool = undefined
  await proxy.close()
})

const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => databaseTrouble(error)?.kind,
  )

async function within<Result>(work: Promise<Result>): Promise<Result> {
  const begunAt = performance.now()
  const result = await work
  expect(performance.now() - begunAt).toBeLessThan(NOTICED_WITHIN_MS)
  return result
}

test('statements on connections that fell silent end as those of a database that is away, and the next ones work (F08)', async () => {
  pool = makePool(proxy.through(database.workerUrl), { max: 4 })
  const open = pool
  const held = await Promise.all([open.connect(), open.connect(), open.connect()])
  await held[0].query('BEGIN')
  const asked = held[1].query('SELECT pg_sleep(1)')
  const answer = kindOf(asked)
  for (const client of held.slice(2)) client.release()
  expect(proxy.stall()).toBe(3)
  const inTransaction = kindOf(held[0].query('SELECT 1'))
  const idle = kindOf(open.query('SELECT 1'))
  expect(await within(Promise.all([answer, inTransaction, idle]))).toEqual(['away', 'away', 'away'])
  for (const client of held.slice(0, 2)) client.release(true)
  expect(await kindOf(open.query('SELECT 1'))).toBe('done')
}, 40_000)

test('pages and sign-in on connections that fell silent are refused within their time, and then work again (F08)', async () => {
  const restore = useEnv({ webDatabaseUrl: proxy.through(database.webUrl) })
  const page = () => kindOf(asViewer(operator, (tx) => tx.account.count()))
  const signIn = () => kindOf(authDatabase().person.count())
  expect(await Promise.all([page(), signIn()])).toEqual(['done', 'done'])
  expect(proxy.stall()).toBe(2)
  const refused = await within(Promise.all([page(), signIn()]))
  expect(refused).toEqual([expect.stringMatching(/^(away|busy)$/), expect.stringMatching(/^(away|busy)$/)])
  expect(await Promise.all([page(), signIn()])).toEqual(['done', 'done'])
  restore()
}, 40_000)

test('a server that accepts and then says nothing is away, also for a command and while it is asked again (F08)', async () => {
  pool = makePool(proxy.through(database.workerUrl), { max: 2 })
  const client = await pool.connect()
  proxy.stall({ newOnes: true })
  const url = proxy.through(database.workerUrl)
  const asked = [kindOf(client.query('SELECT 1')), kindOf(withClient(url, async () => {}, { connectTimeoutMs: 2_000 }))]
  expect(await within(Promise.all(asked))).toEqual(['away', 'away'])
  client.release(true)
}, 40_000)

test('a statement that takes long is left alone, with a pooler in between and without', async () => {
  const pooler = await startPgbouncer('session', [database.workerUrl])
  const pools = [database.workerUrl, pooler.through(database.workerUrl)].map((url) => makePool(url, { max: 2 }))
  const asked = pools.map((open) => kindOf(open.query('SELECT pg_sleep(11)')))
  expect(await Promise.all(asked)).toEqual(['done', 'done'])
  await Promise.all(pools.map((open) => open.end()))
  await pooler.stop()
}, 40_000)
