/**
 * The demo's past: the invented organisation at twelve weekly instants, each read and judged by the real pipeline with
 * the product's clock and the organisation's moved there; between them its people decide, and each week gets its report.
 * Interrupted, it goes on where it stopped.
 */
import type { Command } from 'commander'
import type pg from 'pg'
import { addDemoDeciders } from '../lib/auth/demo-sign-in.ts'
import { clock, setClockOffset } from '../lib/core/clock.ts'
import { closeViewerDatabase, type Viewer } from '../lib/db/as-viewer.ts'
import { closeAuthDatabase } from '../lib/db/auth-database.ts'
import { findDemoStart } from '../lib/db/sql/collection/find-demo-start.ts'
import { notePastComplete } from '../lib/db/sql/readiness/note-past-complete.ts'
import { closeWorkerPool, workerPool } from '../lib/db/worker-pool.ts'
import { listWeeksToMake, makeReports } from '../lib/domains/reports/make-reports.ts'
import { env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { expireRejections } from '../lib/history/expire-rejections.ts'
import { sealHistory } from '../lib/history/seal-history.ts'
import { collectInline } from '../lib/inventory/collection/collect-inline.ts'
import { judgeEverything, reasonToJudge } from '../lib/inventory/judging/judge-everything.ts'
import { decide } from './past/decide.ts'
import { type PastEvent, pastEvents } from './past/past-week.ts'
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
        await Promise.all([closeWorkerPool(), closeViewerDatabase(), closeAuthDatabase()])
      }
    })
}

async function fillPast(pool: pg.Pool, endpoint: string): Promise<void> {
  // What a power cut takes of it is made up again by the next start; waiting for the disk thousands of times is not worth it.
  pool.on('connect', (client) => client.query('SET synchronous_commit = off'))
  const { createdAt, lastRunAt, lastDecisionAt } = await findDemoStart(pool)
  const livedUntil = Math.max(lastRunAt?.getTime() ?? 0, lastDecisionAt?.getTime() ?? 0)
  const missing = pastEvents(createdAt, WEEKS).filter(({ at }) => at.getTime() > livedUntil)
  if (missing.length === 0) return notePastComplete(pool)
  const deciders = await addDemoDeciders()
  try {
    for (const event of missing) {
      setClockOffset(event.at.getTime() - Date.now())
      await liveThrough(pool, event, { endpoint, deciders })
    }
  } finally {
    setClockOffset(env().clockOffsetMs)
    await setSimulatorClock(endpoint, clock.now())
  }
  await notePastComplete(pool)
}

async function liveThrough(
  pool: pg.Pool,
  event: PastEvent,
  { endpoint, deciders }: { endpoint: string; deciders: readonly Viewer[] },
): Promise<void> {
  switch (event.does) {
    case 'collect': {
      // One line per week, for whoever shows the progress.
      process.stdout.write(`week ${event.week + 1} of ${WEEKS}\n`)
      await setSimulatorClock(endpoint, event.at)
      return collect(pool)
    }
    case 'report': {
      for (const week of await listWeeksToMake(pool, clock.now())) await makeReports(pool, week)
      return
    }
    case 'decide': {
      await expireRejections(pool)
      await decide(deciders, event.week, event.occasion)
      await sealHistory(pool)
    }
  }
}

/** What a worker does on such a day. */
async function collect(pool: pg.Pool): Promise<void> {
  const cause = await reasonToJudge(pool, clock.now())
  if (cause) await judgeEverything(pool, { at: clock.now(), cause })
  const { status, message } = await collectInline(pool, { trigger: 'schedule' })
  if (status === 'failed') throw new AppError('unavailable', `The past could not be collected: ${message}`)
  await sealHistory(pool)
}
