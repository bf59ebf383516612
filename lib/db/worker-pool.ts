import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { makePool } from './clients.ts'
import { PreparingClient } from './preparing-client.ts'
import { databaseUrls } from './urls.ts'

/** A server that no longer answers keeps nobody from leaving. */
const CLOSE_WITHIN_MS = 2_000

let pool: pg.Pool | undefined
/** Connections as the server sees them: the pool forgets one as soon as it has been told to close. */
const connected = new Set<pg.PoolClient>()

/** The worker login's URL, given or derived from the migrator's. */
export function workerDatabaseUrl(): string {
  const { databaseUrl, workerDatabaseUrl: given } = env()
  if (given) return given
  if (databaseUrl) return databaseUrls(databaseUrl).worker
  throw new AppError(
    'unavailable',
    'No database is set for the worker. Start it with `npm start`, or set DATABASE_URL.',
  )
}

function openPool(): pg.Pool {
  const opened = makePool(workerDatabaseUrl(), { max: 10, Client: PreparingClient })
  opened.on('connect', (client) => {
    connected.add(client)
    client.once('end', () => connected.delete(client))
  })
  return opened
}

/** One pool per process for everything that collects and judges. */
export function workerPool(): pg.Pool {
  pool ??= openPool()
  return pool
}

/** Ends once the server has let go of every connection, so that it may be stopped without ending any of them itself. */
export async function closeWorkerPool(): Promise<void> {
  const closing = pool
  pool = undefined
  await closing?.end()
  const closed = Promise.all([...connected].map((client) => once(client, 'end')))
  await Promise.race([closed, wait(CLOSE_WITHIN_MS, undefined, { ref: false })])
}

/** Commits what `work` did, or nothing of it. */
export async function inTransaction<Result>(
  source: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await source.connect()
  let broken = false
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    // The first error is the one to tell; a connection that cannot even roll back is thrown away.
    await client.query('ROLLBACK').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
