/** What a calendar's address asks for, told alike by server and browser. */
import type { ListValues } from '#lib/core/list'
import { addDays, type Day } from '#lib/core/time'
import type { CalendarEntry, CalendarFilter, CalendarQuestion } from './contract.ts'
import { addMonths, firstDayOf, isMonth, lastDay, lastDayOf, type Month, monthOf, spanOf } from './month.ts'

export const VIEWS = ['month', 'agenda'] as const
export type View = (typeof VIEWS)[number]

/** Months that an agenda looks ahead. */
export const AGENDA_MONTHS = 3
/** What is completed is hidden when it is older, unless somebody asks. */
export const COMPLETED_DAYS = 30
/** How far back an agenda looks for what is late. */
const LATE_DAYS = 3_650

type Values = ListValues<CalendarFilter, 'date'>

/** The month of the address, or that of today where it names none. */
export function monthAsked(given: unknown, today: Day): Month {
  return typeof given === 'string' && isMonth(given) ? given : monthOf(today)
}

export function questionOf({ filters }: Values, { view, month }: { view: View; month: Month }): CalendarQuestion {
  const span =
    view === 'month'
      ? spanOf(month)
      : { from: firstDayOf(month), until: lastDayOf(addMonths(month, AGENDA_MONTHS - 1)) }
  return { ...span, ...filters }
}

/** What is late from before an agenda that begins now. */
export function lateQuestionOf({ filters }: Values, month: Month): CalendarQuestion {
  const first = firstDayOf(month)
  return { ...filters, from: addDays(first, -LATE_DAYS), until: addDays(first, -1), status: ['overdue'] }
}

/** Of the dates of a runtime that are all past, the last: the others say the same. */
export function lastOfEachRuntime(late: readonly CalendarEntry[]): CalendarEntry[] {
  return late.filter(
    ({ kind, href, date }) =>
      kind !== 'runtime_date' || !late.some((other) => other.href === href && other.kind === kind && other.date > date),
  )
}

const isOver = ({ status }: CalendarEntry): boolean => status === 'completed' || status === 'withdrawn'

/** Entries that are shown: of the kinds and statuses that are on, with the text, and not long over. */
export function shownOf(
  entries: readonly CalendarEntry[],
  { hidden, text, allCompleted, today }: { hidden: readonly string[]; text: string; allCompleted: boolean; today: Day },
): CalendarEntry[] {
  const since = addDays(today, -COMPLETED_DAYS)
  const part = text.toLowerCase()
  return entries.filter(
    (entry) =>
      !hidden.includes(entry.kind) &&
      !hidden.includes(entry.status) &&
      entry.title.toLowerCase().includes(part) &&
      (allCompleted || !isOver(entry) || lastDay(entry) >= since),
  )
}
