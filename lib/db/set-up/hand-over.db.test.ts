import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { withClient } from '../clients.ts'
import { changeDatabaseUrl } from '../database-url.ts'
import { databaseUrls, derivedLogins } from '../urls.ts'
import { handOver } from './hand-over.ts'
import { setUpDatabase } from './set-up-database.ts'

/** As in docker-compose: the server's own superuser, and a login that it gives the database to. */
let name: string
let administratorUrl: string
let migratorUrl: string
const PASSWORD = 'migrators-own'

beforeEach(async () => {
  const { superuserUrl } = inject('testServer')
  name = `handed_${randomUUID().slice(0, 8)}`
  administratorUrl = changeDatabaseUrl(superuserUrl, { database: name })
  migratorUrl = changeDatabaseUrl(superuserUrl, { database: name, user: name, password: PASSWORD })
  await withClient(superuserUrl, (client) => client.query(`CREATE DATABASE ${name}`))
})
afterEach(() =>
  withClient(inject('testServer').superuserUrl, async (client) => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    const { web, worker } = derivedLogins(administratorUrl)
    for (const login of [web.name, worker.name]) await client.query(`DROP ROLE IF EXISTS ${login}`)
    await client.query(`DROP OWNED BY ${name}`)
    await client.query(`DROP ROLE IF EXISTS ${name}`)
  }),
)

const handed = () => handOver(administratorUrl, { name, password: PASSWORD })
const setUp = () => setUpDatabase({ url: migratorUrl, mode: 'demo' })
const query = async (url: string, sql: string) =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows)

const STATE = `SELECT rolsuper, rolbypassrls, rolcreatedb, rolreplication,
  (SELECT count(*)::int FROM pg_class c WHERE c.relowner <> r.oid AND c.relnamespace::regnamespace::text IN ('public', 'pgboss', 'staging')) AS foreign_tables,
  (SELECT count(*)::int FROM pg_proc p WHERE p.proowner <> r.oid AND p.pronamespace::regnamespace::text IN ('public', 'pgboss')) AS foreign_functions,
  (SELECT datdba = r.oid FROM pg_database WHERE datname = current_database()) AS owns
  FROM pg_roles r WHERE rolname = current_user`
const MIGRATOR_ALONE = {
  rolsuper: false,
  rolbypassrls: false,
  rolcreatedb: false,
  rolreplication: false,
  foreign_tables: 0,
  foreign_functions: 0,
  owns: true,
}

test('an empty database is given to a login that is no superuser, and that sets it up', async () => {
  await handed()
  expect((await setUp()).length).toBeGreaterThan(20)
  expect(await query(migratorUrl, STATE)).toEqual([MIGRATOR_ALONE])
  const { web } = databaseUrls(migratorUrl)
  expect(await query(web, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([{ rolsuper: false }])
})

test('a database that the superuser had set up is given over with all that is in it, and again', async () => {
  await setUpDatabase({ url: administratorUrl, mode: 'demo' })
  await query(
    administratorUrl,
    `INSERT INTO scope (account_id, source, region, status, since, expected)
     VALUES ('111111111111', 'organization', 'global', 'denied', now(), true)`,
  )
  await handed()
  await handed()
  expect(await query(migratorUrl, STATE)).toEqual([MIGRATOR_ALONE])
  expect(await setUp()).toEqual([])
  // What runs with the rights of the owner goes on to see what it did.
  const { worker } = databaseUrls(migratorUrl)
  expect(await query(worker, `SELECT status FROM steward_organization_scope('organization')`)).toEqual([
    { status: 'denied' },
  ])
})

test('the login it was given to reads no file of the server and makes no other superuser', async () => {
  await handed()
  await expect(query(migratorUrl, `SELECT pg_read_file('/etc/passwd')`)).rejects.toThrow('permission denied')
  await expect(query(migratorUrl, `COPY (SELECT 1) TO PROGRAM 'cat'`)).rejects.toThrow('permission denied')
  await expect(query(migratorUrl, `CREATE ROLE another SUPERUSER`)).rejects.toThrow('permission denied')
})
