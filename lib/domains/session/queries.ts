import { clock } from '../../core/clock.ts'
import { HOUR_MS } from '../../core/time.ts'
import { asViewer, type Viewer } from '../../db/as-viewer.ts'
import { readCoverageSummary } from '../../db/sql/lists/coverage-summary.ts'
import type { Freshness } from './contract.ts'

/** The schedule reads once a day; half a day more, and something is wrong. */
const STALE_AFTER_MS = 36 * HOUR_MS

const ENDED_WITH_DATA = ['complete', 'partial']
const UNDER_WAY = ['requested', 'running']

export async function getFreshness(viewer: Viewer): Promise<Freshness> {
  return asViewer(viewer, async (tx) => {
    const [last, current, coverage, installation] = await Promise.all([
      tx.collectionRun.findFirst({
        where: { status: { in: ENDED_WITH_DATA } },
        orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
        select: { finishedAt: true },
      }),
      tx.collectionRun.findFirst({ where: { status: { in: UNDER_WAY } }, select: { id: true } }),
      readCoverageSummary(tx),
      tx.installation.findFirst({ select: { mode: true, pastCompleteAt: true } }),
    ])
    const collectedAt = last?.finishedAt ?? null
    return {
      collectedAt: collectedAt?.toISOString() ?? null,
      collecting: current !== null,
      filling: installation?.mode === 'demo' && installation.pastCompleteAt === null,
      stale: collectedAt !== null && clock.now().getTime() - collectedAt.getTime() > STALE_AFTER_MS,
      accounts: coverage.accounts,
      looked: coverage.looked,
      inactive: coverage.inactive,
    }
  })
}

/** The names of the viewer's teams, for their menu. */
export async function listOwnTeams(viewer: Viewer): Promise<string[]> {
  if (viewer.teamIds.length === 0) return []
  const teams = await asViewer(viewer, (tx) =>
    tx.team.findMany({ where: { id: { in: [...viewer.teamIds] } }, orderBy: { name: 'asc' } }),
  )
  return teams.map(({ name }) => name)
}
