import type { Command } from 'commander'
import { databaseUrls } from '../lib/db/urls.ts'
import { applyToEnvironment, env, keepForWeb } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { log, logConsole } from '../lib/log.ts'
import { hasBuild } from './prepare/build.mjs'
import { useWhatRuns } from './runtime.ts'
import { requireFreePort } from './supervise/web-server.ts'

/** A database that is away now is no reason not to start: pages say so until it is back. */
async function requireUsableWeb(): Promise<void> {
  const { requireUsable } = await import('../lib/db/set-up/set-up-database.ts')
  const { webDatabaseUrl } = await import('../lib/db/as-viewer.ts')
  const { databaseTrouble } = await import('../lib/db/trouble.ts')
  await requireUsable('web', webDatabaseUrl()).catch((error: unknown) => {
    const trouble = databaseTrouble(error)
    if (trouble === null) throw error
    log().warn({ reason: trouble.message, code: trouble.code }, 'the database could not be looked at')
  })
}

export const webCommand = (program: Command): void => {
  program
    .command('web')
    .description('The web alone, for containers. Needs a database that `steward migrate` has set up.')
    .option('--dev', 'Pages change as their source does.')
    .action(async ({ dev = false }: { dev?: boolean }) => {
      useWhatRuns()
      const { host, port, databaseUrl, webDatabaseUrl: given } = env()
      if (!dev && !hasBuild()) throw new AppError('usage', 'There is no build yet. Run `npm run build` first.')
      const chosen = await requireFreePort({ host, port })
      applyToEnvironment({ STEWARD_WEB_DATABASE_URL: given ?? (databaseUrl && databaseUrls(databaseUrl).web) })
      keepForWeb()
      logConsole()
      await requireUsableWeb()
      // Loaded now, so that a wrong use is told without waiting for Next.js.
      const { serveWeb } = await import('./serve-web.ts')
      await serveWeb({ host, port: chosen }, { dev })
      // The server goes on until it is told to stop.
      await new Promise(() => {})
    })
}
