import { addDays, type Day } from '#lib/core/time'
import type { ProgressPoint } from './contract.ts'

const WEEK_DAYS = 7
const WEEKS_MAX = 12

/** Open resources now and at the end of each of the last twelve weeks, from when there were any. Pure. */
export function progressOf(moves: readonly { day: Day; change: number }[], today: Day): ProgressPoint[] {
  const first = moves.reduce<Day | null>((least, { day }) => (least === null || day < least ? day : least), null)
  if (first === null) return []
  const weekly = Array.from({ length: WEEKS_MAX + 1 }, (_, week) => addDays(today, -WEEK_DAYS * (WEEKS_MAX - week)))
  const days = weekly.filter((day) => day >= first)
  // Where it all began lies between two weeks: without it the first step would not be seen.
  if (first > (weekly[0] ?? first) && !days.includes(first)) days.unshift(first)
  return days.map((day) => ({
    day,
    open: moves.reduce((sum, move) => (move.day <= day ? sum + move.change : sum), 0),
  }))
}
