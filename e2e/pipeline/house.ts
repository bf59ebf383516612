/** For tests: the whole way from the AWS wire to an export, in one process, on a database and an organisation of its own. */
import { vi } from 'vitest'
import { allSources } from '#lib/collectors/all-sources'
import { openConnections } from '#lib/collectors/aws/connections'
import { hubPolicy, memberPolicy } from '#lib/collectors/derive/iam-policy'

import { setClockOffset } from '#lib/core/clock'
import { closeViewerDatabase, operator } from '#lib/db/as-viewer'
import { createTestDatabase } from '#lib/db/test-database'
import type { ExportKind } from '#lib/domains/exports/contract'
import { exportRows } from '#lib/domains/exports/queries'
import { useEnv as changeSettings } from '#lib/env'
import { collectInline, type RunSummary } from '#lib/inventory/collection/collect-inline'
import type { RunWish } from '#lib/inventory/collection/request-run'
import type { FaultPlan } from '../../simulator/faults.ts'
import type { SimulatorOptions } from '../../simulator/options.ts'
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts'

/** Fixed, so that a world is the same on every day that it is tested. */
const INSTANT = '2026-11-21T12:00:00.000Z'

/** A collection takes seconds; on a machine that does ten other things, a minute. */
export const TEST_TIMEOUT_MS = 180_000

/** Short enough for a fault to show, long enough for an answer of a busy machine. */
const IMPATIENT = { timeoutMs: 3_000, throttlePatienceMs: 3_000, faultPatienceMs: 1_500, firstPauseMs: 10 }

const SOCKETS = 64

/** Where a fault passes, the product must outlast it, however busy the machine: how long that takes is chance. */
export const PATIENT = { timeoutMs: 6_000, throttlePatienceMs: 60_000, faultPatienceMs: 60_000 }

/** Where nothing goes wrong on the wire, an answer may take as long as the product itself would wait for it. */
export const UNHURRIED = { ...PATIENT, timeoutMs: 20_000 }

/** Made of exactly what the sources declare, and passed on as the text that `steward policy` prints. */
const POLICIES: SimulatorOptions['policies'] = JSON.parse(
  JSON.stringify({
    member: memberPolicy(allSources),
    hub: hubPolicy(allSources, { memberRole: 'StewardReadOnly' }),
  }),
)

export type Row = Record<string, unknown>

export type House = {
  /** Everything, or what is wished for. Faults that last end soon, unless it is told to be patient. */
  collect(wish?: RunWish, patience?: Partial<typeof IMPATIENT>): Promise<RunSummary>
  /** What the simulator says a product that had read everything, or nothing, before the present plan must know. */
  truth(kind: ExportKind, knows?: 'everything' | 'nothing'): Promise<Row[]>
  exported(kind: ExportKind): Promise<Row[]>
  plan(faults: FaultPlan): Promise<void>
  /** Goes on against the same world, started anew with other options. */
  restart(options: SimulatorOptions): Promise<void>
  calls(): Promise<{ unusedActions: string[]; refusedActions: string[] }>
  /** Moves the organisation and the product to another instant. */
  moveTo(instant: string): Promise<void>
  close(): Promise<void>
}

export async function openHouse(options: SimulatorOptions = {}): Promise<House> {
  const start = (changes: SimulatorOptions = {}) =>
    startSimulator({ accounts: 6, clock: INSTANT, policies: POLICIES, ...options, ...changes })
  let simulator = await start()
  const database = await createTestDatabase()
  const restore = changeSettings({
    databaseUrl: database.url,
    webDatabaseUrl: database.webUrl,
    workerDatabaseUrl: database.workerUrl,
    externalId: simulator.externalId,
    memberRole: simulator.memberRole,
    logLevel: 'silent',
    awsPace: 'none',
  })
  pointAt(simulator)
  follow(INSTANT)

  const ask = async (path: string, body?: unknown) => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${simulator.endpoint}/_simulator/${path}`, request)
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }

  return {
    collect: async (wish = {}, patience) => {
      const settings = { hubRegion: simulator.region, ...IMPATIENT, ...patience }
      // Not the process's own: those keep the time limit that they were first opened with.
      const connections = openConnections({ timeoutMs: settings.timeoutMs, sockets: SOCKETS })
      try {
        return await collectInline(database.worker, wish, { aws: { settings, connections } })
      } finally {
        connections.close()
      }
    },
    truth: (kind, knows = 'everything') => ask(`truth?kind=${kind}&knows=${knows}`),
    exported: async (kind) => {
      const rows: Row[] = []
      for await (const row of exportRows(operator, kind, { filters: {}, text: '' })) rows.push(row)
      return rows
    },
    plan: (faults) => ask('plan', faults),
    calls: () => ask('calls'),
    restart: async (changes) => {
      await simulator.close()
      simulator = await start(changes)
      pointAt(simulator)
    },
    moveTo: async (instant) => {
      await ask('clock', { instant })
      follow(instant)
    },
    close: async () => {
      await closeViewerDatabase()
      await database.drop()
      await simulator.close()
      setClockOffset(0)
      restore()
      vi.unstubAllEnvs()
    },
  }
}

function pointAt({ endpoint, accessKeyId, secretAccessKey }: Simulator): void {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey)
}

/** Sets the product's time, which goes on from there. */
function follow(instant: string): void {
  setClockOffset(Date.parse(instant) - Date.now())
}
