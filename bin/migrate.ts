import type { Command } from 'commander'
import { withDatabase } from './runtime.ts'

export const migrateCommand = (program: Command): void => {
  program
    .command('migrate')
    .description('Bring a database up to date: roles, logins, tables, the queue. Safe to repeat.')
    .action(async () => {
      // Whoever opens the database for a command sets it up; a running Steward has done so at its start.
      await withDatabase(
        async (database) => {
          process.stderr.write(
            database.migrations.length > 0
              ? `Applied ${database.migrations.length} migrations: ${database.migrations.join(', ')}.\n`
              : 'The database is up to date.\n',
          )
        },
        { aws: false, setUpAlways: true },
      )
    })
}
