import type { Command } from 'commander'
import { withDatabase } from './runtime.ts'

export const adminCommand = (program: Command): void => {
  const admin = program.command('admin').description('People who may do everything')
  admin
    .command('create')
    .argument('<email>', 'the e-mail address of the administrator')
    .description('Print a link that signs the first administrator in: good once, for 15 minutes.')
    .action(async (email: string) => {
      await withDatabase(
        async () => {
          const { issueAdministratorLink } = await import('../lib/auth/administrator-link.ts')
          const { closeAuthDatabase } = await import('../lib/db/auth-database.ts')
          try {
            const { url, expiresAt } = await issueAdministratorLink(email)
            process.stdout.write(`${url}\n`)
            process.stderr.write(`Good once, until ${expiresAt.toISOString()}.\n`)
          } finally {
            await closeAuthDatabase()
          }
        },
        { aws: false },
      )
    })
}
