/** The worker as a process of its own: works until it is told to stop. */
import { setClockOffset } from '#lib/core/clock'
import { outlivingDrops } from '#lib/db/outlive'
import { requireUsable } from '#lib/db/set-up/set-up-database'
import { notePastComplete } from '#lib/db/sql/readiness/note-past-complete'
import { databaseTrouble } from '#lib/db/trouble'
import { closeWorkerPool, workerDatabaseUrl, workerPool } from '#lib/db/worker-pool'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { sayAlive } from '#lib/worker-alive'
import { startCollector } from './collector.ts'

const EXIT_FAILED = 1
const EXIT_WRONG_USE = 2
/** A database that starts beside us may take this long. */
const AWAY_AT_START_MS = 15_000

try {
  setClockOffset(env().clockOffsetMs)
  await outlivingDrops(
    async () => {
      await requireUsable('worker', workerDatabaseUrl())
      // Who reads the present of a demo comes after its past, however that was filled.
      await notePastComplete(workerPool())
    },
    { limitMs: AWAY_AT_START_MS },
  )
  const collector = await startCollector({ pool: workerPool(), url: workerDatabaseUrl() })
  const fallSilent = sayAlive(env().dataDir)
  log().info('the worker is ready')
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  log().info('the worker stops')
  fallSilent()
  await collector.stop()
  await closeWorkerPool()
  process.exit()
} catch (error) {
  const isOurs = error instanceof AppError
  const said = isOurs
    ? error.message
    : `The worker could not start: ${databaseTrouble(error)?.message ?? String(error)}`
  process.stderr.write(`${said}\n`)
  process.exit(isOurs && error.kind === 'usage' ? EXIT_WRONG_USE : EXIT_FAILED)
}
