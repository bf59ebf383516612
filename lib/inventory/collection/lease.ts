/** Who drives a run says so every few seconds; a run whose driver has fallen silent is ended by whoever notices (I4). */
import type pg from 'pg'
import { machineClock } from '../../core/clock.ts'
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts'
import { listLapsedRuns, renewLease } from '../../db/sql/collection/runs.ts'
import { log } from '../../log.ts'
import { endInterruptedRun, endOverdueRun } from './end-run.ts'

const LEASE_MS = 45 * SECOND_MS
const RENEW_EVERY_MS = 10 * SECOND_MS
/** A driver ends its run itself when time is up; others step in only when it has not. */
const GRACE_MS = 2 * MINUTE_MS

export const leaseFromNow = (): Date => new Date(machineClock.now().getTime() + LEASE_MS)

/** Renews the lease until the returned function is called. */
export function keepLease(pool: pg.Pool, runId: string): () => void {
  const renew = () =>
    renewLease(pool, runId, leaseFromNow()).catch((error: unknown) =>
      log().warn({ err: error, runId }, 'the lease of a run could not be renewed'),
    )
  const timer = setInterval(renew, RENEW_EVERY_MS)
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
