/** Who drives a run says so every few seconds; a run whose driver has fallen silent is ended by whoever notices (I4). */
import type pg from 'pg'
import { machineClock } from '../../core/clock.ts'
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts'
import { listLapsedRuns, renewLease } from '../../db/sql/collection/runs.ts'
import { log } from '../../log.ts'
import { endInterruptedRun, endOverdueRun } from './end-run.ts'

/** Of a run that one process does alone: nobody can take it over, so its end should be known soon. */
const LEASE_MS = 45 * SECOND_MS
/** Of a run whose jobs are in the queue: long enough for another worker to take over those of one that was killed. */
const QUEUED_LEASE_MS = 3 * MINUTE_MS
const RENEW_EVERY_MS = 10 * SECOND_MS
/** A driver ends its run itself when time is up; others step in only when it has not. */
const GRACE_MS = 2 * MINUTE_MS

export const leaseFromNow = (): Date => inFuture(LEASE_MS)
export const queuedLeaseFromNow = (): Date => inFuture(QUEUED_LEASE_MS)

/** Renews the lease until the returned function is called. */
export const keepLease = (pool: pg.Pool, runId: string): (() => void) => renewEvery(pool, runId, LEASE_MS)
export const keepQueuedLease = (pool: pg.Pool, runId: string): (() => void) => renewEvery(pool, runId, QUEUED_LEASE_MS)

const inFuture = (ms: number): Date => new Date(machineClock.now().getTime() + ms)

function renewEvery(pool: pg.Pool, runId: string, leaseMs: number): () => void {
  const renew = () =>
    renewLease(pool, runId, inFuture(leaseMs)).catch((error: unknown) =>
      log().warn({ err: error, runId }, 'the lease of a run could not be renewed'),
    )
  const timer = setInterval(renew, RENEW_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Ends runs that nobody drives any more, and answers how many. Any number of processes may do so at once. */
export async function endLapsedRuns(pool: pg.Pool): Promise<number> {
  const now = machineClock.now()
  const lapsed = await listLapsedRuns(pool, now, new Date(now.getTime() - GRACE_MS))
  for (const { id, isPastDeadline } of lapsed) {
    if (isPastDeadline) await endOverdueRun(pool, id)
    else await endInterruptedRun(pool, id, 'The process that collected ended before the collection did.')
  }
  return lapsed.length
}
