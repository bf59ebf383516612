/** Conditions that come and go: a bucket that is open for some weeks, a key that is rotated late. */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import type { Random } from './random.ts'

const EPOCH: Day = '2015-01-05'
const PERIOD_DAYS = { least: 60, most: 280 }

/** Since when it has been so on the day, or null where it is not; `share` is the part of the time that it is. */
export function spellOn(day: Day, share: number, random: Random): Day | null {
  const period = random.between(PERIOD_DAYS.least, PERIOD_DAYS.most)
  const age = daysBetween(EPOCH, day) + random.between(0, period - 1)
  const into = age % period
  return into < period * share ? addDays(day, -into) : null
}
