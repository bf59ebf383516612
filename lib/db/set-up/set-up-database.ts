/** Everything a database needs before Steward can use it. Safe to repeat, and safe to run twice at once. */
import { join } from 'node:path'
import type pg from 'pg'
import { clock } from '../../core/clock.ts'
import { AppError } from '../../errors.ts'
import { seedOwnershipRules } from '../../inventory/ownership/seed-ownership-rules.ts'
import { createQueueSchema } from '../../queue/queue-schema.ts'
import { makeClient } from '../clients.ts'
import { describeDatabase } from '../database-url.ts'
import { applyMigrations } from '../migrate/schema-engine.ts'
import { derivedLogins } from '../urls.ts'
import { ensureHistoryPartitions } from './history-partitions.ts'
import { claimInstallation, type Mode, requireMode } from './installation.ts'
import { ensureGroupRoles, ensureLogin, requireMembership } from './roles.ts'

const PROJECT_DIR = join(import.meta.dirname, '../../..')
const SCHEMA_FILE = join(PROJECT_DIR, 'prisma/schema.prisma')
const MIGRATIONS_DIR = join(PROJECT_DIR, 'prisma/migrations')

/** Ours; the schema engine takes another one while it migrates. */
const SET_UP_LOCK = 5_478_109_311
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
    await client.query('SELECT pg_advisory_lock($1)', [SET_UP_LOCK])
    await requireVersion(client)
    await ensureGroupRoles(client)
    await requireMode(client, mode)
    const applied = await applyMigrations(url, SCHEMA_FILE, MIGRATIONS_DIR)
    await claimInstallation(client, mode, clock.now())
    await ensureHistoryPartitions(client, clock.now())
    await seedOwnershipRules(client)
    await ensureLogins(client, { url, webUrl, workerUrl })
    await createQueueSchema(url)
    return applied
  } finally {
    await client.end()
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
