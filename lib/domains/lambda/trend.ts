import { addDays, type Day } from '#lib/core/time'
import type { Movement } from '../../db/sql/lists/read-movement.ts'
import type { OpenNow } from '../../db/sql/lists/read-open-now.ts'
import type { TrendPoint } from './contract.ts'

export const TREND_WEEKS = 12
/** Lines a person can still tell apart; the rest is one. */
const LINES_MAX = 5
export const OTHER_RUNTIMES = 'other'

/** The ends of the weeks before today, oldest first, and today. */
export function trendDays(today: Day): Day[] {
  return Array.from({ length: TREND_WEEKS + 1 }, (_, index) => addDays(today, (index - TREND_WEEKS) * 7))
}

const runtimeOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1)

/**
 * Open findings at the end of each week, reckoned backwards from what is open now: what was open then is what is open
 * now, less what was opened since, and what was closed since added. Before functions were first read somewhere the count
 * was not zero but unknown, and there is no such week; null: they never were.
 */
export function openByWeek(
  now: readonly OpenNow[],
  movement: readonly Movement[],
  { today, knownSince }: { today: Day; knownSince: Day | null },
): { runtimes: string[]; points: TrendPoint[] } {
  const open = new Map(now.map(({ subject, open: count }) => [subject, count]))
  const subjects = [...new Set([...open.keys(), ...movement.map(({ subject }) => subject)])]
  const openOn = (subject: string, day: Day): number =>
    (open.get(subject) ?? 0) -
    movement.reduce((sum, move) => (move.subject === subject && move.day > day ? sum + move.change : sum), 0)
  const days = trendDays(today).filter((day) => knownSince !== null && day >= knownSince)
  const peak = new Map(subjects.map((subject) => [subject, Math.max(...days.map((day) => openOn(subject, day)))]))
  const ranked = subjects
    .filter((subject) => (peak.get(subject) ?? 0) > 0)
    .sort((a, b) => (peak.get(b) ?? 0) - (peak.get(a) ?? 0) || (a < b ? -1 : 1))
  const shown = ranked.slice(0, LINES_MAX)
  const rest = ranked.slice(LINES_MAX)
  const points = days.map((day) => ({
    day,
    open: Object.fromEntries([
      ...shown.map((subject) => [runtimeOf(subject), openOn(subject, day)] as const),
      ...(rest.length > 0
        ? [[OTHER_RUNTIMES, rest.reduce((sum, subject) => sum + openOn(subject, day), 0)] as const]
        : []),
    ]),
  }))
  return { runtimes: [...shown.map(runtimeOf), ...(rest.length > 0 ? [OTHER_RUNTIMES] : [])], points }
}
