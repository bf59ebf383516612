import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { makeClient } from '#lib/db/clients'
import { listRequestedRuns } from '#lib/db/sql/collection/runs'
import { beginInTurn } from '#lib/inventory/collection/begin-in-turn'
import { QUEUED_LEASE_MS } from '#lib/inventory/collection/lease'
import { log } from '#lib/log'
import { queues } from '#lib/queue/queues'
import { sendJob } from '#lib/queue/send-job'

/**
 * Puts runs that somebody asked for into the queue: each once, whoever sees it first, and when it is its turn. A run is
 * begun together with its job, so none is left that nobody drives.
 */
export async function beginRequestedRuns(pool: pg.Pool, boss: PgBoss): Promise<void> {
  for (const runId of await listRequestedRuns(pool)) {
    await beginInTurn(pool, runId, QUEUED_LEASE_MS, {
      onBegun: (client) => sendJob(boss, queues.collectionStart, { runId }, client),
    })
  }
}

/** After a connection was lost; the longest while the database stays away. */
const LISTEN_AGAIN_MS = [250, 1_000, 5_000, 15_000]

/** Calls back whenever somebody asks for a run. Without a connection the worker still looks by itself; it gets another. */
export async function listenForRuns(url: string, onRun: () => void): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let client = await listen(url, onRun)
  const kept = (async () => {
    while (!stopping.signal.aborted) {
      await once(client, 'end', { signal: stopping.signal }).catch(() => {})
      for (let times = 0; !stopping.signal.aborted; times++) {
        await wait(LISTEN_AGAIN_MS[times] ?? LISTEN_AGAIN_MS.at(-1), undefined, { signal: stopping.signal }).catch(
          () => {},
        )
        if (stopping.signal.aborted) break
        try {
          client = await listen(url, onRun)
          // What was asked for meanwhile was not heard.
          onRun()
          break
        } catch (error) {
          log().warn({ err: error }, 'requests for collections are only looked for now and again')
        }
      }
    }
  })()
  return async () => {
    stopping.abort()
    await kept
    await client.end()
  }
}

async function listen(url: string, onRun: () => void): Promise<pg.Client> {
  const client = makeClient(url, { applicationName: 'steward listener' })
  client.on('notification', onRun)
  try {
    await client.connect()
    await client.query('LISTEN steward_runs')
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}
