import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { setClockOffset } from '../lib/core/clock.ts'
import { env } from '../lib/env.ts'
import { projectDir } from './prepare/install.mjs'
import { useWhatRuns } from './runtime.ts'

export const workerCommand = (program: Command): void => {
  program
    .command('worker')
    .description(
      'A worker alone, for containers: collects and judges. Needs a database that `steward migrate` has set up.',
    )
    .action(async () => {
      useWhatRuns()
      setClockOffset(env().clockOffsetMs)
      await import(pathToFileURL(join(projectDir, 'worker/main.ts')).href)
      // The worker goes on until it is told to stop, and then ends this process itself.
      await new Promise(() => {})
    })
}
