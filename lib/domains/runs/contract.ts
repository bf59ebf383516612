/** What the pages of collection runs ask and are told. */
import { z } from 'zod'
import { type ListDefinition, type ListPage, type ListValues, listInput } from '#lib/core/list'
import { listAddress } from '#lib/core/page-address'

/** States of a run. `requested` waits for a worker. */
export const RUN_STATUSES = ['requested', 'running', 'complete', 'partial', 'failed', 'interrupted'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** What asked for a run. */
export const RUN_TRIGGERS = ['schedule', 'manual', 'command', 'start'] as const

export const isUnderWay = (status: RunStatus): boolean => status === 'requested' || status === 'running'

export const runList = {
  filters: ['status', 'trigger'],
  values: { status: { values: RUN_STATUSES }, trigger: { values: RUN_TRIGGERS } },
  sorts: ['requested'],
  sort: 'requested',
  order: 'desc',
} as const satisfies ListDefinition
export type RunFilter = (typeof runList.filters)[number]

export const runAddress = listAddress(runList)
export const runListInput = listInput<RunFilter, 'requested'>(runList)
export type RunListValues = ListValues<RunFilter, 'requested'>

/**
 * Scopes of a run by what came of them; `pending` and `running` while it is under way, `waiting` where what they build on
 * was never read.
 */
export type ScopeCounts = Readonly<Record<string, number>>

export type RunRow = {
  id: string
  trigger: string
  status: RunStatus
  requestedBy: string | null
  requestedAt: string
  startedAt: string | null
  finishedAt: string | null
  durationMs: number | null
  scopesExpected: number
  /** Of the accounts the viewer may see. */
  scopes: ScopeCounts
  rows: number
  awsCalls: number
  throttles: number
  message: string | null
  /** True once what it did place by place was removed: `scopes` is empty then, whatever it read. */
  detailsRemoved: boolean
  /** What it was asked to read; empty is everything. */
  sources: string[]
  accountIds: string[]
}

export type RunPage = ListPage<RunRow> & { at: string }

export type SourceProgress = { source: string; scopes: ScopeCounts; total: number; settled: number; rows: number }

export type CallRow = {
  service: string
  operation: string
  calls: number
  retries: number
  throttles: number
  errors: number
  durationMs: number
}

/** A run before this one, to compare how long it took. */
export type EarlierRun = { id: string; startedAt: string | null; status: RunStatus; durationMs: number | null }

export type RunDetail = RunRow & {
  progress: SourceProgress[]
  calls: CallRow[]
  /** Calls are counted over all accounts of a run: whoever sees a part of them only is not given them. */
  callsWithheld: boolean
  earlier: EarlierRun[]
  /** Whether a worker has been seen lately: without one, nothing moves. */
  workerSeenAt: string | null
  at: string
}

export const runKey = z.object({ runId: z.uuid() })

export type RunScopeRow = {
  accountId: string
  accountName: string | null
  source: string
  region: string
  status: string
  cause: string | null
  message: string | null
}

/** Scopes of a run that were not read to the end, in the order of their keys. */
export type RunScopePage = { rows: RunScopeRow[]; after: string | null; before: string | null }

export const runScopesInput = runKey.extend({
  after: z.string().max(2_000).optional(),
  before: z.string().max(2_000).optional(),
})

/** Source ids as they are declared: service, dot, thing; the organisation's own has no dot. */
const sourceId = z.string().regex(/^[a-z]+(\.[a-z-]+)?$/, 'must be the id of a source')

/** What to collect now. Nothing named is everything. */
export const runRequest = z.strictObject({
  sources: z.array(sourceId).max(50).default([]),
  accountIds: z
    .array(z.string().regex(/^\d{12}$/))
    .max(1_000)
    .default([]),
})
export type RunRequest = z.input<typeof runRequest>

export type RequestedRun = {
  runId: string
  /** True when a run that was there answers the request, for others too. */
  joined: boolean
  /** Since when it does, in a sentence. */
  message: string | null
}

/** What one may choose from when asking for a collection. */
export type RunChoices = { sources: string[] }
