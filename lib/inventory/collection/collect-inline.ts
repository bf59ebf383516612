import type pg from 'pg'
import { clock } from '../../core/clock.ts'
import { SCOPE_STATUSES, type ScopeStatus, SETTLED_STATUSES } from '../../core/reading.ts'
import { countRunScopes, type Wanted } from '../../db/sql/collection/count-run-scopes.ts'
import { getRun } from '../../db/sql/collection/runs.ts'
import { endLapsedRuns } from './lease.ts'
import { type RunWish, requestRun } from './request-run.ts'
import { type RunOptions, runCollection } from './run-collection.ts'

export type RunSummary = {
  runId: string
  status: string
  scopes: Record<ScopeStatus, number>
  /** Those of them that were read before and have nothing to ask now. */
  lost: number
  rows: number
  awsCalls: number
  durationMs: number
  /** One sentence when the run as a whole went wrong. */
  message: string | null
}

/** One collection from beginning to end in this process, at the product's time, where nobody else collects. */
export async function collectInline(
  pool: pg.Pool,
  wish: RunWish = {},
  options: RunOptions & { onRequested?: (runId: string) => void } = {},
): Promise<RunSummary> {
  await endLapsedRuns(pool)
  const runId = await requestRun(pool, wish)
  options.onRequested?.(runId)
  await runCollection(pool, runId, { ...options, alone: true })
  return summariseRun(pool, runId)
}

/** A run as it stands, or what is wanted of one that reads more; `never` counts what it has not got to. */
export async function summariseRun(pool: pg.Pool, runId: string, wanted?: Wanted): Promise<RunSummary> {
  const run = await getRun(pool, runId)
  const scopes = Object.fromEntries(SCOPE_STATUSES.map((status) => [status, 0])) as Record<ScopeStatus, number>
  let rowsOfWanted = 0
  let lost = 0
  for (const { status, scopes: count, lost: some, rows } of await countRunScopes(pool, runId, wanted)) {
    const state = SCOPE_STATUSES.find((known) => known === status) ?? 'never'
    scopes[state] += count
    rowsOfWanted += rows
    lost += some
  }
  const { status, awsCalls, message, startedAt } = run
  const durationMs = run.durationMs ?? (startedAt === null ? 0 : clock.now().getTime() - startedAt.getTime())
  const rows = wanted === undefined ? run.rows : rowsOfWanted
  return { runId, status, scopes, lost, rows, awsCalls, durationMs, message }
}

/** How a run ended for somebody who wants a part of it that has been read, while the rest goes on. */
export function endedForWanted(summary: RunSummary): RunSummary {
  if (summary.status !== 'running') return summary
  const isWhole = SCOPE_STATUSES.every((state) => summary.scopes[state] === 0 || isSettled(state))
  return {
    ...summary,
    status: summary.message !== null ? 'failed' : isWhole && summary.lost === 0 ? 'complete' : 'partial',
  }
}

const isSettled = (state: ScopeStatus): boolean => SETTLED_STATUSES.some((settled) => settled === state)
