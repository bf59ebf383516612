/** Everything a database needs before Steward can use it. Safe to repeat, and safe to run twice at once. */
import { join } from 'node:path'
import type pg from 'pg'
import { clock } from '../../core/clock.ts'
import { env } from '../../env.ts'
import { AppError } from '../../errors.ts'
import { seedOwnershipRules } from '../../inventory/ownership/seed-ownership-rules.ts'
import { createQueueSchema } from '../../queue/queue-schema.ts'
import { makeClient, withClient } from '../clients.ts'
import { describeDatabase } from '../database-url.ts'
import { applyMigrations } from '../migrate/schema-engine.ts'
import { databaseTrouble } from '../trouble.ts'
import { derivedLogins } from '../urls.ts'
import { closeToPublic } from './close-to-public.ts'
import { ensureHistoryPartitions } from './history-partitions.ts'
import { claimInstallation, type Mode, requireMode } from './installation.ts'
import { requireOwnConnections } from './pooler.ts'
import { ensureGroupRoles, ensureLogin, requireMembership } from './roles.ts'
import { MIGRATIONS_DIR, requireCurrentSchema, requireKnownSchema } from './schema-state.ts'

const PROJECT_DIR = join(import.meta.dirname, '../../..')
const SCHEMA_FILE = join(PROJECT_DIR, 'prisma/schema.prisma')

/** Ours; the schema engine takes another one while it migrates. */
const SET_UP_LOCK = 5_478_109_311
/** Longer than any set-up takes: who waits longer waits for a connection that nobody uses any more. */
const LOCK_LIMIT = '5min'
const LOCK_NOT_AVAILABLE = '55P03'
const OLDEST_VERSION = 150_000

export type SetUp = {
  /** The migrator's URL: owns the tables, may create roles. */
  url: string
  mode: Mode
  /** Logins of one's own; those not given are derived. */
  webUrl?: string | undefined
  workerUrl?: string | undefined
}

/** Answers with the names of the migrations that were applied. */
export async function setUpDatabase({ url, mode, webUrl, workerUrl }: SetUp): Promise<string[]> {
  const client = makeClient(url)
  await connect(client, url)
  try {
    await requireVersion(client)
    await requireOwnConnections(client, url, 'DATABASE_URL')
    for (const [setting, given] of [
      ['STEWARD_WEB_DATABASE_URL', webUrl],
      ['STEWARD_WORKER_DATABASE_URL', workerUrl],
    ] as const) {
      if (given) await withClient(given, (other) => requireOwnConnections(other, given, setting))
    }
    await lockSetUp(client)
    await ensureGroupRoles(client)
    await requireMode(client, mode)
    await requireKnownSchema(client)
    const applied = await migrate(url)
    await client.query('GRANT SELECT ON _prisma_migrations TO steward_worker, steward_auth')
    await claimInstallation(client, mode, clock.now())
    await ensureHistoryPartitions(client, clock.now())
    await seedOwnershipRules(client)
    await closeToPublic(client)
    await ensureLogins(client, { url, webUrl, workerUrl })
    await createQueueSchema(url)
    await client.query('SELECT pg_advisory_unlock($1)', [SET_UP_LOCK])
    return applied
  } finally {
    await client.end().catch(() => {})
  }
}

/** For commands that only use the database: looks whether it was set up for this Steward and this mode. */
export async function requireSetUp({ url, mode }: Pick<SetUp, 'url' | 'mode'>): Promise<void> {
  const client = makeClient(url)
  await connect(client, url)
  try {
    await requireOwnConnections(client, url, 'DATABASE_URL')
    await requireMode(client, mode)
    await requireCurrentSchema(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** For the web and the worker at their start: what they would otherwise trip over in the middle of their work. */
export async function requireUsable(part: 'web' | 'worker', url: string): Promise<void> {
  const given = part === 'web' ? env().webDatabaseUrl : env().workerDatabaseUrl
  const setting = given ? `STEWARD_${part.toUpperCase()}_DATABASE_URL` : 'DATABASE_URL'
  await withClient(url, async (client) => {
    await requireOwnConnections(client, url, setting)
    // The web's login has no rights but those of the role it takes.
    if (part === 'web') await client.query('SET ROLE steward_auth')
    await requireCurrentSchema(client)
  })
}

/** A wait has an end: a lock may be held by a connection that a pooler keeps open for nobody. */
async function lockSetUp(client: pg.Client): Promise<void> {
  try {
    await client.query(`SET lock_timeout = '${LOCK_LIMIT}'`)
    await client.query('SELECT pg_advisory_lock($1)', [SET_UP_LOCK])
    await client.query('RESET lock_timeout')
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
    throw new AppError(
      'unavailable',
      'Another Steward has been setting this database up for five minutes. Try again when it has ended.',
      { cause: error },
    )
  }
}

async function migrate(url: string): Promise<string[]> {
  try {
    return await applyMigrations(url, SCHEMA_FILE, MIGRATIONS_DIR)
  } catch (error) {
    if (databaseTrouble(error) !== null) throw error
    const said = error instanceof Error ? error.message.trim().replace(/\s*\n\s*/g, ' ') : String(error)
    throw new AppError(
      'unavailable',
      `A migration could not be applied, and nothing of it is in the database. Start the version from before, and report this: ${said}`,
      { cause: error },
    )
  }
}

/** The logins that web and worker use, unless others were given. */
export async function ensureLogins(
  client: pg.ClientBase,
  { url, webUrl, workerUrl }: Pick<SetUp, 'url' | 'webUrl' | 'workerUrl'>,
): Promise<void> {
  const { web, worker } = derivedLogins(url)
  if (webUrl) await requireMembership(client, 'STEWARD_WEB_DATABASE_URL', webUrl, web.roles)
  else await ensureLogin(client, web, false)
  if (workerUrl) await requireMembership(client, 'STEWARD_WORKER_DATABASE_URL', workerUrl, worker.roles)
  else await ensureLogin(client, worker, true)
}

async function connect(client: pg.Client, url: string): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    const trouble = databaseTrouble(error)
    if (trouble?.kind === 'refused') {
      throw new AppError('unavailable', `The database ${describeDatabase(url)} cannot be used: ${trouble.message}`, {
        cause: error,
      })
    }
    const reason = error instanceof Error && error.message ? error.message : String((error as { code?: string }).code)
    throw new AppError(
      'unavailable',
      `The database ${describeDatabase(url)} cannot be used (${reason}). Start it or correct DATABASE_URL; without DATABASE_URL Steward brings its own.`,
      { cause: error },
    )
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; name: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
  )
  const server = rows[0]
  if (server && server.version < OLDEST_VERSION) {
    throw new AppError(
      'usage',
      `The database server is PostgreSQL ${server.name}; Steward needs 15 or later. Name a newer one in DATABASE_URL.`,
    )
  }
}
