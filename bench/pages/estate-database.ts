/** A database with an estate of one size, which pages can be asked of. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { clock } from '#lib/core/clock'
import { closeViewerDatabase } from '#lib/db/as-viewer'
import { useEnv as changeSettings } from '#lib/env'
import { openPool } from '../measure/pool.ts'
import { wallMs } from '../measure/repeat.ts'
import type { BenchDatabase, BenchServer } from '../measure/server.ts'
import { estatePlan, seedEstate } from '../seed-estate.ts'
import { type PageCase, pageCases } from './page-cases.ts'

export type Exported = { rows: number; peakBytes: number }

export type Estate = {
  findings: number
  seedMs: number
  cases: readonly PageCase[]
  /** Does the work with the pages' connections on this estate. */
  visit<Result>(work: () => Promise<Result>): Promise<Result>
  exportFindings(signal: AbortSignal): Promise<Exported>
  drop(): Promise<void>
}

export async function makeEstate(server: BenchServer, findings: number): Promise<Estate> {
  const name = `pages_${findings}`
  const database = await server.createDatabase(name)
  const plan = { ...estatePlan(findings, clock.now()), withDetails: false }
  const seedMs = await wallMs(() => seedEstate(database.superuserUrl, plan))
  const superuser = openPool(database.superuserUrl, 1)
  const cases = await pageCases(superuser).finally(() => superuser.end())
  return {
    findings,
    seedMs,
    cases,
    visit: (work) => visit(database, work),
    exportFindings: (signal) => exportFindings(database, signal),
    drop: () => server.dropDatabase(name),
  }
}

async function visit<Result>(database: BenchDatabase, work: () => Promise<Result>): Promise<Result> {
  const restore = changeSettings({ databaseUrl: database.url, webDatabaseUrl: undefined })
  try {
    return await work()
  } finally {
    await closeViewerDatabase()
    restore()
  }
}

async function exportFindings({ url }: BenchDatabase, signal: AbortSignal): Promise<Exported> {
  const script = join(import.meta.dirname, 'export-once.ts')
  const env = { ...process.env, DATABASE_URL: url }
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env, signal })
  return JSON.parse(stdout)
}
