/** The worker that reads AWS: takes jobs, keeps runs from being forgotten, and begins what is asked for or due. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type pg from 'pg'
import { RunStoppedError } from '#lib/collectors/aws/call-error'
import { clock } from '#lib/core/clock'
import { DAY_MS, SECOND_MS } from '#lib/core/time'
import { outlivingDrops } from '#lib/db/outlive'
import { forgetWorkers, seeWorker } from '#lib/db/sql/collection/worker-processes'
import { forgetAnswers } from '#lib/db/sql/history/forget-answers'
import { listWeeksToMake } from '#lib/domains/reports/make-reports'
import { expireRejections } from '#lib/history/expire-rejections'
import { sealHistory } from '#lib/history/seal-history'
import { forgetRunDetails } from '#lib/inventory/collection/forget-run-details'
import { endLapsedRuns } from '#lib/inventory/collection/lease'
import { retryingContention } from '#lib/inventory/collection/retrying-contention'
import { reasonToJudge } from '#lib/inventory/judging/judge-everything'
import { dropAbandonedStages } from '#lib/inventory/stage-names'
import { log } from '#lib/log'
import { openBoss } from '#lib/queue/boss'
import { queues } from '#lib/queue/queues'
import { sendJob } from '#lib/queue/send-job'
import { work } from '#lib/queue/work'
import { allJobs } from './jobs/all-jobs.ts'
import { startLoop } from './loop.ts'
import { beginRequestedRuns, listenForRuns } from './requested-runs.ts'
import { scheduleCollection } from './schedule.ts'

const SEEN_EVERY_MS = 5 * SECOND_MS
const LOOK_EVERY_MS = 3 * SECOND_MS
const TEND_EVERY_MS = 15 * SECOND_MS
const SEAL_EVERY_MS = 2 * SECOND_MS
/** Nobody sends an answer again after that long. */
const ANSWERS_KEPT_MS = 30 * DAY_MS
/** How long jobs in hand may take to notice that the worker stops; the promise is ten seconds in all (F53). */
const STOP_WITHIN_MS = 6 * SECOND_MS

export type Collector = { stop(): Promise<void> }

export async function startCollector({ pool, url }: { pool: pg.Pool; url: string }): Promise<Collector> {
  const stopping = new AbortController()
  const boss = openBoss(url)
  await outlivingDrops(() => boss.start())
  for (const job of allJobs) await outlivingDrops(() => work(job, { pool, boss, signal: stopping.signal }))

  const self = { id: randomUUID(), host: hostname(), pid: process.pid }
  const seen = startLoop('seen', SEEN_EVERY_MS, () => seeWorker(pool, self))
  const requested = startLoop('requested runs', LOOK_EVERY_MS, () => beginRequestedRuns(pool, boss))
  const tended = startLoop('tend', TEND_EVERY_MS, async () => {
    await endLapsedRuns(pool)
    await scheduleCollection(pool)
    await retryingContention(() => expireRejections(pool))
    const cause = await reasonToJudge(pool, clock.now())
    if (cause !== null) await sendJob(boss, queues.judgeEverything, { cause })
    for (const week of await listWeeksToMake(pool, clock.now())) await sendJob(boss, queues.weeklyReport, { week })
  })
  const sealed = startLoop('seal', SEAL_EVERY_MS, async () => {
    await sealHistory(pool)
  })
  const sweep = startLoop('sweep', DAY_MS, async () => {
    await dropAbandonedStages(pool)
    // A report that is still to be made looks back at what runs of its week could not read.
    if ((await listWeeksToMake(pool, clock.now())).length === 0) await forgetRunDetails(pool)
    await forgetAnswers(pool, new Date(clock.now().getTime() - ANSWERS_KEPT_MS))
    await forgetWorkers(pool, null)
  })
  const deafen = await outlivingDrops(() => listenForRuns(url, requested.nudge))

  return {
    async stop() {
      stopping.abort(new RunStoppedError('INTERRUPTED'))
      await Promise.all([seen.stop(), requested.stop(), tended.stop(), sealed.stop(), sweep.stop(), deafen()])
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS })
      // A worker that nobody hears of any more is forgotten after a while in any case.
      await forgetWorkers(pool, self.id).catch((error: unknown) =>
        log().warn({ err: error }, 'that this worker stopped could not be written down'),
      )
    },
  }
}
