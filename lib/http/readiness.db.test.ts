import { createServer, type Server } from 'node:net'
import { NextRequest } from 'next/server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { GET as live } from '../../app/api/health/live/route.ts'
import { GET as ready } from '../../app/api/health/ready/route.ts'
import { closeViewerDatabase, operator } from '../db/as-viewer.ts'
import { closeAuthDatabase } from '../db/auth-database.ts'
import { notePastComplete } from '../db/sql/readiness/note-past-complete.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { getFreshness } from '../domains/session/queries.ts'
import { useEnv } from '../env.ts'

let database: TestDatabase
let restore: () => void

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => useDatabase(database.webUrl))
afterEach(async () => {
  restore()
  await Promise.all([closeAuthDatabase(), closeViewerDatabase()])
})
afterAll(() => database.drop())

function useDatabase(webDatabaseUrl: string): void {
  Object.assign(globalThis, { stewardReadiness: undefined })
  restore = useEnv({ webDatabaseUrl, databaseUrl: undefined })
}

async function ask(probe: typeof ready) {
  const context = { params: Promise.resolve({}) }
  const response = await probe(new NextRequest('http://127.0.0.1/api/health'), context)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return { status: response.status, body: await response.json() }
}

test('a demo is filling until its past is complete: its pages say so, and then it is ready', async () => {
  expect(await ask(ready)).toMatchObject({ status: 503, body: { status: 'filling' } })
  expect(await getFreshness(operator)).toMatchObject({ filling: true })
  await notePastComplete(database.worker)
  Object.assign(globalThis, { stewardReadiness: undefined })
  expect(await ask(ready)).toEqual({ status: 200, body: { status: 'ready', reasons: [] } })
  expect(await getFreshness(operator)).toMatchObject({ filling: false })
})

test('without its database it lives, and is not ready, for a reason in words that names no secret', async () => {
  restore()
  useDatabase('postgresql://web:hunter2@127.0.0.1:1/steward')
  expect(await ask(live)).toEqual({ status: 200, body: { status: 'live' } })
  const { status, body } = await ask(ready)
  expect([status, body.status]).toEqual([503, 'unavailable'])
  expect(JSON.stringify(body)).not.toMatch(/hunter2|127\.0\.0\.1|undefined/)
  expect(body.reasons).toEqual([expect.stringMatching(/database.*\./)])
})

test('a database that takes the connection and says nothing is waited for no longer than three seconds', async () => {
  const mute = await new Promise<Server>((resolve) => {
    const server = createServer(() => {}).listen(0, '127.0.0.1', () => resolve(server))
  })
  restore()
  useDatabase(`postgresql://web:x@127.0.0.1:${(mute.address() as { port: number }).port}/steward`)
  const startedAt = performance.now()
  expect(await ask(ready)).toMatchObject({ status: 503, body: { reasons: [expect.stringContaining('3 seconds')] } })
  expect(performance.now() - startedAt).toBeLessThan(6_000)
  mute.close()
})

test('asked often, the database is asked once a second', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(ready)))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  const { rows } = await database.admin.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%steward_readiness%' AND pid <> pg_backend_pid()`,
  )
  expect(rows[0].n).toBeLessThanOrEqual(1)
})
