import type pg from 'pg'
import { SCOPE_STATUSES, type ScopeStatus } from '../../core/reading.ts'
import { countRunScopes } from '../../db/sql/collection/count-run-scopes.ts'
import { getRun } from '../../db/sql/collection/runs.ts'
import { endLapsedRuns } from './lease.ts'
import { type RunWish, requestRun } from './request-run.ts'
import { type RunOptions, runCollection } from './run-collection.ts'

export type RunSummary = {
  runId: string
  status: string
  scopes: Record<ScopeStatus, number>
  rows: number
  awsCalls: number
  durationMs: number
  /** One sentence when the run as a whole went wrong. */
  message: string | null
}

/** One collection from beginning to end in this process, at the product's time. */
export async function collectInline(
  pool: pg.Pool,
  wish: RunWish = {},
  options: RunOptions & { onRequested?: (runId: string) => void } = {},
): Promise<RunSummary> {
  await endLapsedRuns(pool)
  const runId = await requestRun(pool, wish)
  options.onRequested?.(runId)
  await runCollection(pool, runId, options)
  return summariseRun(pool, runId)
}

/** A run as it stands; `never` counts what it has not got to. */
export async function summariseRun(pool: pg.Pool, runId: string): Promise<RunSummary> {
  const run = await getRun(pool, runId)
  const scopes = Object.fromEntries(SCOPE_STATUSES.map((status) => [status, 0])) as Record<ScopeStatus, number>
  for (const { status, scopes: count } of await countRunScopes(pool, runId)) {
    const state = SCOPE_STATUSES.find((known) => known === status) ?? 'never'
    scopes[state] += count
  }
  const { status, rows, awsCalls, durationMs, message } = run
  return { runId, status, scopes, rows, awsCalls, durationMs: durationMs ?? 0, message }
}
