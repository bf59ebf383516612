/** CPU time of processes that are not ours to ask: read from Linux's process table, unknown elsewhere. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

type Times = { parent: number; ownMs: number; reapedMs: number }

const TICKS_PER_SECOND = existsSync('/proc/self/stat') ? Number(execFileSync('getconf', ['CLK_TCK'])) : 0

function timesOf(pid: number): Times | null {
  try {
    // The name, in brackets, may hold anything; the fields count from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const ms = (index: number) => (Number(fields[index]) * 1_000) / TICKS_PER_SECOND
    return { parent: Number(fields[1]), ownMs: ms(11) + ms(12), reapedMs: ms(13) + ms(14) }
  } catch {
    return null // gone meanwhile, or not Linux
  }
}

/** CPU time of a process with its children, those that ended included; null where it cannot be read. */
export function treeCpuMs(pid: number): number | null {
  for (;;) {
    const root = timesOf(pid)
    if (!root) return null
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const children = pids.map((name) => timesOf(Number(name))).filter((times) => times?.parent === pid)
    // Of a child that ended meanwhile the time moved to its parent: it would be counted nowhere, or twice.
    if (timesOf(pid)?.reapedMs !== root.reapedMs) continue
    return children.reduce((sum, times) => sum + (times ? times.ownMs + times.reapedMs : 0), root.ownMs + root.reapedMs)
  }
}

/** The process that all backends of the server are children of. */
export async function postmasterPid(pool: pg.Pool): Promise<number | null> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return timesOf(rows[0]?.pid ?? 0)?.parent ?? null
}

/** CPU time of this process. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
