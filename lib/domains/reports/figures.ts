/** A report's figures from what was read of a week: for the organisation, or for one team. Pure. */
import { compareText } from '#lib/core/compare-text'
import { isLate, isSoon } from '#lib/core/due'
import { type IsoWeek, mondayOf, sundayOf } from '#lib/core/iso-week'
import type { ScopeStatus } from '#lib/core/reading'
import { addDays, type Day } from '#lib/core/time'
import { DECISION_ACTIONS, type DecisionAction } from '#lib/history/history-entry'
import type { GapAt, LookedAt } from '../../db/sql/reports/read-coverage-at.ts'
import type { DecisionCount, DecisionStep } from '../../db/sql/reports/read-decisions.ts'
import type { Moves } from '../../db/sql/reports/read-moves.ts'
import type { OpenAt } from '../../db/sql/reports/read-open-at.ts'
import type { LatePromise, StandingAt } from '../../db/sql/reports/read-standing-at.ts'
import {
  type Change,
  type DatedWork,
  DUE_WITHIN_DAYS,
  type Gap,
  LINES_MAX,
  type Lines,
  REPORT_SOURCES,
  type ReportFigures,
  type SourceChange,
  type Step,
  type TeamLine,
} from './contract.ts'
import { ORGANIZATION_SOURCES, READ_BY, sourceOfCheck } from './report-sources.ts'

/** What was known at one instant. */
export type Moment = {
  open: readonly OpenAt[]
  standing: readonly StandingAt[]
  looked: readonly LookedAt[]
  /** Sources that had been read by then. */
  read: readonly string[]
}

export type WeekRead = {
  week: IsoWeek
  /** Null where nothing was known before the week. */
  before: Moment | null
  after: Moment
  moves: readonly Moves[]
  promises: readonly LatePromise[]
  decided: readonly DecisionCount[]
  steps: readonly DecisionStep[]
  gaps: readonly GapAt[]
}

/** `null` is nobody's, `undefined` everybody's. */
type Whose = string | null | undefined

/** Causes that are neither work that came nor work that was done: the view of it changed. */
const OTHER_CAUSES: readonly string[] = [
  'baseline',
  'account_joined',
  'account_left',
  'coverage_gained',
  'owner_changed',
]

const isTold = ({ cause }: Moves): boolean => !OTHER_CAUSES.includes(cause)

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0)

/** Rows of a team; or, of all, those that were counted over all of them where there are such. */
function rowsOf<Row extends { teamId: string | null }>(rows: readonly Row[], whose: Whose): Row[] {
  return rows.filter((row) => {
    const isTotal = 'isTotal' in row ? row.isTotal === true : undefined
    if (whose === undefined) return isTotal ?? true
    return isTotal !== true && row.teamId === whose
  })
}

export function reportFigures(read: WeekRead, teamId: string | null): ReportFigures {
  const { week, after } = read
  const whose: Whose = teamId ?? undefined
  const from = mondayOf(week)
  const until = sundayOf(week)
  const asOf = addDays(until, 1)
  const open = rowsOf(after.open, whose)
  const late = open.filter(isBefore(asOf))
  const furthest = addDays(asOf, Math.max(...DUE_WITHIN_DAYS))
  const coming = open.filter(({ dueOn }) => !isLate(dueOn, asOf) && isWithin(dueOn, furthest))
  return {
    version: 1,
    week,
    from,
    until,
    asOf,
    teamId,
    totals: totalsOf(read, whose, from, asOf),
    sources: REPORT_SOURCES.map((source) => sourceChange(read, whose, source)),
    movement: movementOf(rowsOf(read.moves, whose)),
    late: linesOf(late.map(datedWork)),
    lateAnswers: {
      lines: rowsOf(read.promises, whose).slice(0, LINES_MAX).map(withoutMore),
      total: sum(rowsOf(after.standing, whose), (row) => row.late),
    },
    due: DUE_WITHIN_DAYS.map((days) => {
      const last = addDays(asOf, days)
      return { days, until: last, open: sum(coming, (row) => (isWithin(row.dueOn, last) ? row.open : 0)) }
    }),
    dates: linesOf(coming.map(datedWork)),
    decisions: decisionsOf(rowsOf(read.decided, whose)),
    steps: {
      lines: rowsOf(read.steps, whose).slice(0, LINES_MAX).map(stepOf),
      total: sum(rowsOf(read.decided, whose), ({ action, count }) => (action === 'resolved' ? 0 : count)),
    },
    coverage: coverageOf(read, whose),
    teams: teamId === null ? teamLines(read, asOf) : [],
  }
}

const isBefore =
  (day: Day) =>
  ({ dueOn }: { dueOn: Day | null }): boolean =>
    isLate(dueOn, day)
const isWithin = (dueOn: Day | null, last: Day): boolean => dueOn !== null && dueOn <= last

const overdueAt = (rows: readonly OpenAt[], day: Day): number => sum(rows.filter(isBefore(day)), ({ open }) => open)
const soonAt = (rows: readonly OpenAt[], day: Day): number =>
  sum(rows, ({ dueOn, open }) => (isSoon(dueOn, day) ? open : 0))

