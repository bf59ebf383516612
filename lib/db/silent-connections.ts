/**
 * A connection may be open on this side only: a firewall forgot it, or the server's machine is gone. TCP notices after a
 * quarter of an hour, or never. So whoever waits for an answer and hears nothing for some seconds has the server asked,
 * on a connection of its own, whether anything is being done there; where nothing is, the connection is closed (F08).
 */
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { SECOND_MS } from '../core/time.ts'
import { log } from '../log.ts'
import { databaseTrouble } from './trouble.ts'

const SILENT_AFTER_MS = 6 * SECOND_MS
const LOOK_EVERY_MS = 2 * SECOND_MS
const CONNECT_LIMIT_MS = 5 * SECOND_MS
const ANSWER_LIMIT_MS = 5 * SECOND_MS
/** For an answer that was on its way while the server was asked. */
const GRACE_MS = SECOND_MS

/** Parts of a client that `pg` does not declare. */
type Inside = { _activeQuery: unknown; processID: number | null; connection: { stream: Socket } }
/** Makes the connection that the server is asked on: one function for all clients of one address. */
type MakeProbe = (limits: pg.ClientConfig) => pg.Client
type Heard = { makeProbe: MakeProbe; bytes: number; at: number; isAsked: boolean }

const watched = new Map<pg.Client, Heard>()
let timer: NodeJS.Timeout | undefined

/** From when the client is connected until it ends. */
export function watchForSilence(client: pg.Client, makeProbe: MakeProbe): void {
  client.once('connect', () => {
    watched.set(client, { makeProbe, bytes: 0, at: performance.now(), isAsked: false })
    timer ??= setInterval(look, LOOK_EVERY_MS).unref()
  })
  client.once('end', () => {
    watched.delete(client)
    if (watched.size > 0) return
    clearInterval(timer)
    timer = undefined
  })
}

const inside = (client: pg.Client) => client as unknown as Inside

function bytesOf(client: pg.Client): number {
  const { bytesRead, bytesWritten } = inside(client).connection.stream
  return bytesRead + bytesWritten
}

/** True when an answer is awaited and nothing was sent or received since that many bytes. */
const isStill = (client: pg.Client, bytes: number): boolean =>
  inside(client)._activeQuery != null && bytesOf(client) === bytes

function look(): void {
  const now = performance.now()
  const silent = new Map<MakeProbe, pg.Client[]>()
  for (const [client, heard] of watched) {
    if (heard.isAsked) continue
    if (!isStill(client, heard.bytes)) Object.assign(heard, { bytes: bytesOf(client), at: now })
    else if (now - heard.at > SILENT_AFTER_MS)
      silent.set(heard.makeProbe, [...(silent.get(heard.makeProbe) ?? []), client])
  }
  for (const [makeProbe, clients] of silent) void closeForgotten(makeProbe, clients)
}

async function closeForgotten(makeProbe: MakeProbe, clients: readonly pg.Client[]): Promise<void> {
  const asked = clients.flatMap((client) => {
    const heard = watched.get(client)
    return heard ? [{ client, heard, bytes: heard.bytes }] : []
  })
  for (const { heard } of asked) heard.isAsked = true
  const forgotten = await findForgotten(makeProbe, clients)
  await wait(GRACE_MS, undefined, { ref: false })
  for (const { client, heard, bytes } of asked) {
    Object.assign(heard, { isAsked: false, at: performance.now() })
    if (!forgotten.includes(client) || !isStill(client, bytes)) continue
    log().warn({ pid: inside(client).processID }, 'the database does nothing on a connection that waits for it: closed')
    inside(client).connection.stream.destroy()
  }
}

/** Those of which it is certain that nobody works for them at the other end. */
async function findForgotten(makeProbe: MakeProbe, clients: readonly pg.Client[]): Promise<readonly pg.Client[]> {
  const probe = makeProbe({ connectionTimeoutMillis: CONNECT_LIMIT_MS, query_timeout: ANSWER_LIMIT_MS })
  try {
    await probe.connect()
  } catch (error) {
    close(probe)
    // A server that has no connection free is there; one that says nothing is not.
    return databaseTrouble(error)?.kind === 'away' && !(error instanceof pg.DatabaseError) ? clients : []
  }
  try {
    const { rows } = await probe.query<{ own: number; pid: number | null }>(
      `SELECT pg_backend_pid() AS own, a.pid FROM (SELECT 1) AS one LEFT JOIN pg_stat_activity a ON a.pid = ANY ($1)
         AND a.state NOT LIKE 'idle%' AND a.wait_event IS DISTINCT FROM 'ClientRead'`,
      [clients.map((client) => inside(client).processID)],
    )
    // Behind a pooler processes have other numbers, so nothing is known of them.
    if (rows[0]?.own !== inside(probe).processID) return []
    return clients.filter((client) => rows.every(({ pid }) => pid !== inside(client).processID))
  } catch {
    return []
  } finally {
    close(probe)
  }
}

const close = (probe: pg.Client) => void inside(probe).connection.stream.destroy()
