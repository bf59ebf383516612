/** The weeks of a month and where entries stand in them. Pure, and of whole days only: no time zone comes into it. */
import { addDays, type Day, daysBetween, isAskableDay, startOfDay } from '#lib/core/time'
import type { CalendarEntry } from './contract.ts'

/** `2027-03` */
export type Month = string

const WEEK_DAYS = 7
/** Entries a day shows; the rest stands behind "+4". */
export const SHOWN_MAX = 3

export const monthOf = (day: Day): Month => day.slice(0, 7)
export const firstDayOf = (month: Month): Day => `${month}-01`
export const isMonth = (text: string): boolean => isAskableDay(`${text}-01`)

export function addMonths(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = year * 12 + (number - 1) + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

export const lastDayOf = (month: Month): Day => addDays(firstDayOf(addMonths(month, 1)), -1)

/** Days since the Monday before, 0 to 6: weeks begin on Monday, as ISO 8601 has them. */
const weekdayOf = (day: Day): number => (startOfDay(day).getUTCDay() + 6) % WEEK_DAYS

/** The whole weeks that hold the days of a month, Monday to Sunday. */
export function weeksOf(month: Month): Day[][] {
  const first = addDays(firstDayOf(month), -weekdayOf(firstDayOf(month)))
  const weeks = Math.ceil((daysBetween(first, lastDayOf(month)) + 1) / WEEK_DAYS)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: WEEK_DAYS }, (_, weekday) => addDays(first, week * WEEK_DAYS + weekday)),
  )
}

/** The days a month's view has to be asked for. */
export function spanOf(month: Month): { from: Day; until: Day } {
  const days = weeksOf(month).flat()
  return { from: days[0] ?? firstDayOf(month), until: days.at(-1) ?? lastDayOf(month) }
}

export const lastDay = ({ date, endDate }: Pick<CalendarEntry, 'date' | 'endDate'>): Day => endDate ?? date

/** An entry in one day of one week. Where it begins in that week it says so; elsewhere it goes on as a bar. */
export type Piece = {
  entry: CalendarEntry
  begins: boolean
  ends: boolean
  /** Whether this is the first day of it in the week: there it is written out. */
  leads: boolean
}

export type DayCell = {
  day: Day
  /** By line; null where another day's entry goes through. No longer than what is shown. */
  lines: (Piece | null)[]
  /** Entries of the day that are not shown. */
  hidden: number
  all: CalendarEntry[]
}

/**
 * One week, each entry on one line for all of its days, so that what lasts is a bar without steps. Lines are given to
 * what comes first, and of one day to what lasts longest; what finds no line is counted.
 */
export function layOut(week: readonly Day[], entries: readonly CalendarEntry[]): DayCell[] {
  const first = week[0]
  const last = week.at(-1)
  if (first === undefined || last === undefined) return []
  const present = entries.filter((entry) => entry.date <= last && lastDay(entry) >= first).toSorted(longestFirst)
  const lines = new Map<string, number>()
  const taken: Day[][] = []
  for (const entry of present) {
    const days = week.filter((day) => day >= entry.date && day <= lastDay(entry))
    const free = Array.from({ length: SHOWN_MAX }, (_, line) => line).find((line) =>
      days.every((day) => !taken[line]?.includes(day)),
    )
    if (free === undefined) continue
    lines.set(entry.id, free)
    taken[free] = [...(taken[free] ?? []), ...days]
  }
  return week.map((day) => cellOf(day, first, present, lines))
}

function longestFirst(a: CalendarEntry, b: CalendarEntry): number {
  const lasting = Number(b.endDate !== null) - Number(a.endDate !== null)
  return lasting || (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)
}

function cellOf(
  day: Day,
  firstOfWeek: Day,
  present: readonly CalendarEntry[],
  lines: ReadonlyMap<string, number>,
): DayCell {
  const all = present.filter((entry) => entry.date <= day && lastDay(entry) >= day)
  const shown: (Piece | null)[] = []
  for (const entry of all) {
    const line = lines.get(entry.id)
    if (line === undefined) continue
    while (shown.length < line) shown.push(null)
    shown[line] = {
      entry,
      begins: entry.date === day,
      ends: lastDay(entry) === day,
      leads: entry.date === day || day === firstOfWeek,
    }
  }
  return { day, lines: shown, hidden: all.length - shown.filter((piece) => piece !== null).length, all }
}
