/** Who drives a run says so every few seconds; a run whose driver has fallen silent is ended by whoever notices (I4). */
import type pg from 'pg'
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts'
import { listLapsedRuns, renewLease } from '../../db/sql/collection/runs.ts'
import { log } from '../../log.ts'
import { endInterruptedRun, endOverdueRun } from './end-run.ts'

/** Of a run that one process does alone: nobody can take it over, so its end should be known soon. */
export const LEASE_MS = 45 * SECOND_MS
/** Of a run whose jobs are in the queue: long enough for another worker to take over those of one that was killed. */
export const QUEUED_LEASE_MS = 3 * MINUTE_MS
const RENEW_EVERY_MS = 10 * SECOND_MS
/** A driver ends its run itself when time is up. One that has not lets go of it, and others step in. */
const GRACE_MS = 2 * MINUTE_MS

/**
 * A lease that was just past may be one whose clock has jumped: whoever drives the run has renewed it by the next look
 * (F73).
 */
const SURE_AFTER_MS = RENEW_EVERY_MS + 2 * SECOND_MS

/** Renews the lease until the returned function is called, at the longest as long as the run may take. */
export function keepLease(pool: pg.Pool, runId: string, leaseMs: number, limitMs: number): () => void {
  const letGoAt = performance.now() + limitMs + GRACE_MS
  const renew = () => {
    if (performance.now() > letGoAt) return clearInterval(timer)
    renewLease(pool, runId, leaseMs).catch((error: unknown) =>
      log().warn({ err: error, runId }, 'the lease of a run could not be renewed'),
    )
  }
  const timer = setInterval(renew, RENEW_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Leases that were past when this process looked, and since when, by a clock that does not jump. */
const doubted = new Map<string, { leaseUntil: number; since: number }>()

/** Ends runs that nobody drives any more, and answers how many. Any number of processes may do so at once. */
export async function endLapsedRuns(pool: pg.Pool, { sureAfterMs = SURE_AFTER_MS } = {}): Promise<number> {
  const now = performance.now()
  const lapsed = await listLapsedRuns(pool)
  const before = new Map(doubted)
  doubted.clear()
  let ended = 0
  for (const { id, leaseUntil, isPastDeadline } of lapsed) {
    const known = before.get(id)
    const doubt = known?.leaseUntil === leaseUntil.getTime() ? known : { leaseUntil: leaseUntil.getTime(), since: now }
    if (now - doubt.since < sureAfterMs) {
      doubted.set(id, doubt)
      continue
    }
    if (isPastDeadline) await endOverdueRun(pool, id)
    else await endInterruptedRun(pool, id, 'The process that collected ended before the collection did.')
    ended++
  }
  return ended
}
