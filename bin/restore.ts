/** `steward restore FILE`: what a backup holds, put into a database that holds nothing yet. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Archive } from '../lib/db/backup/read-archive.ts'
import { readDatabaseUrl } from '../lib/db/database-url.ts'
import { env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { tellBackup } from './backup.ts'
import { withDatabase } from './runtime.ts'
import { findRunning } from './supervise/running.ts'

type Options = { replace?: boolean; check?: boolean; json?: boolean }

const WHAT_COMES_BACK = `
Everything as it was when the backup was made. Decisions and readings made after it are not there. Sessions are not
restored: people sign in again; an administrator of a real organisation gets a link by \`steward admin create\`.`

export const restoreCommand = (program: Command): void => {
  program
    .command('restore')
    .argument('<file>', 'a backup that `steward backup` made')
    .description('Put a backup into an empty database, and verify its history. Nothing of Steward may run on it.')
    .option('--replace', 'give up what the database holds now')
    .option('--check', 'only read the file, and say whether it is whole')
    .option('--json', 'print what was restored as JSON')
    .addHelpText('after', WHAT_COMES_BACK)
    .action(async (named: string, options: Options) => {
      const { checkArchive, openArchive } = await import('../lib/db/backup/read-archive.ts')
      const file = resolve(named)
      const archive = await openArchive(file)
      try {
        if (options.check) await checkArchive(archive)
        else await restore(archive, options)
      } finally {
        archive.close()
      }
      process.stderr.write(options.check ? 'The backup is whole.\n' : 'Restored, and the history is as it was.\n')
      tellBackup(file, archive.manifest, options.json ?? false)
    })
}

async function restore(archive: Archive, { replace = false }: Options): Promise<void> {
  const { mode, dataDir, databaseUrl: given } = env()
  const { mode: held } = archive.manifest
  if (held !== mode) {
    throw new AppError(
      'usage',
      `The backup holds ${held === 'demo' ? 'demo data' : 'the data of a real organisation'} and STEWARD_MODE is ${mode}. Set STEWARD_MODE=${held}.`,
    )
  }
  const { requireMigrations, restoreBackup } = await import('../lib/db/backup/restore-backup.ts')
  const { expectedMigrations } = await import('../lib/db/set-up/schema-state.ts')
  // Before the set-up changes the tables of a database that is there.
  requireMigrations(archive.manifest, expectedMigrations())
  const running = given ? undefined : findRunning(dataDir)
  if (running) {
    throw new AppError(
      'usage',
      `Steward runs on ${dataDir} (process ${running.pid}). Stop it, or name an empty STEWARD_DATA_DIR, then restore.`,
    )
  }
  await withDatabase(
    async () => {
      const { databaseUrl, webDatabaseUrl, workerDatabaseUrl } = env()
      if (!databaseUrl) throw new AppError('usage', 'Set DATABASE_URL to the database that the backup is to go into.')
      const otherLogins = [webDatabaseUrl, workerDatabaseUrl]
        .filter((url) => url !== undefined)
        .map((url) => readDatabaseUrl(url).user)
      await restoreBackup({ url: databaseUrl, archive, replace, otherLogins })
    },
    { aws: false, setUpAlways: true },
  )
}
