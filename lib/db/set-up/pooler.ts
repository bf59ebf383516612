/**
 * A pooler that gives each transaction another connection breaks what Steward holds on one: roles of the web's sign-in,
 * LISTEN, locks of a migration. It is refused at the start, in words, before anything hangs (FC-24).
 */
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { withClient } from '../clients.ts'

/** Other people's transactions may hide once that connections are exchanged. */
const ROUNDS = 5

export async function requireOwnConnections(client: pg.Client, url: string, setting: string): Promise<void> {
  // The server tells its process at the start of a connection, a pooler an invented one.
  const { processID } = client as pg.Client & { processID: number | null }
  if ((await backendOf(client)) === processID) return
  if (!(await areExchanged(client, url))) return
  throw new AppError(
    'usage',
    `${setting} leads through a pooler that gives each transaction another connection (PgBouncer: pool_mode = transaction or statement). Steward needs connections of its own: name the database server itself, or a pool with pool_mode = session.`,
  )
}

async function areExchanged(client: pg.Client, url: string): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const before = await backendOf(client)
    const seen = await withClient(url, async (other) => {
      try {
        await other.query('BEGIN')
      } catch {
        // Pools of single statements refuse transactions.
        return null
      }
      const theirs = await backendOf(other)
      const ours = await backendOf(client)
      await other.query('COMMIT')
      return { theirs, ours }
    })
    if (seen === null || seen.ours !== before || seen.theirs === before) return true
  }
  return false
}

async function backendOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid
}
