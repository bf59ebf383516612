import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { clock, machineClock } from '../../core/clock.ts'
import { SECOND_MS } from '../../core/time.ts'
import { outlivingDrops } from '../../db/outlive.ts'
import { getRun } from '../../db/sql/collection/runs.ts'
import { isWorkerAlive } from '../../db/sql/collection/worker-processes.ts'
import { judgeEverythingWhenDue } from '../judging/judge-everything.ts'
import { endLapsedRuns } from './lease.ts'
import { type RunOptions, runCollection } from './run-collection.ts'

/** A worker says every five seconds that it is there. */
const ALIVE_WITHIN_MS = 20 * SECOND_MS
const LOOK_EVERY_MS = 500

/** True when a worker is there to carry out what is asked for. */
export function hasLiveWorker(pool: pg.Pool): Promise<boolean> {
  return isWorkerAlive(pool, new Date(machineClock.now().getTime() - ALIVE_WITHIN_MS))
}

/** Sees a requested run through to its end: waits for the worker that does it, or does it here where there is none. */
export async function carryOutRun(pool: pg.Pool, runId: string, options: RunOptions = {}): Promise<void> {
  for (;;) {
    const { status, isServed } = await outlivingDrops(() => look(pool, runId), options)
    if (status !== 'requested' && status !== 'running') return
    if (status === 'requested' && !isServed) {
      await outlivingDrops(() => judgeEverythingWhenDue(pool, clock.now()), options)
      await runCollection(pool, runId, options)
      continue
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: options.signal })
  }
}

async function look(pool: pg.Pool, runId: string): Promise<{ status: string; isServed: boolean }> {
  await endLapsedRuns(pool)
  return { status: (await getRun(pool, runId)).status, isServed: await hasLiveWorker(pool) }
}
