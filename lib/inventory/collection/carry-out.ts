import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { allSources } from '../../collectors/all-sources.ts'
import { clock } from '../../core/clock.ts'
import { SECOND_MS } from '../../core/time.ts'
import { outlivingDrops } from '../../db/outlive.ts'
import { hasUnreadScopes, type Wanted } from '../../db/sql/collection/count-run-scopes.ts'
import { getRun, type Run } from '../../db/sql/collection/runs.ts'
import { isWorkerAlive } from '../../db/sql/collection/worker-processes.ts'
import { judgeEverythingWhenDue } from '../judging/judge-everything.ts'
import { endLapsedRuns } from './lease.ts'
import { type RunOptions, runCollection } from './run-collection.ts'

/** A worker says every five seconds that it is there. */
const ALIVE_WITHIN_MS = 20 * SECOND_MS
const LOOK_EVERY_MS = 500

/** True when a worker is there to carry out what is asked for. */
export function hasLiveWorker(pool: pg.Pool): Promise<boolean> {
  return isWorkerAlive(pool, ALIVE_WITHIN_MS)
}

/**
 * Sees a run through to its end: waits for the worker that does it, or does it here where there is none. With `wanted`,
 * what somebody wants of a run that reads more, only until that has been read.
 */
export async function carryOutRun(
  pool: pg.Pool,
  runId: string,
  options: RunOptions & { wanted?: Wanted | undefined } = {},
): Promise<void> {
  const { wanted, ...how } = options
  for (;;) {
    const { status, isServed, isRead } = await outlivingDrops(() => look(pool, runId, wanted), how)
    if (isRead || (status !== 'requested' && status !== 'running')) return
    if (status === 'requested' && !isServed) {
      await outlivingDrops(() => judgeEverythingWhenDue(pool, clock.now()), how)
      if (await runCollection(pool, runId, how)) continue
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: how.signal })
  }
}

async function look(pool: pg.Pool, runId: string, wanted: Wanted | undefined) {
  await endLapsedRuns(pool)
  const run = await getRun(pool, runId)
  const isRead = wanted !== undefined && run.status === 'running' && (await hasRead(pool, run, wanted))
  return { status: run.status, isServed: await hasLiveWorker(pool), isRead }
}

/** Of some accounts it is known when all is read: their scopes are rows by then. Of all of them, when the run ends. */
async function hasRead(pool: pg.Pool, run: Run, { accountIds, sources }: Wanted): Promise<boolean> {
  if (accountIds.length === 0 || run.scopesExpected === 0) return false
  const ofOrganization = allSources
    .filter(({ id, scopedTo }) => scopedTo === 'organization' && (sources.length === 0 || sources.includes(id)))
    .map(({ id }) => id)
  return !(await hasUnreadScopes(pool, run.id, accountIds, ofOrganization))
}
