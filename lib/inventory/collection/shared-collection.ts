/**
 * Jobs of one run that one process has in hand share a collection: connections, the limit on calls under way, what was
 * learnt about the clock, the statistics. The last of them to end writes the statistics and, if all is read, the run's end.
 */
import type pg from 'pg'
import { addRunCalls } from '../../db/sql/collection/add-run-calls.ts'
import { getRun } from '../../db/sql/collection/runs.ts'
import { type Collection, openCollection } from './collection.ts'
import { endOverdueRun, endReadRun } from './end-run.ts'
import { keepLease, QUEUED_LEASE_MS } from './lease.ts'
import { isOverdue, stopAfter } from './stop.ts'

type Shared = { opened: Promise<Collection>; signal: AbortSignal; users: number; close(): void }

const inHand = new Map<string, Shared>()

/** Does one job's work on a run; on a run that has ended meanwhile there is nothing to do. */
export async function withSharedCollection(
  pool: pg.Pool,
  runId: string,
  signal: AbortSignal,
  work: (collection: Collection) => Promise<void>,
): Promise<void> {
  const { status, leftMs } = await getRun(pool, runId)
  if (status !== 'running') return
  const shared = inHand.get(runId) ?? share(pool, runId, signal, leftMs ?? Number.POSITIVE_INFINITY)
  shared.users++
  try {
    await work(await shared.opened)
  } finally {
    shared.users--
    if (shared.users === 0) await release(pool, runId, shared)
  }
  if (shared.users === 0 && isOverdue(shared.signal)) await endOverdueRun(pool, runId)
  else if (shared.users === 0) await endReadRun(pool, runId)
}

function share(pool: pg.Pool, runId: string, outer: AbortSignal, leftMs: number): Shared {
  const stop = stopAfter(leftMs, outer)
  const stopRenewing = keepLease(pool, runId, QUEUED_LEASE_MS, leftMs)
  const shared: Shared = {
    opened: openCollection(pool, runId, stop.signal),
    signal: stop.signal,
    users: 0,
    close: () => {
      stopRenewing()
      stop.cancel()
    },
  }
  inHand.set(runId, shared)
  return shared
}

async function release(pool: pg.Pool, runId: string, shared: Shared): Promise<void> {
  inHand.delete(runId)
  shared.close()
  const collection = await shared.opened.catch(() => null)
  if (collection) await addRunCalls(pool, runId, collection.context.statistics.list())
}
