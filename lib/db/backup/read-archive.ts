/** A backup as it is read back. Whatever is wrong with the file is one sentence about the file. */
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '../../errors.ts'
import { counted } from './counted.ts'
import { MANIFEST_NAME, type Manifest, manifestSchema, type TableRecord, tableEntry } from './manifest.ts'

const MANIFEST_BYTES_MAX = 16 * 1024 * 1024

export type Archive = {
  file: string
  manifest: Manifest
  /** Passes the rows of a table to `sink` and fails unless they are the ones that were backed up. */
  readTable(record: TableRecord, sink: Writable): Promise<void>
  close(): void
}

export async function openArchive(file: string): Promise<Archive> {
  const zip = await openZip(file)
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
    const manifest = await readManifest(zip, file, entries.get(MANIFEST_NAME))
    return {
      file,
      manifest,
      readTable: (record, sink) => readTable(zip, file, entries, record, sink),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error instanceof AppError ? error : broken(file, error)
  }
}

/** Reads everything, and needs no database. */
export async function checkArchive({ manifest, readTable: read }: Archive): Promise<void> {
  for (const table of manifest.tables) {
    await read(table, new Writable({ write: (_chunk, _encoding, done) => done() }))
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === undefined || code === 'EISDIR') throw broken(file, error)
    throw new AppError('usage', `The backup ${file} cannot be read (${code}). Name a file that this user may read.`)
  }
}

async function readManifest(zip: ZipFile, file: string, entry: Entry | undefined): Promise<Manifest> {
  if (!entry || entry.uncompressedSize > MANIFEST_BYTES_MAX) throw broken(file, new Error('it has no manifest'))
  const bytes = await buffer(await zip.openReadStreamPromise(entry))
  if (crc32(bytes) !== entry.crc32) throw broken(file, new Error('its manifest was changed'))
  const parsed = JSON.parse(bytes.toString('utf8')) as { format?: unknown; steward?: unknown }
  const checked = manifestSchema.safeParse(parsed)
  if (checked.success) return checked.data
  if (typeof parsed.format === 'number' && parsed.format > 1) {
    throw new AppError(
      'usage',
      `The backup ${file} was made by Steward ${String(parsed.steward)}, which writes another kind of archive. Restore it with that version or a later one.`,
    )
  }
  throw broken(file, new Error('its manifest is not one of Steward'))
}

async function readTable(
  zip: ZipFile,
  file: string,
  entries: ReadonlyMap<string, Entry>,
  record: TableRecord,
  sink: Writable,
): Promise<void> {
  const entry = entries.get(tableEntry(record.name))
  if (!entry) throw broken(file, new Error(`the rows of ${record.name} are missing`))
  const { stream, result } = counted()
  const source = await zip.openReadStreamPromise(entry).catch((error) => Promise.reject(broken(file, error)))
  let damage: unknown
  source.once('error', (error) => {
    damage = error
  })
  try {
    await pipeline(source, stream, sink)
  } catch (error) {
    if (damage) throw broken(file, damage)
    throw error
  }
  const { rows, sha256 } = result()
  if (rows !== record.rows || sha256 !== record.sha256) {
    throw broken(file, new Error(`the rows of ${record.name} are not those that were backed up`))
  }
}

function broken(file: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AppError(
    'unavailable',
    `${file} is not a whole backup of Steward (${reason}): it was cut, changed, or is something else. Nothing was restored. Use another copy of it, or an earlier backup.`,
    { cause },
  )
}
