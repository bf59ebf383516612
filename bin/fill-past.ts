/**
 * The demo's past: the invented organisation at twelve weekly instants, each read and judged by the real pipeline with
 * the product's clock and the organisation's moved there. Interrupted, it goes on where it stopped.
 */
import type { Command } from 'commander'
import type pg from 'pg'
import { clock, setClockOffset } from '../lib/core/clock.ts'
import { DAY_MS } from '../lib/core/time.ts'
import { findDemoStart } from '../lib/db/sql/collection/find-demo-start.ts'
import { closeWorkerPool, workerPool } from '../lib/db/worker-pool.ts'
import { env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { collectInline } from '../lib/inventory/collection/collect-inline.ts'
import { judgeEverything, reasonToJudge } from '../lib/inventory/judging/judge-everything.ts'
import { setSimulatorClock } from './supervise/simulator.ts'

const WEEKS = 12

export const fillPastCommand = (program: Command): void => {
  program
    .command('fill-past', { hidden: true })
    .description('Give a demo its past. Needs its simulator and nobody else who collects.')
    .action(async () => {
      const { mode, awsEndpointUrl } = env()
      if (mode !== 'demo' || !awsEndpointUrl)
        throw new AppError('usage', 'Only a demo with a simulator has a made-up past.')
      try {
        await fillPast(workerPool(), awsEndpointUrl)
      } finally {
        await closeWorkerPool()
      }
    })
}

async function fillPast(pool: pg.Pool, endpoint: string): Promise<void> {
  const { createdAt, lastRunAt } = await findDemoStart(pool)
  const instants = Array.from({ length: WEEKS }, (_, index) => createdAt.getTime() - (WEEKS - index) * 7 * DAY_MS)
  const missing = instants.filter((instant) => instant > (lastRunAt?.getTime() ?? 0))
  try {
    for (const instant of missing) {
      // One line per week, for whoever shows the progress.
      process.stdout.write(`week ${WEEKS - missing.length + missing.indexOf(instant) + 1} of ${WEEKS}\n`)
      await setSimulatorClock(endpoint, new Date(instant))
      setClockOffset(instant - Date.now())
      await liveThrough(pool)
    }
  } finally {
    setClockOffset(env().clockOffsetMs)
    await setSimulatorClock(endpoint, clock.now())
  }
}

/** What a worker does on such a day. */
async function liveThrough(pool: pg.Pool): Promise<void> {
  const cause = await reasonToJudge(pool, clock.now())
  if (cause) await judgeEverything(pool, { at: clock.now(), cause })
  const { status, message } = await collectInline(pool, { trigger: 'schedule' })
  if (status === 'failed') throw new AppError('unavailable', `The past could not be collected: ${message}`)
}
