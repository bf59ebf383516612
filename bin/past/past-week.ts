/** What happens in one week of the demo's past, and when: a collection, a report, and days on which people decide. */
import { weekAt } from '../../lib/core/iso-week.ts'
import { addDays, DAY_MS, dayOf, HOUR_MS, startOfDay } from '../../lib/core/time.ts'
import { readyAt } from '../../lib/domains/reports/make-reports.ts'

/** What people do on one day: look what is new, plan it, weigh the rest, follow up on what was promised. */
export const OCCASIONS = ['look', 'plan', 'weigh', 'follow'] as const
export type Occasion = (typeof OCCASIONS)[number]

export type PastEvent =
  | { at: Date; does: 'collect'; week: number }
  | { at: Date; does: 'report'; week: number }
  | { at: Date; does: 'decide'; week: number; occasion: Occasion }

/** People sit down to it in the morning. */
const MORNING_MS = 8 * HOUR_MS
const SATURDAY = 6
const SUNDAY = 0

function isWorkday(day: Date): boolean {
  return day.getUTCDay() !== SUNDAY && day.getUTCDay() !== SATURDAY
}

/** The first workdays after an instant and before the same one a week later: of six days in a row four are workdays. */
function workdaysAfter(instant: Date): Date[] {
  const days = Array.from({ length: 6 }, (_, index) => startOfDay(addDays(dayOf(instant), index + 1)))
  return days.filter(isWorkday).slice(0, OCCASIONS.length)
}

/** The events of so many weeks before an instant, in the order of their time. */
export function pastEvents(until: Date, weeks: number): PastEvent[] {
  const events = Array.from({ length: weeks }, (_, week): PastEvent[] => {
    const at = new Date(until.getTime() - (weeks - week) * 7 * DAY_MS)
    const decided = workdaysAfter(at).flatMap((day, index): PastEvent[] => {
      const occasion = OCCASIONS[index]
      return occasion ? [{ at: new Date(day.getTime() + MORNING_MS), does: 'decide', week, occasion }] : []
    })
    return [{ at, does: 'collect', week }, { at: readyAt(weekAt(at)), does: 'report', week }, ...decided]
  })
  return events
    .flat()
    .filter(({ at }) => at < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}
