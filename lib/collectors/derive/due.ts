import type { AnySource } from '../define-source.ts'

/** A reading a little before its time is on time: schedules tick, and a run takes a while to come round. */
const EARLY_SHARE = 0.05

/** Whether a scheduled collection reads this scope now. `lastCompleteAt` null: never read to the end. */
export function isDue(source: AnySource, lastCompleteAt: Date | null, now: Date): boolean {
  if (lastCompleteAt === null) return true
  const ageMs = now.getTime() - lastCompleteAt.getTime()
  return ageMs >= source.refreshEveryMs * (1 - EARLY_SHARE)
}
