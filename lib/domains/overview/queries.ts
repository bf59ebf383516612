import { currentRuntimes } from '../../catalogue/current-runtimes.ts'
import { clock } from '../../core/clock.ts'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES, type FindingSource } from '../../core/finding-source.ts'
import { addDays, type Day, dayOf, startOfDay } from '../../core/time.ts'
import { asViewer, type Tx, type Viewer } from '../../db/as-viewer.ts'
import { countNewlyMissed } from '../../db/sql/lists/count-newly-missed.ts'
import { readCoverageSummary } from '../../db/sql/lists/coverage-summary.ts'
import { readActiveWork } from '../../db/sql/lists/read-active-work.ts'
import { readKnownSince } from '../../db/sql/lists/read-known-since.ts'
import { readMovementByCause, readMovementByDay } from '../../db/sql/lists/read-movement-by-cause.ts'
import { readOpenWorkBySubject } from '../../db/sql/lists/read-open-work.ts'
import { readUnits } from '../../db/sql/lists/read-units.ts'
import type { CalendarEntry } from '../calendar/contract.ts'
import { listEntries } from '../calendar/entries.ts'
import { readAskedCoverage } from '../coverage/source-coverage.ts'
import { readHealthReading } from '../health/queries.ts'
import { STAGES_OF } from '../recommendations/contract.ts'
import type { Overview, SourceRow } from './contract.ts'
import { figuresOf, sourceFigures, stepsOf, trendOf, trendStart } from './figures.ts'
import { teamRows, unitRows, workOf, workOfSource } from './work.ts'

const TEAMS_MAX = 8
const DATES_MAX = 5
/** As far as a next date is looked for: AWS announces what it does 180 days ahead. */
const DATES_AHEAD_DAYS = 180

/** Where the viewer's part of the organisation stands. Read from recommendations and totals; no finding is looked at. */
export async function getOverview(viewer: Viewer): Promise<Overview> {
  const today = dayOf(clock.now())
  const weekAgo = addDays(today, -7)
  const { runtimes } = currentRuntimes().catalogue
  return asViewer(viewer, async (tx) => {
    const work = await readActiveWork(tx, STAGES_OF.active)
    const totals = await readOpenWorkBySubject(tx, viewer)
    const movement = await readMovementByCause(tx, viewer, weekAgo)
    const moved = await readMovementByDay(tx, viewer, trendStart(today))
    const coverage = await readCoverageSummary(tx)
    const knownSince = await findFirstCollectionDay(tx)
    const days = { today, weekAgo, knownSince }
    const sources = sourceFigures(totals, movement, runtimes, days)
    const openOf = (source: SourceRow['source']) => sources.find((row) => row.source === source)?.findings.now ?? 0
    return {
      collected: knownSince !== null,
      today,
      weekAgo,
      knownSince,
      work: workOf(work),
      findings: figuresOf(totals, movement, runtimes, days),
      sources: await withCoverage(
        tx,
        sources.map((row) => ({ ...row, work: workOfSource(work, row.source) })),
      ),
      missed: {
        now: coverage.accounts - coverage.looked,
        new: await countNewlyMissed(tx, startOfDay(weekAgo)),
      },
      coverage,
      dates: await nextDates(tx, today),
      trend: trendOf(
        {
          lambda: openOf('lambda'),
          health: openOf('health'),
          config: openOf('config'),
          trustedadvisor: openOf('trustedadvisor'),
        },
        moved,
        { today, knownSince: await sourcesKnownSince(tx) },
      ),
      movement: stepsOf(movement),
      units: unitRows(await readUnits(tx), work),
      teams: teamRows(work, TEAMS_MAX),
    }
  })
}

async function withCoverage(tx: Tx, sources: readonly Omit<SourceRow, 'coverage' | 'reading'>[]): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  for (const row of sources) {
    const isWhole = row.source === 'health'
    rows.push({
      ...row,
      coverage: isWhole ? null : await readAskedCoverage(tx, FINDING_SOURCE_FACTS[row.source].scopes),
      reading: isWhole ? (await readHealthReading(tx)).reading : null,
    })
  }
  return rows
}

async function sourcesKnownSince(tx: Tx): Promise<ReadonlyMap<FindingSource, Day>> {
  const scopes = FINDING_SOURCES.map((source) => FINDING_SOURCE_FACTS[source].scopes)
  const days = new Map((await readKnownSince(tx, scopes)).map(({ source, day }) => [source, day]))
  // The organisation's one reading is nobody's account's, so that members see it otherwise.
  const { firstLookAt } = await readHealthReading(tx)
  if (firstLookAt !== null) days.set(FINDING_SOURCE_FACTS.health.scopes, dayOf(firstLookAt))
  return new Map(
    FINDING_SOURCES.flatMap((source) => {
      const day = days.get(FINDING_SOURCE_FACTS[source].scopes)
      return day === undefined ? [] : [[source, day]]
    }),
  )
}

/** From the one list of dates: those ahead with work still open before them, soonest first. */
async function nextDates(tx: Tx, today: Day): Promise<CalendarEntry[]> {
  const entries = await listEntries(tx, { from: today, until: addDays(today, DATES_AHEAD_DAYS) })
  return entries.filter(({ open, date }) => open > 0 && date >= today).slice(0, DATES_MAX)
}

async function findFirstCollectionDay(tx: Tx): Promise<Day | null> {
  const first = await tx.collectionRun.findFirst({
    where: { status: { in: ['complete', 'partial'] }, finishedAt: { not: null } },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
    select: { finishedAt: true },
  })
  return first?.finishedAt ? dayOf(first.finishedAt) : null
}
