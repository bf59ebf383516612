import type { CoverageSummary } from '../../core/coverage.ts'
import { SOON_DAYS } from '../../core/due.ts'
import type { FindingSource } from '../../core/finding-source.ts'
import type { AskedCoverage } from '../../core/source-coverage.ts'
import type { Day } from '../../core/time.ts'
import type { Work } from '../../core/work.ts'
import type { CalendarEntry } from '../calendar/contract.ts'
import type { HealthReading } from '../health/contract.ts'

/** A count, and what it was a week ago; null where nothing was known then. */
export type Figure = { now: number; weekAgo: number | null }

/** Active recommendations: all, those that are late, and those that are due soon. */
export type WorkByDue = { active: Work; overdue: Work; soon: Work }

/** How one source stands, and what could be read of it: AWS Health as a whole, the others account by account. */
export type SourceRow = {
  source: FindingSource
  work: WorkByDue
  findings: Figure
  coverage: AskedCoverage | null
  reading: HealthReading | null
}

/** One step of the way from last week's figure to this week's. */
export type MovementStep = { cause: string; opened: number; closed: number }

export type UnitRow = {
  /** Null for work in accounts that the viewer may not see. */
  ouPath: string | null
  /** Active accounts, those among them that could not wholly be looked at, and those that are not active. */
  accounts: number
  missed: number
  inactive: number
  sources: Record<FindingSource, Work>
  overdue: Work
}

export type TeamRow = WorkByDue & { teamId: string | null; teamName: string | null }

export type Overview = {
  /** False until a collection has brought something: then there are no figures, rather than zeros. */
  collected: boolean
  today: Day
  weekAgo: Day
  /** When the first collection ended; null before it. */
  knownSince: Day | null
  /** Active recommendations, and those among them that wait for an answer and that are worked on. */
  work: WorkByDue & { waiting: Work; inProgress: Work }
  /** Open findings, also those that need no answer or are dismissed: what moves from week to week. */
  findings: { overdue: Figure; soon: Figure; open: Figure }
  sources: SourceRow[]
  /** Accounts that could not wholly be looked at, and how many of them only since last week. */
  missed: { now: number; new: number }
  coverage: CoverageSummary
  /** The next entries of the calendar with work open before them. */
  dates: CalendarEntry[]
  /** Open findings by source at the end of each of twelve weeks, and now; from the first week that anything is known of.
   * A source that was not read by then is absent: unknown, not zero. */
  trend: { day: Day; open: Partial<Record<FindingSource, number>> }[]
  movement: MovementStep[]
  units: UnitRow[]
  teams: TeamRow[]
}

export { SOON_DAYS }
