import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { setClockOffset } from '../lib/core/clock.ts'
import { env } from '../lib/env.ts'
import { isSaidAlive } from '../lib/worker-alive.ts'
import { projectDir } from './prepare/install.mjs'
import { useWhatRuns } from './runtime.ts'

export const workerCommand = (program: Command): void => {
  program
    .command('worker')
    .description(
      'A worker alone, for containers: collects and judges. Needs a database that `steward migrate` has set up.',
    )
    .option('--healthy', 'start none: say whether one lives on this data directory, and end with 1 where none does')
    .action(async ({ healthy = false }: { healthy?: boolean }) => {
      if (healthy) {
        process.exitCode = tellWhetherOneLives()
        return
      }
      useWhatRuns()
      setClockOffset(env().clockOffsetMs)
      await import(pathToFileURL(join(projectDir, 'worker/main.ts')).href)
      // The worker goes on until it is told to stop, and then ends this process itself.
      await new Promise(() => {})
    })
}

/** For an orchestrator: asks nothing that can be away, so that a worker is not ended for what is not its fault. */
function tellWhetherOneLives(): number {
  const { dataDir } = env()
  const lives = isSaidAlive(dataDir)
  process.stdout.write(
    lives ? 'A worker lives.\n' : `No worker has said that it lives for a minute on ${dataDir}. Its log says why.\n`,
  )
  return lives ? 0 : 1
}
