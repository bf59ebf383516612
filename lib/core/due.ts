/** When work is due, as figures and filters both put it. */
import { addDays, type Day } from './time.ts'

/** "Soon" is this many days, today included. */
export const SOON_DAYS = 30

export const DUE = ['overdue', '30days'] as const
export type Due = (typeof DUE)[number]

/** The first and the last day a due date may have to count; overdue has no first. Undefined for any other word. */
export function daysDue(due: string, today: Day): { from: Day | null; until: Day } | undefined {
  if (due === 'overdue') return { from: null, until: addDays(today, -1) }
  if (due === '30days') return { from: today, until: addDays(today, SOON_DAYS) }
  return undefined
}
