/** One organisation, collected: what was called, how long it took, and the least it could have taken. */
import type pg from 'pg'
import { env } from '#lib/env'
import { postmasterPid, treeCpuMs } from '../measure/cpu.ts'
import { openPool } from '../measure/pool.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import type { Collected } from './collect-once.ts'
import { type Bound, lowerBounds } from './lower-bound.ts'
import { type RecordedRun, recordedRun } from './recorded.ts'
import { collect, type Organisation, startOrganisation } from './simulated.ts'

const LATENCY_MS = 50

export type Measured = Collected & Omit<RecordedRun, 'paced'> & { bounds: [Bound, ...Bound[]] }

export type Asked = { accounts: number; times: number; sources: readonly string[] }

export async function measureOrganisation(
  server: BenchServer,
  { accounts, times, sources }: Asked,
  { signal }: Share,
): Promise<Measured[]> {
  const name = `collection_${accounts}`
  const database = await server.createDatabase(name)
  const organisation = await startOrganisation(accounts, LATENCY_MS, signal)
  const superuser = openPool(database.superuserUrl, 1)
  const runs: Measured[] = []
  try {
    const othersCpuMs = await cpuOfOthers(organisation, superuser)
    let cpuBefore = othersCpuMs()
    await collect(organisation, database, { times, sources, signal }, async (collected) => {
      const cpuAfter = othersCpuMs()
      runs.push(await asMeasured(collected, cpuAfter - cpuBefore, superuser))
      cpuBefore = cpuAfter
    })
  } finally {
    await superuser.end()
    await organisation.stop()
    await server.dropDatabase(name)
  }
  signal.throwIfAborted()
  if (runs.length < times) throw new Error('the collector ended early')
  return runs
}

/** Simulator and PostgreSQL; nothing where it cannot be read. */
async function cpuOfOthers(organisation: Organisation, superuser: pg.Pool): Promise<() => number> {
  const postmaster = (await postmasterPid(superuser)) ?? 0
  return () => (treeCpuMs(organisation.pid) ?? 0) + (treeCpuMs(postmaster) ?? 0)
}

async function asMeasured(collected: Collected, othersCpuMs: number, superuser: pg.Pool): Promise<Measured> {
  const { paced, ...recorded } = await recordedRun(superuser, collected.runId)
  const { calls, longestListing } = recorded
  const bounds = lowerBounds({
    calls,
    latencyMs: LATENCY_MS,
    inFlight: env().inFlight,
    collectorCpuMs: collected.cpuMs,
    allCpuMs: collected.cpuMs + othersCpuMs,
    longestListing,
    paced,
  })
  return { ...collected, ...recorded, bounds }
}
