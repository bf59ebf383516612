import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { applyToEnvironment, env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { logConsole } from '../lib/log.ts'
import { SERVER_FILE } from './prepare/build.mjs'
import { useWhatRuns } from './runtime.ts'
import { requireFreePort } from './supervise/web-server.ts'

export const webCommand = (program: Command): void => {
  program
    .command('web')
    .description('The web alone, for containers. Needs a database that `steward migrate` has set up.')
    .action(async () => {
      useWhatRuns()
      const { host, port } = env()
      if (!existsSync(SERVER_FILE)) throw new AppError('usage', 'There is no build yet. Run `npm run build` first.')
      const chosen = await requireFreePort({ host, port })
      applyToEnvironment({ HOSTNAME: host, PORT: String(chosen), NODE_ENV: 'production' })
      logConsole()
      await import(pathToFileURL(SERVER_FILE).href)
      // The server goes on until it is told to stop.
      await new Promise(() => {})
    })
}
