import type { CoverageSummary } from '../../core/coverage.ts'
import { SOON_DAYS } from '../../core/due.ts'
import type { Day } from '../../core/time.ts'

/** A count, and what it was a week ago; null where nothing was known then. */
export type Figure = { now: number; weekAgo: number | null }

/** A date on which AWS does something, with work still open before it. */
export type NextDate = {
  day: Day
  runtime: string
  /** What AWS does on that day. */
  bites: 'deprecation' | 'block on creating' | 'block on updating' | 'next date'
  live: number
  open: number
  ever: number
  teams: number
}

/** One step of the way from last week's figure to this week's. */
export type MovementStep = { cause: string; opened: number; closed: number }

export type UnitRow = {
  ouPath: string | null
  /** Active accounts, those among them that could not wholly be looked at, and those that are not active. */
  accounts: number
  missed: number
  inactive: number
  overdue: number
  soon: number
  later: number
}

export type TeamRow = { teamId: string | null; teamName: string | null; overdue: number; soon: number; open: number }

export type Overview = {
  /** False until a collection has brought something: then there are no figures, rather than zeros. */
  collected: boolean
  today: Day
  weekAgo: Day
  /** When the first collection ended; null before it. */
  knownSince: Day | null
  figures: { overdue: Figure; soon: Figure; open: Figure }
  /** Accounts that could not wholly be looked at, and how many of them only since last week. */
  missed: { now: number; new: number }
  coverage: CoverageSummary
  dates: NextDate[]
  /** Open findings at the end of each of twelve weeks, and now; from the first week of which anything is known. */
  trend: { day: Day; open: number }[]
  movement: MovementStep[]
  units: UnitRow[]
  teams: TeamRow[]
}

export { SOON_DAYS }
