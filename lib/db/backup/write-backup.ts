/**
 * A backup while everything runs: one snapshot of all product tables, copied one after the other into a ZIP archive.
 * Nothing is changed in the database, and memory does not grow with the data.
 */
import { createWriteStream } from 'node:fs'
import { type PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to } from 'pg-copy-streams'
import { ZipFile } from 'yazl'
import { clock, machineClock } from '../../core/clock.ts'
import { AppError } from '../../errors.ts'
import { verifyHistory } from '../../history/verify-history.ts'
import { withClient } from '../clients.ts'
import { counted } from './counted.ts'
import {
  COPY_SETTINGS,
  FORMAT,
  historyOf,
  MANIFEST_NAME,
  type Manifest,
  readMigrations,
  type TableRecord,
  tableEntry,
} from './manifest.ts'
import { LEFT_OUT, listProductTables, type ProductTable, readSequences } from './product-tables.ts'

const INSUFFICIENT_PRIVILEGE = '42501'

export type Backup = { url: string; file: string; steward: string; signal?: AbortSignal | undefined }

/** Writes the archive and answers with its manifest. Half a file is left where it fails; who calls removes it. */
export async function writeBackup({ url, file, steward, signal }: Backup): Promise<Manifest> {
  return withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    const tables = await listProductTables(client)
    await takeReadingRoles(client, tables)
    await client.query('SET TRANSACTION READ ONLY')
    for (const setting of COPY_SETTINGS) await client.query(setting)
    // The end of the connection takes back what was granted: it was never seen outside of this transaction.
    return await writeArchive(client, tables, { file, steward, signal })
  })
}

/** The owner takes the roles that see all rows, until the transaction is rolled back. */
async function takeReadingRoles(client: pg.Client, tables: readonly ProductTable[]): Promise<void> {
  const roles = new Set(tables.map(({ readAs }) => readAs).filter((role) => role !== null))
  for (const role of roles) {
    try {
      await client.query(`GRANT ${client.escapeIdentifier(role)} TO CURRENT_USER`)
    } catch (error) {
      if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error
      throw new AppError(
        'usage',
        `The login of DATABASE_URL may not read all rows. Run as an administrator of the database: GRANT ${role} TO ${client.escapeIdentifier(client.user ?? '')} WITH ADMIN OPTION;`,
        { cause: error },
      )
    }
  }
}

async function writeArchive(
  client: pg.Client,
  all: readonly ProductTable[],
  { file, steward, signal }: Omit<Backup, 'url'>,
): Promise<Manifest> {
  const tables = all.filter(({ name }) => !(name in LEFT_OUT))
  const facts = await readFacts(client, all)
  const records: TableRecord[] = []
  let manifest: Manifest | undefined
  const zip = new ZipFile()
  // What yazl documents as a stream is a PassThrough.
  const output = zip.outputStream as PassThrough
  zip.on('error', (error: Error) => output.destroy(error))
  for (const table of tables) {
    addLazily(zip, tableEntry(table.name), async () => {
      await client.query(table.readAs ? `SET LOCAL ROLE ${client.escapeIdentifier(table.readAs)}` : 'RESET ROLE')
      const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ')
      // As a query: COPY of a table leaves out what lies in its partitions.
      const rows = `SELECT ${columns} FROM ${client.escapeIdentifier(table.name)}`
      const copy = client.query(to(`COPY (${rows}) TO STDOUT`))
      const { stream, result } = counted()
      copy.on('error', (error) => zip.emit('error', error))
      stream.once('end', () => records.push({ name: table.name, columns: table.columns, ...result() }))
      return copy.pipe(stream)
    })
  }
  addLazily(zip, MANIFEST_NAME, async () => {
    await client.query('RESET ROLE')
    manifest = { format: FORMAT, steward, ...facts, tables: records, sequences: await readSequences(client) }
    return Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)])
  })
  zip.end()
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(output, target, signal ? { signal } : {})
  if (!manifest) throw new Error('the archive ended without its manifest')
  return manifest
}

async function readFacts(client: pg.Client, tables: readonly ProductTable[]) {
  const { rows } = await client.query<{ mode: Manifest['mode'] }>('SELECT mode FROM installation')
  const mode = rows[0]?.mode
  if (!mode) throw new AppError('usage', 'This database holds no Steward yet: there is nothing to back up.')
  const migrations = await readMigrations(client)
  const reader = tables.find(({ name }) => name === 'history')?.readAs
  if (reader) await client.query(`SET LOCAL ROLE ${client.escapeIdentifier(reader)}`)
  const history = historyOf(await verifyHistory(client))
  await client.query('RESET ROLE')
  const [takenAt, machineTime] = [clock.now().toISOString(), machineClock.now().toISOString()]
  return { mode, takenAt, machineTime, migrations, history, leftOut: LEFT_OUT }
}

/** Entries are written one after the other; each begins when the one before it is whole. */
function addLazily(zip: ZipFile, name: string, open: () => Promise<NodeJS.ReadableStream>): void {
  zip.addReadStreamLazy(name, { forceZip64Format: true, mode: 0o100600 }, (give) => {
    open().then(
      (stream) => give(null, stream),
      (error) => give(error, undefined as never),
    )
  })
}
