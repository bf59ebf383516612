import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { clock, machineClock } from '#lib/core/clock'
import { MINUTE_MS } from '#lib/core/time'
import { beginRun, listRequestedRuns } from '#lib/db/sql/collection/runs'
import { env } from '#lib/env'
import { queuedLeaseFromNow } from '#lib/inventory/collection/lease'
import { log } from '#lib/log'
import { queues } from '#lib/queue/queues'
import { sendJob } from '#lib/queue/send-job'

/** Puts runs that somebody asked for into the queue: each once, whoever sees it first. */
export async function beginRequestedRuns(pool: pg.Pool, boss: PgBoss): Promise<void> {
  for (const runId of await listRequestedRuns(pool)) {
    const deadlineAt = new Date(machineClock.now().getTime() + env().runLimitMinutes * MINUTE_MS)
    const times = { startedAt: clock.now(), deadlineAt, leaseUntil: queuedLeaseFromNow() }
    // A worker that dies between the two leaves a run whose lease passes.
    if (await beginRun(pool, runId, times)) await sendJob(boss, queues.collectionStart, { runId })
  }
}

/** Calls back whenever somebody asks for a run. A connection that is lost costs seconds: the worker also looks by itself. */
export async function listenForRuns(url: string, onRun: () => void): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  client.on('error', (error) =>
    log().warn({ err: error }, 'requests for collections are only looked for now and again'),
  )
  client.on('notification', onRun)
  await client.connect()
  await client.query('LISTEN steward_runs')
  return () => client.end()
}
