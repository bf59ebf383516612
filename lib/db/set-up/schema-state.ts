/** Whether a database has the tables of this Steward: older, newer and half-made ones are refused with what to do. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { AppError } from '../../errors.ts'

export const MIGRATIONS_DIR = join(import.meta.dirname, '../../../prisma/migrations')

const INSUFFICIENT_PRIVILEGE = '42501'

type Recorded = { name: string; isFinished: boolean; begunAt: Date }

/** Refuses what a migration would make worse: the tables of a newer Steward, or a migration that never ended. */
export async function requireKnownSchema(client: pg.ClientBase): Promise<void> {
  const recorded = await readRecorded(client)
  const known = new Set(expectedMigrations())
  const unknown = recorded.find(({ name }) => !known.has(name))
  if (unknown) {
    throw new AppError(
      'usage',
      `This database was migrated by a newer Steward: ${unknown.name} is not known here. Start that version, or restore a backup that was made before the upgrade.`,
    )
  }
  const broken = recorded.find(({ isFinished }) => !isFinished)
  if (!broken) return
  throw new AppError(
    'usage',
    `The migration ${broken.name} was begun at ${broken.begunAt.toISOString()} and did not end. Each migration is one transaction, so nothing of it is in the database. Run as its owner: UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${broken.name}' AND finished_at IS NULL; then \`steward migrate\`.`,
  )
}

/** For commands that only use a database: it must have all migrations of this Steward, and no others. */
export async function requireCurrentSchema(client: pg.ClientBase): Promise<void> {
  await requireKnownSchema(client)
  const recorded = new Set((await readRecorded(client)).map(({ name }) => name))
  const missing = expectedMigrations().filter((name) => !recorded.has(name))
  if (missing.length === 0) return
  throw new AppError(
    'usage',
    recorded.size === 0
      ? 'This database was not set up yet. Run `steward migrate`.'
      : `This database lacks ${missing.length} migrations of this Steward. Run \`steward migrate\`.`,
  )
}

/** Of this program, by name. */
export function expectedMigrations(): string[] {
  return readdirSync(MIGRATIONS_DIR, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
}

async function readRecorded(client: pg.ClientBase): Promise<Recorded[]> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`,
  )
  if (!tables[0]?.there) return []
  const { rows } = await client
    .query<Recorded>(
      `SELECT migration_name AS name, bool_or(finished_at IS NOT NULL) AS "isFinished", max(started_at) AS "begunAt"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL GROUP BY 1 ORDER BY 1`,
    )
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error
      throw new AppError('usage', 'This database was set up by an older Steward. Run `steward migrate`.', {
        cause: error,
      })
    })
  return rows
}
