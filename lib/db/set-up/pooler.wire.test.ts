import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parseEnv, useEnv } from '../../env.ts'
import { openBoss } from '../../queue/boss.ts'
import { asViewer, closeViewerDatabase, operator } from '../as-viewer.ts'
import { authDatabase, closeAuthDatabase } from '../auth-database.ts'
import { withClient } from '../clients.ts'
import { changeDatabaseUrl } from '../database-url.ts'
import { createTestDatabase, type TestDatabase } from '../test-database.ts'
import { type Pgbouncer, startPgbouncer } from '../testing/pgbouncer.ts'
import { requireSetUp, requireUsable, setUpDatabase } from './set-up-database.ts'

let database: TestDatabase
let pooler: Pgbouncer | undefined

beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await closeViewerDatabase()
  await closeAuthDatabase()
  await pooler?.stop()
  pooler = undefined
})
afterAll(() => database.drop())

const start = async (mode: Parameters<typeof startPgbouncer>[0]) => {
  pooler = await startPgbouncer(mode, [database.url, database.webUrl, database.workerUrl])
  return pooler
}

test.each(['transaction', 'statement'] as const)(
  'a pooler that exchanges connections (%s) is refused at the start, every time, and nothing of us stays on it (FC-24)',
  async (mode) => {
    const { through } = await start(mode)
    const refusal = { kind: 'usage', message: expect.stringMatching(/another connection .*pool_mode = session/) }
    for (let times = 0; times < 4; times++) {
      await expect(setUpDatabase({ url: through(database.url), mode: 'demo' })).rejects.toMatchObject(refusal)
    }
    await expect(requireSetUp({ url: through(database.url), mode: 'demo' })).rejects.toMatchObject(refusal)
    await expect(requireUsable('web', through(database.webUrl))).rejects.toMatchObject(refusal)
    await expect(requireUsable('worker', through(database.workerUrl))).rejects.toMatchObject(refusal)
    // Logins of one's own may lead elsewhere than the migrator's.
    const mixed = { url: database.url, mode: 'demo', webUrl: through(database.webUrl) } as const
    await expect(setUpDatabase(mixed)).rejects.toThrow(/^STEWARD_WEB_DATABASE_URL leads through/)
    const { rows } = await database.admin.query(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
    expect(rows).toEqual([])
  },
)

test('a pooler that keeps connections (session) serves set-up, web, sign-in, worker and queue (FC-24)', async () => {
  const { through } = await start('session')
  expect(await setUpDatabase({ url: through(database.url), mode: 'demo' })).toEqual([])
  await requireSetUp({ url: through(database.url), mode: 'demo' })
  await requireUsable('web', through(database.webUrl))
  await requireUsable('worker', through(database.workerUrl))
  const restore = useEnv({ webDatabaseUrl: through(database.webUrl) })
  expect(await asViewer(operator, (tx) => tx.account.count())).toBe(0)
  expect(await authDatabase().person.count()).toBe(0)
  restore()
  const boss = openBoss(through(database.workerUrl))
  await boss.start()
  await boss.stop({ graceful: false })
})

test('a socket directory and an IPv6 address are reached as their URLs say (FC-22)', async () => {
  const { directory, port } = await start('session')
  const login = changeDatabaseUrl(database.workerUrl, { port })
  const written = [
    login.replace(/@[^/]*\//, '@/').concat(`?host=${directory}&port=${port}`),
    login.replace(/@[^/]*\//, `@${encodeURIComponent(directory)}:${port}/`),
    login.replace('@127.0.0.1:', '@[::1]:'),
  ]
  for (const url of written) {
    const { workerDatabaseUrl = '' } = parseEnv({ STEWARD_WORKER_DATABASE_URL: url })
    const { rows } = await withClient(workerDatabaseUrl, (client) => client.query('SELECT 1 AS one'))
    expect(rows).toEqual([{ one: 1 }])
  }
})
