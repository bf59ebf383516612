/** Anything with a date, in one shape. Pages, reports and reminders read one list of it, so that they cannot disagree. */
import { z } from 'zod'
import { EVENT_STATUSES, type EventStatus } from '#lib/checks/health/event-status'
import type { CoverageSummary } from '#lib/core/coverage'
import { onlyThese } from '#lib/core/filter-values'
import { filterShape, type ListDefinition } from '#lib/core/list'
import { type Day, daysBetween, isAskableDay } from '#lib/core/time'
import type { AffectedRecommendation, ContactView, HealthReading } from '../health/contract.ts'

export { EVENT_STATUSES, type EventStatus }

export const ENTRY_KINDS = ['health_change', 'runtime_date', 'decision_due', 'exception_expiry'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type CalendarEntry = {
  /** Kind, date and thing: the same as long as the date is. */
  id: string
  date: Day
  /** The last day, where it is another one. */
  endDate: Day | null
  kind: EntryKind
  /** As AWS Health codes it: LAMBDA, EKS. */
  service: string
  /** Short enough for a day: "python3.9 update block". */
  title: string
  accounts: number
  /** Names of the teams it touches. */
  teams: string[]
  open: number
  done: number
  /** Of the open ones, those in live use; null where that is not told. */
  live: number | null
  status: EventStatus
  href: string
}

/** Days of one question: what is late may be from years ago. */
const DAYS_MAX = 4_000

const day = z.string().refine(isAskableDay, 'must be a day that exists, as YYYY-MM-DD')
/** `text` is a part of the title. */
export const calendarList = {
  filters: ['service', 'team', 'account', 'kind', 'status'],
  values: { kind: { values: ENTRY_KINDS }, status: { values: EVENT_STATUSES } },
  sorts: ['date'],
  sort: 'date',
  order: 'asc',
} as const satisfies ListDefinition
export type CalendarFilter = (typeof calendarList.filters)[number]
export const calendarInput = onlyThese({ from: day, until: day, ...filterShape(calendarList) })
  .transform((given) => given as CalendarQuestion)
  .refine(
    ({ from, until }) => from <= until && daysBetween(from, until) <= DAYS_MAX,
    `must be ${DAYS_MAX} days at most`,
  )
export type CalendarQuestion = {
  from: Day
  until: Day
} & { [Filter in CalendarFilter]?: readonly string[] | undefined }

export type CalendarPage = {
  entries: CalendarEntry[]
  /** What stands behind the entries: the organisation's Health events, and the functions of the accounts. */
  reading: HealthReading
  functions: CoverageSummary
  today: Day
}

export type Facet = { value: string; label: string }
export type CalendarFacets = { service: Facet[]; team: Facet[] }

/** `runtime_date~2027-03-03~python3.9.blockUpdateOn` */
export const entryInput = z.strictObject({ entry: z.string().min(1).max(600) })

export type EntryAccount = {
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  open: number
  done: number | null
  contacts: ContactView[]
  contactsRead: boolean
  recommendation: AffectedRecommendation | null
}

export type EntryResource = {
  id: string
  name: string
  accountId: string
  accountName: string | null
  region: string
  /** A page of its own, where there is one. */
  href: string | null
}

export type EntryDetail = {
  entry: CalendarEntry
  /** What happens on that day, a sentence each. */
  about: string[]
  accounts: EntryAccount[]
  moreAccounts: boolean
  resources: EntryResource[]
  moreResources: boolean
}
