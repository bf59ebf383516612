/** `steward backup`: all that Steward has stored, in one file, while everything runs. */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { clock } from '../lib/core/clock.ts'
import type { Manifest } from '../lib/db/backup/manifest.ts'
import { jsonOf } from '../lib/encode/json.ts'
import { env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { projectDir } from './prepare/install.mjs'
import { withDatabase } from './runtime.ts'

/** The history as it stands is not the one that was sealed: the copy is whole, and what it copies is not. */
const EXIT_PARTLY = 3

const WHAT_IT_HOLDS = `
The file holds people's e-mail addresses, account ids, names and tags of resources, and every answer: keep it as safe as
the database. It holds no key to AWS, no ExternalId and no session; keep those settings elsewhere.`

export const backupCommand = (program: Command): void => {
  program
    .command('backup')
    .description('Write all that is stored into one file. Steward may run meanwhile.')
    .option('--out <file>', 'where to; unless named, a file in this folder with the time in its name')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', WHAT_IT_HOLDS)
    .action(async ({ out, json = false }: { out?: string; json?: boolean }) => {
      const file = resolve(out ?? `steward-${env().mode}-${stamp(clock.now())}.zip`)
      if (existsSync(file)) throw new AppError('usage', `${file} is there already. Name another file with --out.`)
      const manifest = await withDatabase(() => backUpTo(file), { aws: false })
      tellBackup(file, manifest, json)
      if (manifest.history.some(({ broken }) => broken !== null)) process.exitCode = EXIT_PARTLY
    })
}

/** The file appears when it is whole. */
async function backUpTo(file: string): Promise<Manifest> {
  const { writeBackup } = await import('../lib/db/backup/write-backup.ts')
  const { databaseUrl } = env()
  if (!databaseUrl) throw new AppError('usage', 'Set DATABASE_URL to the database that is to be backed up.')
  const unfinished = `${file}.unfinished-${process.pid}`
  const { signal, release } = untilSignal()
  try {
    const manifest = await writeBackup({ url: databaseUrl, file: unfinished, steward: version(), signal })
    renameSync(unfinished, file)
    return manifest
  } catch (error) {
    throw signal.aborted ? new AppError('unavailable', 'The backup was interrupted; no file was left.') : onDisk(error)
  } finally {
    rmSync(unfinished, { force: true })
    release()
  }
}

function untilSignal(): { signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const stop = () => controller.abort()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop)
    },
  }
}

/** What a disk refuses is no bug. */
function onDisk(error: unknown): unknown {
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (!code || !syscall || !path) return code === 'ENOSPC' ? noRoom(code) : error
  return noRoom(code)
}

const noRoom = (code: string): AppError =>
  new AppError('unavailable', `The backup cannot be written (${code}). Make room, or name another place with --out.`)

export const version = (): string =>
  (JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as { version: string }).version

const stamp = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(':', '-')

export function tellBackup(file: string, manifest: Manifest, json: boolean): void {
  const { tables, history, takenAt } = manifest
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  if (json) {
    process.stdout.write(`${jsonOf({ file, bytes: statSync(file).size, rows, ...manifest }, 2)}\n`)
    return
  }
  process.stdout.write(`${file}\n`)
  process.stderr.write(`${rows} rows of ${tables.length} tables, as of ${takenAt}.\n`)
  for (const { chain, entries, head, broken } of history) {
    process.stderr.write(
      broken === null
        ? `History of ${chain}: ${entries} entries, head ${entries}:${head}\n`
        : `History of ${chain}: NOT INTACT after ${entries} entries. \`steward verify-history\` names the entry.\n`,
    )
  }
}
