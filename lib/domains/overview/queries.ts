import { currentRuntimes } from '../../catalogue/current-runtimes.ts'
import { clock } from '../../core/clock.ts'
import { addDays, type Day, dayOf, startOfDay } from '../../core/time.ts'
import { asViewer, type Tx, type Viewer } from '../../db/as-viewer.ts'
import { countNewlyMissed } from '../../db/sql/lists/count-newly-missed.ts'
import { readCoverageSummary } from '../../db/sql/lists/coverage-summary.ts'
import { readMovementByCause, readMovementByDay } from '../../db/sql/lists/read-movement-by-cause.ts'
import { readOpenWorkBySubject, readOpenWorkByTeam } from '../../db/sql/lists/read-open-work.ts'
import { readOpenWorkByUnit } from '../../db/sql/lists/read-open-work-by-unit.ts'
import { type Overview, SOON_DAYS } from './contract.ts'
import { figuresOf, nextDates, stepsOf, trendOf, trendStart } from './figures.ts'

const TEAMS_MAX = 8

/** Where the viewer's part of the organisation stands. Read from totals; no finding is looked at. */
export async function getOverview(viewer: Viewer): Promise<Overview> {
  const today = dayOf(clock.now())
  const weekAgo = addDays(today, -7)
  const soonUntil = addDays(today, SOON_DAYS)
  const { runtimes } = currentRuntimes().catalogue
  return asViewer(viewer, async (tx) => {
    const totals = await readOpenWorkBySubject(tx, viewer)
    const movement = await readMovementByCause(tx, viewer, weekAgo)
    const days = await readMovementByDay(tx, viewer, trendStart(today))
    const coverage = await readCoverageSummary(tx)
    const knownSince = await findFirstCollectionDay(tx)
    const figures = figuresOf(totals, movement, runtimes, { today, weekAgo, knownSince })
    return {
      collected: knownSince !== null,
      today,
      weekAgo,
      knownSince,
      figures,
      missed: {
        now: coverage.accounts - coverage.looked,
        new: await countNewlyMissed(tx, startOfDay(weekAgo)),
      },
      coverage,
      dates: nextDates(totals, runtimes, today),
      trend: trendOf(figures.open.now, days, { today, knownSince }),
      movement: stepsOf(movement),
      units: await readOpenWorkByUnit(tx, { today, soonUntil }),
      teams: await readOpenWorkByTeam(tx, viewer, { today, soonUntil, limit: TEAMS_MAX }),
    }
  })
}

async function findFirstCollectionDay(tx: Tx): Promise<Day | null> {
  const first = await tx.collectionRun.findFirst({
    where: { status: { in: ['complete', 'partial'] }, finishedAt: { not: null } },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
    select: { finishedAt: true },
  })
  return first?.finishedAt ? dayOf(first.finishedAt) : null
}
