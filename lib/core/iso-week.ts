/** ISO 8601 weeks: Monday to Sunday, in UTC. The first week of a year is the one with its first Thursday. */
import { addDays, type Day, dayOf, daysBetween, startOfDay } from './time.ts'

/** `2026-W47` */
export type IsoWeek = string

const WEEK_PATTERN = /^(\d{4})-W(\d{2})$/
const DAYS = 7

/** Monday is 0. */
function weekdayOf(day: Day): number {
  return (startOfDay(day).getUTCDay() + 6) % DAYS
}

/** The week that a day belongs to, which near New Year may be one of the year before or after. */
export function weekOf(day: Day): IsoWeek {
  const thursday = addDays(day, 3 - weekdayOf(day))
  const year = thursday.slice(0, 4)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / DAYS) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The week that an instant falls into. */
export const weekAt = (instant: Date): IsoWeek => weekOf(dayOf(instant))

/** The Monday that a week begins with. Only for a week that exists: see `isIsoWeek`. */
export function mondayOf(week: IsoWeek): Day {
  const [, year, number] = WEEK_PATTERN.exec(week) ?? []
  // 4 January is always in the first week.
  const inFirst = `${year}-01-04`
  return addDays(inFirst, (Number(number) - 1) * DAYS - weekdayOf(inFirst))
}

/** True for a week that exists: most years have no week 53. */
export function isIsoWeek(text: string): boolean {
  const [, year, number] = WEEK_PATTERN.exec(text) ?? []
  if (year === undefined || Number(year) < 1970 || Number(year) > 2999 || Number(number) < 1) return false
  return weekOf(mondayOf(text)) === text
}

export const weekBefore = (week: IsoWeek): IsoWeek => weekOf(addDays(mondayOf(week), -DAYS))
export const weekAfter = (week: IsoWeek): IsoWeek => weekOf(addDays(mondayOf(week), DAYS))
/** The Sunday that a week ends with. */
export const sundayOf = (week: IsoWeek): Day => addDays(mondayOf(week), DAYS - 1)
