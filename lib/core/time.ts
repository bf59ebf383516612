/** Instants are `Date`, calendar days are `YYYY-MM-DD` strings in UTC: a day never shifts with a time zone. */

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
export const WEEK_MS = 7 * DAY_MS

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/

/** The UTC day an instant falls on. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10)
}

/** UTC midnight at the start of the day. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`)
}

/** Whole days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / DAY_MS)
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(startOfDay(day).getTime() + days * DAY_MS))
}

/** True for a day that exists in the calendar: `2026-02-30` does not. */
export function isDay(text: string): boolean {
  // PostgreSQL has no year 0.
  if (!DAY_PATTERN.test(text) || text.startsWith('0000')) return false
  const instant = startOfDay(text)
  return !Number.isNaN(instant.getTime()) && dayOf(instant) === text
}

/** True for a day that people may ask about: far enough from the ends of what four digits can write to count from it. */
export const isAskableDay = (text: string): boolean => isDay(text) && text >= '1900-01-01' && text < '3000-01-01'
