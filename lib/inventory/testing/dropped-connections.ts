/** For tests: processes of ours that collect while the database drops their connections. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { CollectedWorld } from './collected-world.ts'
import { countRead, type Process, startProcess } from './killed-collection.ts'

const LOOK_EVERY_MS = 15
const END_LIMIT_MS = 120_000

export type Ended = { status: number | null; signal: string | null; stdout: string; stderr: string }

/** Ends every connection of our processes at once, as a server does that restarts or fails over. Answers how many. */
export async function dropConnections(admin: pg.Pool): Promise<number> {
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename <> current_user`,
  )
  return rowCount ?? 0
}

/** Ends one connection, chosen by chance. */
export async function dropOneConnection(admin: pg.Pool): Promise<number> {
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename <> current_user
     ORDER BY random() LIMIT 1) AS one`,
  )
  return rowCount ?? 0
}

/** Waits until that many scopes of all runs have been read. */
export async function untilRead(world: CollectedWorld, scopes: number, child: Process): Promise<void> {
  while (child.exitCode === null && (await countRead(world.database.admin)) < scopes) await wait(LOOK_EVERY_MS)
}

/** `steward collect --wait` in a process of its own, with what it says. */
export function startCollecting(world: CollectedWorld): { child: Process; ended: Promise<Ended> } {
  return listenTo(startProcess(world, ['collect', '--wait', '--json']))
}

export function startWorker(
  world: CollectedWorld,
  { limitMs = END_LIMIT_MS, settings = {} }: { limitMs?: number; settings?: Record<string, string> } = {},
): { child: Process; ended: Promise<Ended> } {
  return listenTo(startProcess(world, ['worker'], settings), limitMs)
}

function listenTo(child: Process, limitMs = END_LIMIT_MS): { child: Process; ended: Promise<Ended> } {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk) => {
      said[name] = (said[name] + chunk).slice(-10_000)
    })
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  const ended = once(child, 'close').then(([status, signal]) => {
    clearTimeout(timer)
    return { status, signal, ...said }
  })
  return { child, ended }
}
