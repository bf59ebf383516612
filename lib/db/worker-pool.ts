import pg from 'pg'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { log } from '../log.ts'
import { databaseUrls } from './urls.ts'

let pool: pg.Pool | undefined

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
  const opened = new pg.Pool({ connectionString: workerDatabaseUrl(), max: 10, connectionTimeoutMillis: 10_000 })
  // An idle connection that the server ends is replaced when next one is needed; without a listener it ends us (F57).
  opened.on('error', (error) => log().warn({ err: error }, 'an idle database connection was lost'))
  return opened
}

/** One pool per process for everything that collects and judges. */
export function workerPool(): pg.Pool {
  pool ??= openPool()
  return pool
}

export async function closeWorkerPool(): Promise<void> {
  await pool?.end()
  pool = undefined
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
