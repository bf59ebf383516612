/** What a weekly report says, and what its pages ask and are told. */
import { z } from 'zod'
import { onlyThese } from '#lib/core/filter-values'
import { type IsoWeek, isIsoWeek } from '#lib/core/iso-week'
import type { ScopeStatus } from '#lib/core/reading'
import type { Day } from '#lib/core/time'
import { byteOrderMark } from '#lib/encode/format-names'
import type { ChainHead } from '#lib/history/chain'
import type { DecisionAction } from '#lib/history/history-entry'

/** How far ahead dates are counted. */
export const DUE_WITHIN_DAYS = [30, 60, 90, 180] as const
/** As many lines as a section has; it says how many more there are. */
export const LINES_MAX = 25
/** Accounts named for one reason why something could not be seen. */
export const ACCOUNTS_NAMED_MAX = 10

/** In the order they are listed. */
export const REPORT_SOURCES = ['lambda', 'config', 'health', 'trustedadvisor'] as const
export type ReportSource = (typeof REPORT_SOURCES)[number]

/** A figure at the end of the week, and at the end of the one before; null where nothing was known then. */
export type Change = { now: number | null; before: number | null }

export type SourceChange = Change & {
  source: ReportSource
  /** New, or back. */
  opened: number
  /** Done, or gone. */
  closed: number
  /** All else that the figure moved by: first seen, came with an account, changed hands. */
  other: number
}

/** Findings with one date, of one thing to do. */
export type DatedWork = { day: Day; checkId: string; subject: string; open: number; accounts: number }

export type Step = {
  /** ISO 8601. */
  at: string
  action: DecisionAction
  actor: string
  accountId: string
  recommendationId: string
  checkId: string
  subject: string
  teamId: string | null
  reason: string | null
  note: string | null
  committedOn: Day | null
  expiresOn: Day | null
}

export type LateAnswer = {
  accountId: string
  recommendationId: string
  checkId: string
  subject: string
  teamId: string | null
  committedOn: Day
  assignee: string | null
}

export type Gap = {
  source: string
  status: ScopeStatus
  cause: string | null
  accounts: number
  places: number
  accountIds: string[]
}

export type TeamLine = {
  /** Null for what nobody owns. */
  teamId: string | null
  open: number
  overdue: number
  soon: number
  opened: number
  closed: number
  waiting: number
}

/** Some of many. */
export type Lines<Line> = { lines: Line[]; total: number }

/**
 * Everything a report says but names. Cut from what was recorded before the week ended and from nothing else, so that
 * the same week always gives the same.
 */
export type ReportFigures = {
  version: 1
  week: IsoWeek
  /** Monday, and Sunday. */
  from: Day
  until: Day
  /** The day after, which "late" and "due" are told from. */
  asOf: Day
  /** Null for the whole organisation. */
  teamId: string | null
  totals: { overdue: Change; soon: Change; open: Change; waiting: Change; lateAnswers: Change; missed: Change }
  sources: SourceChange[]
  movement: { cause: string; opened: number; closed: number }[]
  late: Lines<DatedWork>
  lateAnswers: Lines<LateAnswer>
  /** Each counts from `asOf`, and what the ones before count as well. */
  due: { days: number; until: Day; open: number }[]
  dates: Lines<DatedWork>
  decisions: { action: DecisionAction; count: number }[]
  steps: Lines<Step>
  coverage: { accounts: number; looked: number; gaps: Gap[] }
  /** Of the organisation's report only. */
  teams: TeamLine[]
}

/** What things were called when the report was made, by id. What has no name here is called by its id. */
export type Names = Record<'accounts' | 'teams' | 'people' | 'subjects', Readonly<Record<string, string>>>

/** `history`: where the chain of decisions ended when the report was made; reports of before that was kept have none. */
export type ReportContent = { figures: ReportFigures; names: Names; history?: ChainHead }

/** A report as it was made. */
export type Report = ReportContent & { madeAt: string; hash: string }

export type ReportRow = {
  week: IsoWeek
  from: Day
  until: Day
  madeAt: string
  teams: number
  overdue: Change
  soon: Change
  open: Change
  missed: Change
}

/** Whose reports there are: the organisation's is null, and only for those who may read everything. */
export type ReportOwner = { teamId: string | null; name: string }

/** One report on screen: the document as it is sent. */
export type ReportPage = {
  week: IsoWeek
  teamId: string | null
  owners: ReportOwner[]
  madeAt: string
  hash: string
  html: string
}

/** Reports of one owner, the last week first. */
export type ReportList = { owners: ReportOwner[]; owner: ReportOwner | null; rows: ReportRow[]; before: IsoWeek | null }

export const REPORT_FORMATS = ['html', 'xlsx', 'csv', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

const week = z.string().refine(isIsoWeek, 'must be an ISO week such as 2026-W47')
/** The slug of a team; absent for the organisation, or for the viewer's first team where they may not read that. */
const team = z.string().min(1).max(200).optional()

export const reportListInput = onlyThese({ team, before: week.optional() })
export type ReportListInput = z.output<typeof reportListInput>
/** The parts of a report's address: its path, and what stands behind the question mark. */
export const reportWeek = z.strictObject({ week })
export const reportAddress = onlyThese({ team })
export const reportKey = z.strictObject({ week, team })
export type ReportKey = z.output<typeof reportKey>
export const reportFileInput = z.strictObject({ week, team, format: z.enum(REPORT_FORMATS), bom: byteOrderMark })
