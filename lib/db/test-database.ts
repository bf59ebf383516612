/**
 * Databases for tests, each a copy of one migrated template. `provideTestServer` runs once per test run (vitest's global
 * set-up); `createTestDatabase` runs in a test.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { inject } from 'vitest'
import { isLoopback } from '../core/loopback.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { makePool, withClient } from './clients.ts'
import { changeDatabaseUrl, readDatabaseUrl } from './database-url.ts'
import { startCluster } from './embedded/cluster.ts'
import { PreparingClient } from './preparing-client.ts'
import { closeToPublic } from './set-up/close-to-public.ts'
import { ensureLogins, setUpDatabase } from './set-up/set-up-database.ts'
import { databaseUrls, derivedLogins, GROUP_ROLES } from './urls.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

export type TestServer = {
  superuserUrl: string
  /** A login like that of a real installation: may create roles and databases, no superuser. */
  migratorUrl: string
  template: string
}

export type TestDatabase = {
  /** The migrator's URL. */
  url: string
  workerUrl: string
  webUrl: string
  /** Connections as the worker login. */
  worker: pg.Pool
  /** Connections as a superuser, to whom row security does not apply: for fixtures and for looking. */
  admin: pg.Pool
  drop(): Promise<void>
}

/** Makes roles and logins one after the other over all test processes: PostgreSQL does not like it side by side. */
const ROLE_LOCK = 5_478_109_312
const OBJECT_IN_USE = '55006'

export function requireLocal(url: string): void {
  const { host } = readDatabaseUrl(url)
  if (isLoopback(host) || host.startsWith('/')) return
  throw new AppError(
    'usage',
    `Tests only use a database on this machine, and ${host} is not. Change STEWARD_TEST_DATABASE_URL or unset it.`,
  )
}

/** A server with a migrated template, and how to leave it as it was. */
export async function provideTestServer(): Promise<{ server: TestServer; close: () => Promise<void> }> {
  const given = env().testDatabaseUrl
  if (given) return prepareServer(given)
  const cluster = await startCluster({ home: mkdtempSync(join(tmpdir(), 'steward-test-')), temporary: true })
  try {
    const { server } = await prepareServer(cluster.superuserUrl)
    return { server, close: () => cluster.stop() }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

export async function prepareServer(superuserUrl: string) {
  requireLocal(superuserUrl)
  const name = `steward_test_${randomBytes(5).toString('hex')}`
  const password = randomBytes(16).toString('hex')
  await withClient(superuserUrl, async (client) => {
    await client.query(`CREATE ROLE ${name} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`)
    const { rows } = await client.query<{ role: string }>(
      'SELECT rolname AS role FROM pg_roles WHERE rolname = ANY ($1)',
      [GROUP_ROLES],
    )
    for (const { role } of rows) await client.query(`GRANT ${role} TO ${name} WITH ADMIN OPTION`)
    await client.query(`CREATE DATABASE ${name} OWNER ${name}`)
  })
  const migratorUrl = changeDatabaseUrl(superuserUrl, { database: name, user: name, password })
  await setUpDatabase({ url: migratorUrl, mode: 'demo' })
  const close = () =>
    withClient(superuserUrl, async (client) => {
      await dropDatabase(client, name)
      await dropLogins(client, migratorUrl)
      await client.query(`DROP OWNED BY ${name} CASCADE`)
      await client.query(`DROP ROLE ${name}`)
    })
  return { server: { superuserUrl, migratorUrl, template: name } satisfies TestServer, close }
}

/** A fresh copy of the template with its logins. Call `drop` when done. */
export async function createTestDatabase(server: TestServer = inject('testServer')): Promise<TestDatabase> {
  const { superuserUrl, migratorUrl, template } = server
  const name = `${template}_${randomBytes(5).toString('hex')}`
  const url = onDatabase(migratorUrl, name)
  await withClient(onDatabase(migratorUrl, 'postgres'), async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [ROLE_LOCK])
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
    await ensureLogins(client, { url })
  })
  // Who may connect to a database and do what in it is no part of the template.
  await withClient(url, closeToPublic)
  const urls = databaseUrls(url)
  const worker = makePool(urls.worker, { max: 8, Client: PreparingClient })
  const admin = makePool(onDatabase(superuserUrl, name), { max: 4 })
  const drop = async () => {
    await Promise.all([worker.end(), admin.end()])
    await withClient(superuserUrl, async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [ROLE_LOCK])
      await dropDatabase(client, name)
      await dropLogins(client, url)
    })
  }
  return { url, workerUrl: urls.worker, webUrl: urls.web, worker, admin, drop }
}

const onDatabase = (url: string, database: string): string => changeDatabaseUrl(url, { database })

/** Gives connections that are just closing a moment: to be thrown out would be an error in whoever holds them. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`DROP DATABASE IF EXISTS ${name}`)
  } catch (error) {
    if ((error as { code?: string }).code !== OBJECT_IN_USE) throw error
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
}

async function dropLogins(client: pg.Client, url: string): Promise<void> {
  for (const { name } of Object.values(derivedLogins(url))) await client.query(`DROP ROLE IF EXISTS ${name}`)
}
