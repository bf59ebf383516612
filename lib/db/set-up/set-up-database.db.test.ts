import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test-database.ts'
import { databaseUrls } from '../urls.ts'
import { setUpDatabase } from './set-up-database.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

async function as(url: string, sql: string, parameters: unknown[] = []) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, parameters)).rows
  } finally {
    await client.end()
  }
}

test('setting up again changes nothing', async () => {
  expect(await setUpDatabase({ url: database.url, mode: 'demo' })).toEqual([])
})

test('two set-ups at once both succeed', async () => {
  const twice = [1, 2].map(() => setUpDatabase({ url: database.url, mode: 'demo' }))
  expect(await Promise.all(twice)).toEqual([[], []])
})

test('a database of mode demo refuses mode aws with a sentence, and keeps its mode', async () => {
  await expect(setUpDatabase({ url: database.url, mode: 'aws' })).rejects.toThrow(
    'This database holds demo data and STEWARD_MODE is aws',
  )
  expect(await as(database.url, 'SELECT mode FROM installation')).toEqual([{ mode: 'demo' }])
})

test.for(['web', 'worker'] as const)(
  'the %s login is neither superuser nor owner nor exempt from row security',
  async (part) => {
    const rows = await as(
      databaseUrls(database.url)[part],
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
       (SELECT count(*)::int FROM pg_database WHERE datdba = r.oid) AS databases
     FROM pg_roles r WHERE rolname = current_user`,
    )
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0, databases: 0 },
    ])
  },
)

test('the web login reads nothing outside a viewer’s transaction', async () => {
  await expect(as(database.webUrl, 'SELECT * FROM account')).rejects.toThrow('permission denied')
})

test('a login that may not create roles is told what an administrator must run', async () => {
  // A login of its own: that of the other tests makes roles for others at this very moment.
  const login = `steward_low_${randomUUID().slice(0, 8)}`
  const other = Object.assign(new URL(database.url), { username: login, password: login, pathname: `/${login}` })
  await database.admin.query(`CREATE ROLE ${login} LOGIN PASSWORD '${login}' NOCREATEROLE`)
  await database.admin.query(`CREATE DATABASE ${login} OWNER ${login}`)
  try {
    await expect(setUpDatabase({ url: other.href, mode: 'demo' })).rejects.toThrow(
      `Run as an administrator of the database: ALTER ROLE "${login}" CREATEROLE;`,
    )
  } finally {
    await database.admin.query(`DROP DATABASE ${login} WITH (FORCE)`)
    await database.admin.query(`DROP ROLE ${login}`)
  }
})

test('an unreachable database is one sentence with the place and what to do', async () => {
  await expect(setUpDatabase({ url: 'postgresql://a:b@127.0.0.1:9/none', mode: 'demo' })).rejects.toThrow(
    /^The database none at 127\.0\.0\.1:9 cannot be used \(.*ECONNREFUSED.*\)\. Start it or correct DATABASE_URL/,
  )
})
