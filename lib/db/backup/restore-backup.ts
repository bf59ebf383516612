/**
 * Puts a backup into a database that has been set up with the same migrations: all of it in one transaction, which ends
 * with a verification of the history. Whatever does not agree leaves the database as it was.
 */
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { AppError } from '../../errors.ts'
import { verifyHistory } from '../../history/verify-history.ts'
import { QUEUE_SCHEMA } from '../../queue/boss.ts'
import { withClient } from '../clients.ts'
import { derivedLogins } from '../urls.ts'
import { COPY_SETTINGS, historyOf, type Manifest, readMigrations, type TableRecord } from './manifest.ts'
import { LEFT_OUT, listProductTables, type ProductTable, WRITTEN_BY_SET_UP } from './product-tables.ts'
import { type Archive, checkArchive } from './read-archive.ts'

const LOCK_NOT_AVAILABLE = '55P03'

export type Restore = {
  url: string
  archive: Archive
  /** Takes the place of data that are there. */
  replace: boolean
  /** Logins of one's own for web and worker, by their settings. */
  otherLogins?: readonly string[]
}

export async function restoreBackup({ url, archive, replace, otherLogins = [] }: Restore): Promise<void> {
  // All of it is read before anything is touched: what was changed would reach the database before its hash is known.
  await checkArchive(archive)
  try {
    await withClient(url, (client) => restoreWith(client, { url, archive, replace, otherLogins }))
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
    throw new AppError(
      'unavailable',
      'Another connection uses the tables. Stop web, worker and commands, then restore again. Nothing was changed.',
      { cause: error },
    )
  }
}

/** Where it fails, the end of the connection rolls back. */
async function restoreWith(
  client: pg.Client,
  { url, archive, replace, otherLogins }: Required<Restore>,
): Promise<void> {
  await requireSameMigrations(client, archive.manifest)
  const { web, worker } = derivedLogins(url)
  await requireNobodyElse(client, [web.name, worker.name, ...otherLogins])
  await client.query('BEGIN')
  await putIn(client, archive, replace)
  await client.query('COMMIT')
  // Plans of an empty database are bad ones for a full one.
  await client.query('ANALYZE')
}

async function putIn(client: pg.Client, archive: Archive, replace: boolean): Promise<void> {
  const { manifest } = archive
  for (const setting of [...COPY_SETTINGS, `SET LOCAL lock_timeout = '10s'`]) await client.query(setting)
  const tables = await listProductTables(client)
  const records = matchTables(tables, manifest)
  const emptied = tables.filter(({ name }) => name !== '_prisma_migrations')
  await openTables(client, emptied)
  if (!replace) await requireEmpty(client, emptied)
  await client.query(`TRUNCATE ${emptied.map(({ name }) => client.escapeIdentifier(name)).join(', ')}`)
  for (const record of records) await copyIn(client, archive, record)
  for (const { name, value } of manifest.sequences) {
    await client.query('SELECT setval(format($1, $2::text)::regclass, $3)', ['public.%I', name, value])
  }
  const history = historyOf(await verifyHistory(client))
  if (JSON.stringify(history) !== JSON.stringify(manifest.history)) {
    throw new AppError(
      'unavailable',
      `The history in ${archive.file} is not the one that its manifest names. Nothing was restored. Use another copy of it, or an earlier backup.`,
    )
  }
  await closeTables(client, emptied)
  // Jobs that wait are about runs of another past. What was under way is taken up or closed when its lease passes.
  await client.query(`DELETE FROM ${QUEUE_SCHEMA}.job`)
}

async function copyIn(client: pg.Client, archive: Archive, { name, columns, ...record }: TableRecord): Promise<void> {
  const named = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  const copy = client.query(from(`COPY ${client.escapeIdentifier(name)} (${named}) FROM STDIN`))
  const stored = finished(copy, { readable: false })
  stored.catch(() => {})
  await archive.readTable({ name, columns, ...record }, copy)
  await stored
  if (copy.rowCount !== record.rows) throw new Error(`${copy.rowCount} of ${record.rows} rows of ${name} were stored`)
}

/** What was counted and noted by triggers is in the archive too, and row security lets nobody copy into a table. */
async function openTables(client: pg.Client, tables: readonly ProductTable[]): Promise<void> {
  for (const { name, isForced } of tables) {
    const table = client.escapeIdentifier(name)
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    if (isForced) await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
  }
}

async function closeTables(client: pg.Client, tables: readonly ProductTable[]): Promise<void> {
  for (const { name, isForced } of tables) {
    const table = client.escapeIdentifier(name)
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    if (isForced) await client.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`)
  }
}

async function requireSameMigrations(client: pg.Client, manifest: Manifest): Promise<void> {
  const here = await readMigrations(client)
  requireMigrations(
    manifest,
    here.map(({ name }) => name),
  )
  if (JSON.stringify(here) === JSON.stringify(manifest.migrations)) return
  throw new AppError(
    'usage',
    `The backup was made by a changed Steward (${manifest.steward}): migrations of the same names say something else. Restore it with the version that made it.`,
  )
}

/** By their names, which are known before a database is touched. */
export function requireMigrations({ migrations, steward }: Manifest, here: readonly string[]): void {
  const unknown = migrations.filter(({ name }) => !here.includes(name))
  if (unknown.length > 0) {
    throw new AppError(
      'usage',
      `The backup was made by a newer Steward (${steward}): it has migrations that this one does not know (${unknown.map(({ name }) => name).join(', ')}). Update Steward, then restore.`,
    )
  }
  if (here.length > migrations.length) {
    throw new AppError(
      'usage',
      `The backup was made by an older Steward (${steward}): its tables are those of the migration ${migrations.at(-1)?.name}, and this Steward's are newer. Restore it with the version of Steward that made it into an empty database, then start this version on that database.`,
    )
  }
}

async function requireNobodyElse(client: pg.Client, logins: readonly string[]): Promise<void> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename = ANY ($1)',
    [logins],
  )
  if (rowCount) {
    throw new AppError(
      'usage',
      'Web or worker are connected to this database. Stop them, then restore. Nothing was changed.',
    )
  }
}

/** The same tables on both sides: the migrations are the same, so anything else is a damaged manifest. */
function matchTables(tables: readonly ProductTable[], manifest: Manifest): TableRecord[] {
  const expected = tables.filter(({ name }) => !(name in LEFT_OUT)).map(({ name }) => name)
  const given = new Map(manifest.tables.map((record) => [record.name, record]))
  const missing = expected.filter((name) => !given.has(name))
  const extra = [...given.keys()].filter((name) => !expected.includes(name))
  if (missing.length + extra.length === 0) return manifest.tables
  throw new AppError(
    'unavailable',
    `The backup does not hold the tables that it should (${[...missing, ...extra].join(', ')}). Nothing was restored. Use another copy of it, or an earlier backup.`,
  )
}

async function requireEmpty(client: pg.Client, tables: readonly ProductTable[]): Promise<void> {
  const telling = tables.filter(({ name }) => !WRITTEN_BY_SET_UP.includes(name) && !(name in LEFT_OUT))
  for (const { name } of telling) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${client.escapeIdentifier(name)} LIMIT 1`)
    if (!rowCount) continue
    throw new AppError(
      'usage',
      `This database holds data already (in ${name}). Restore into an empty one: another STEWARD_DATA_DIR or DATABASE_URL. To give up what it holds, add --replace.`,
    )
  }
}
