/** Collection runs: what they read, what they could not, and how far one is. */
import { clock } from '#lib/core/clock'
import { COUNT_MAX } from '#lib/core/list'
import { asViewer, readsEverything, type Tx, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import { type CountedRunScopes, countRunScopes } from '../../db/sql/lists/count-run-scopes.ts'
import { countRuns } from '../../db/sql/lists/count-runs.ts'
import { findRun } from '../../db/sql/lists/find-run.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { listEarlierRuns } from '../../db/sql/lists/list-earlier-runs.ts'
import { listRunGaps } from '../../db/sql/lists/list-run-gaps.ts'
import { type ListedRun, listRuns } from '../../db/sql/lists/list-runs.ts'
import { listScopeWords } from '../../db/sql/lists/list-scope-words.ts'
import { type CountedProgress, readProgress } from '../../db/sql/lists/read-progress.ts'
import { byReading } from '../coverage/cells.ts'
import {
  isUnderWay,
  type RunChoices,
  type RunDetail,
  type RunListValues,
  type RunPage,
  type RunRow,
  type RunScopePage,
  type RunStatus,
  type ScopeCounts,
  type SourceProgress,
} from './contract.ts'
import { readsAllOf, runsInReach } from './in-reach.ts'

const EARLIER_RUNS = 5
const GAPS_PER_PAGE = 20

function runRow(
  { rows, requestedAt, startedAt, finishedAt, status, ...run }: Omit<ListedRun, 'key'>,
  scopes: ScopeCounts,
): RunRow {
  return {
    ...run,
    // Written by the recorder, in these words.
    status: status as RunStatus,
    rows: Number(rows),
    requestedAt: requestedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    scopes,
  }
}

const countsOf = (runId: string, counted: readonly CountedRunScopes[]): ScopeCounts =>
  Object.fromEntries(counted.filter((each) => each.runId === runId).map(({ status, scopes }) => [status, scopes]))

/**
 * While a run is under way its scopes are counted one by one: there are pending ones among them. So they are for a member:
 * what a run expected over all says nothing of what they see.
 */
async function countScopesOf(
  tx: Tx,
  viewer: Viewer,
  runs: readonly Omit<ListedRun, 'key'>[],
): Promise<CountedRunScopes[]> {
  const detailed = runs.filter(({ detailsRemoved }) => !detailsRemoved)
  if (detailed.length === 0) return []
  const exact = detailed.filter((run) => !readsEverything(viewer) || isUnderWay(run.status as RunStatus))
  const reckoned = detailed.filter((run) => !exact.includes(run))
  return [
    ...(exact.length > 0 ? await countRunScopes(tx, exact, true) : []),
    ...(reckoned.length > 0 ? await countRunScopes(tx, reckoned, false) : []),
  ]
}

export async function listRunPage(viewer: Viewer, values: RunListValues): Promise<RunPage> {
  return asViewer(viewer, async (tx) => {
    const position = positionIn('runs', values)
    const read = await listRuns(tx, values, values.order === 'desc', position)
    const { rows: listed, after, before } = asPage(read, position)
    const rows = await runsInReach(tx, viewer, listed)
    const count = await countRuns(tx, values, COUNT_MAX)
    const counted = await countScopesOf(tx, viewer, rows)
    return {
      rows: rows.map((run) => runRow(run, countsOf(run.id, counted))),
      total: { count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX },
      after,
      before,
      at: clock.now().toISOString(),
    }
  })
}

const NOT_SETTLED = ['pending', 'running']

/** Progress by source, in the order sources are read. */
export function progressBySource(counted: readonly CountedProgress[]): SourceProgress[] {
  const sources = [...new Set(counted.map(({ source }) => source))].sort(byReading)
  return sources.map((source) => {
    const own = counted.filter((each) => each.source === source)
    const sum = (some: readonly CountedProgress[], of: 'scopes' | 'rows') =>
      some.reduce((all, each) => all + each[of], 0)
    return {
      source,
      scopes: Object.fromEntries(own.map(({ status, scopes }) => [status, scopes])),
      total: sum(own, 'scopes'),
      settled: sum(
        own.filter(({ status }) => !NOT_SETTLED.includes(status)),
        'scopes',
      ),
      rows: sum(own, 'rows'),
    }
  })
}

export async function getRun(viewer: Viewer, { runId }: { runId: string }): Promise<RunDetail> {
  return asViewer(viewer, async (tx) => {
    const found = await findRun(tx, runId)
    const [run] = found ? await runsInReach(tx, viewer, [found]) : []
    if (!found || !run) throw new AppError('not_found', 'There is no such collection run.')
    const counted = await readProgress(tx, runId)
    const progress = progressBySource(counted)
    const scopes: Record<string, number> = {}
    for (const { status, scopes: count } of counted) scopes[status] = (scopes[status] ?? 0) + count
    const calls = await tx.runCall.findMany({ where: { runId }, orderBy: [{ calls: 'desc' }, { operation: 'asc' }] })
    const earlier = await listEarlierRuns(tx, runId, EARLIER_RUNS)
    const worker = await tx.workerProcess.findFirst({ orderBy: { seenAt: 'desc' } })
    return {
      ...runRow(run, scopes),
      progress,
      calls: calls.map(({ runId: _, durationMs, ...call }) => ({ ...call, durationMs: Number(durationMs) })),
      callsWithheld: !readsAllOf(viewer, found, run),
      earlier: earlier.map(({ startedAt, status, ...rest }) => ({
        ...rest,
        status: status as RunStatus,
        startedAt: startedAt?.toISOString() ?? null,
      })),
      workerSeenAt: worker?.seenAt.toISOString() ?? null,
      at: clock.now().toISOString(),
    }
  })
}

export async function listRunScopes(
  viewer: Viewer,
  { runId, after, before }: { runId: string; after?: string | undefined; before?: string | undefined },
): Promise<RunScopePage> {
  const asked = { after: after ?? null, before: before ?? null, size: GAPS_PER_PAGE }
  const position = positionIn('gaps of a run', { about: runId, ...asked })
  return asViewer(viewer, async (tx) => asPage(await listRunGaps(tx, runId, position), position))
}

export async function listRunChoices(viewer: Viewer): Promise<RunChoices> {
  const { sources } = await asViewer(viewer, (tx) => listScopeWords(tx))
  return { sources: sources.sort(byReading) }
}
