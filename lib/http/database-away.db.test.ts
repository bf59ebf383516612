import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { asViewer, closeViewerDatabase, operator, type Tx } from '../db/as-viewer.ts'
import { authDatabase, closeAuthDatabase } from '../db/auth-database.ts'
import { changeDatabaseUrl, readDatabaseUrl } from '../db/database-url.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { useEnv } from '../env.ts'
import { answerPagesInWords } from './database-away.ts'
import { errorResponse } from './error-response.ts'

let database: TestDatabase
let restore: () => void
let server: Server
/** What the page under test asks of the database. */
let ask: () => Promise<unknown>

beforeAll(() => {
  answerPagesInWords()
  // As Next does: an error while a page is made is 500, with a page that knows nothing of why.
  server = createServer(async (_, response) => {
    try {
      await ask()
      response.writeHead(200, { 'content-type': 'text/html' }).end('the page')
    } catch {
      response.statusCode = 500
      response.setHeader('content-length', '14')
      response.write('something')
      response.end('wrong')
    }
  })
  server.listen(0, '127.0.0.1')
})
afterAll(() => server.close())

beforeEach(async () => {
  database = await createTestDatabase()
  restore = useEnv({ webDatabaseUrl: database.webUrl })
})
afterEach(async () => {
  await closeViewerDatabase()
  await closeAuthDatabase()
  restore()
  await database.drop()
})

const accounts = () => asViewer(operator, (tx) => tx.account.count(), { statementTimeoutMs: 500 })
const statement = (work: (tx: Tx) => Promise<unknown>) => () => asViewer(operator, work, { statementTimeoutMs: 500 })
const rename = () =>
  authDatabase().person.create({
    data: { id: 'ann', name: 'Ann', email: 'a@example.org', role: 'ccoe', createdAt: new Date() },
  })
const webLogin = () => readDatabaseUrl(database.webUrl).user
const onPersons = async (code: string) => {
  await database.admin.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE 'for a test' USING ERRCODE = '${code}'; END $$`)
  await database.admin.query('CREATE TRIGGER refuse BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION refuse()')
}

type Case = { prepare: () => Promise<unknown>; ask: () => Promise<unknown>; words: string }

const CASES: Record<string, Case> = {
  'nobody listens': {
    prepare: async () => {
      restore()
      restore = useEnv({ webDatabaseUrl: changeDatabaseUrl(database.webUrl, { port: 9 }) })
    },
    ask: accounts,
    words: 'does not answer',
  },
  'the connection is ended in the middle of a statement': {
    prepare: async () => {},
    ask: statement(async (tx) => {
      const ended = tx.$queryRaw`SELECT pg_sleep(5)`
      setTimeout(
        () =>
          database.admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [
            webLogin(),
          ]),
        100,
      )
      await ended
    }),
    words: 'restarting',
  },
  'all connections are used up': {
    prepare: () => database.admin.query(`ALTER ROLE ${webLogin()} CONNECTION LIMIT 0`),
    ask: accounts,
    words: 'too many are in use',
  },
  'a table is locked': {
    prepare: async () => {
      const client = await database.admin.connect()
      await client.query('BEGIN; LOCK TABLE account IN ACCESS EXCLUSIVE MODE')
      setTimeout(() => client.query('ROLLBACK').then(() => client.release()), 2_000)
    },
    ask: accounts,
    words: 'holds a lock',
  },
  'a statement takes too long': {
    prepare: async () => {},
    ask: statement((tx) => tx.$queryRaw`SELECT pg_sleep(5)`),
    words: 'longer than its limit',
  },
  'the database is read-only': {
    prepare: () =>
      database.admin.query(
        `ALTER DATABASE ${readDatabaseUrl(database.url).database} SET default_transaction_read_only = on`,
      ),
    ask: rename,
    words: 'decisions and collections wait',
  },
  'the disk is full': { prepare: () => onPersons('53100'), ask: rename, words: 'no space left' },
  'two changes meet': { prepare: () => onPersons('40P01'), ask: rename, words: 'Two changes met' },
}

test.each(Object.entries(CASES))('a route and a page say why, with 503 and when to ask again: %s', async (_, one) => {
  await one.prepare()
  const error = await one.ask().then(
    () => new Error('it passed'),
    (thrown: unknown) => thrown,
  )
  const answer = errorResponse(error, { method: 'GET', url: 'http://127.0.0.1/api' })
  expect(await answer.clone().json()).toMatchObject({
    error: { kind: 'unavailable', message: expect.stringContaining(one.words) },
  })
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)

  ask = one.ask
  const page = await get()
  expect(page.status).toBe(503)
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain(one.words)
})

test('a page that fails for another reason stays a fault of ours, and one that is made stays as it is', async () => {
  ask = async () => {
    throw new TypeError('a bug')
  }
  const broken = await get()
  expect([broken.status, await broken.text()]).toEqual([500, 'somethingwrong'])
  ask = accounts
  const made = await get()
  expect([made.status, await made.text()]).toEqual([200, 'the page'])
})

async function get(): Promise<Response> {
  if (!server.listening) await once(server, 'listening')
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}
