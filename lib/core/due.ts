/**
 * When work is due, and when it is late: the one answer that lists, the calendar, figures, exports and reports derive from.
 * `lib/db/sql/due.ts` says the same in SQL.
 */
import { addDays, type Day } from './time.ts'

/** "Soon" is this many days, today included. */
export const SOON_DAYS = 30

export const DUE = ['overdue', '30days'] as const
export type Due = (typeof DUE)[number]

/** Late is what was to be done by a day before today: on the day itself there is still the day. */
export const isLate = (dueOn: Day | null, today: Day): boolean => dueOn !== null && dueOn < today

/** To be done within the next days, today included. */
export const isSoon = (dueOn: Day | null, today: Day): boolean =>
  dueOn !== null && !isLate(dueOn, today) && dueOn <= soonUntil(today)

/** The last day that is soon. */
export const soonUntil = (today: Day): Day => addDays(today, SOON_DAYS)

/** The first and the last day a due date may have to count; overdue has no first. Undefined for any other word. */
export function daysDue(due: string, today: Day): { from: Day | null; until: Day } | undefined {
  if (due === 'overdue') return { from: null, until: addDays(today, -1) }
  if (due === '30days') return { from: today, until: soonUntil(today) }
  return undefined
}