/** Each figure at both ends of the week. At the first Monday what is late is told from that Monday. */
function totalsOf({ before, after }: WeekRead, whose: Whose, from: Day, asOf: Day): ReportFigures['totals'] {
  const change = (of: (moment: Moment, day: Day) => number): Change => ({
    now: of(after, asOf),
    before: before && of(before, from),
  })
  return {
    overdue: change(({ open }, day) => overdueAt(rowsOf(open, whose), day)),
    soon: change(({ open }, day) => soonAt(rowsOf(open, whose), day)),
    open: change(({ open }) => sum(rowsOf(open, whose), (row) => row.open)),
    waiting: change(({ standing }) => sum(rowsOf(standing, whose), ({ waiting }) => waiting)),
    lateAnswers: change(({ standing }) => sum(rowsOf(standing, whose), ({ late }) => late)),
    missed: change(({ looked }) => sum(rowsOf(looked, whose), ({ missed }) => missed)),
  }
}

/** Of a source that was never read there is no figure, rather than zero (I3). */
function sourceChange(read: WeekRead, whose: Whose, source: SourceChange['source']): SourceChange {
  const isOf = ({ checkId }: { checkId: string }) => sourceOfCheck(checkId) === source
  const openAt = (moment: Moment | null): number | null =>
    moment?.read.includes(READ_BY[source]) ? sum(rowsOf(moment.open, whose).filter(isOf), ({ open }) => open) : null
  const moves = rowsOf(read.moves, whose).filter(isOf)
  const told = moves.filter(isTold)
  const others = moves.filter((move) => !isTold(move))
  return {
    source,
    before: openAt(read.before),
    opened: sum(told, ({ opened }) => opened),
    closed: sum(told, ({ closed }) => closed),
    other: sum(others, ({ opened, closed }) => opened - closed),
    now: openAt(read.after),
  }
}

function movementOf(moves: readonly Moves[]): ReportFigures['movement'] {
  const causes = [...new Set(moves.map(({ cause }) => cause))]
  return causes
    .map((cause) => {
      const own = moves.filter((move) => move.cause === cause)
      return { cause, opened: sum(own, ({ opened }) => opened), closed: sum(own, ({ closed }) => closed) }
    })
    .sort((a, b) => b.opened + b.closed - (a.opened + a.closed) || compareText(a.cause, b.cause))
}

/** Only of rows that have a date. */
function datedWork({ dueOn, checkId, subject, open, accounts }: OpenAt): DatedWork {
  return { day: dueOn ?? '', checkId, subject, open, accounts }
}

/** The first dates first, and of one day the largest. */
function linesOf(work: readonly DatedWork[]): Lines<DatedWork> {
  const sorted = work.toSorted(
    (a, b) => compareText(a.day, b.day) || b.open - a.open || compareText(a.subject, b.subject),
  )
  return { lines: sorted.slice(0, LINES_MAX), total: work.length }
}

const withoutMore = ({
  accountId,
  recommendationId,
  checkId,
  subject,
  teamId,
  committedOn,
  assignee,
}: LatePromise) => ({
  accountId,
  recommendationId,
  checkId,
  subject,
  teamId,
  committedOn,
  assignee,
})

const isAction = (action: string): action is DecisionAction => (DECISION_ACTIONS as readonly string[]).includes(action)

/** In the order in which a recommendation goes through them. */
function decisionsOf(counts: readonly DecisionCount[]): ReportFigures['decisions'] {
  return DECISION_ACTIONS.map((action) => ({
    action,
    count: sum(counts, (row) => (row.action === action ? row.count : 0)),
  })).filter(({ count }) => count > 0)
}

function stepOf({ at, action, ...step }: DecisionStep): Step {
  // An action of a newer version is told as a comment, with its note.
  return { at: at.toISOString(), action: isAction(action) ? action : 'commented', ...step }
}

function coverageOf({ after, gaps }: WeekRead, whose: Whose): ReportFigures['coverage'] {
  const looked = rowsOf(after.looked, whose)
  const accounts = sum(looked, (row) => row.accounts)
  const own = rowsOf(gaps, whose)
  const everybodys = whose === undefined ? [] : rowsOf(gaps, undefined).filter(isEverybodys).filter(isNotIn(own))
  return {
    accounts,
    looked: accounts - sum(looked, ({ missed }) => missed),
    gaps: [...own, ...everybodys].map(gapOf).sort((a, b) => b.accounts - a.accounts || compareText(a.source, b.source)),
  }
}

const isEverybodys = ({ source }: GapAt): boolean => ORGANIZATION_SOURCES.includes(source)
const isNotIn = (own: readonly GapAt[]) => (gap: GapAt) =>
  !own.some(({ source, status, cause }) => source === gap.source && status === gap.status && cause === gap.cause)

function gapOf({ source, status, cause, accounts, places, accountIds }: GapAt): Gap {
  // Written by the recorder, in these words.
  return { source, status: status as ScopeStatus, cause, accounts, places, accountIds }
}

/** Whoever has open work or had some, the most overdue first; nobody's is a line like any other. */
function teamLines(read: WeekRead, asOf: Day): TeamLine[] {
  const { after, moves } = read
  const teams = new Set([...after.open.filter(({ isTotal }) => !isTotal), ...moves].map(({ teamId }) => teamId))
  return [...teams]
    .map((teamId): TeamLine => {
      const open = rowsOf(after.open, teamId)
      const told = rowsOf(moves, teamId).filter(isTold)
      return {
        teamId,
        open: sum(open, (row) => row.open),
        overdue: overdueAt(open, asOf),
        soon: soonAt(open, asOf),
        opened: sum(told, ({ opened }) => opened),
        closed: sum(told, ({ closed }) => closed),
        waiting: sum(rowsOf(after.standing, teamId), ({ waiting }) => waiting),
      }
    })
    .filter(({ open, opened, closed }) => open + opened + closed > 0)
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open || compareText(a.teamId ?? '', b.teamId ?? ''))
}
