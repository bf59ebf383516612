import { type Day, daysBetween } from '#lib/core/time'
import type { VersionTruth } from './versions.ts'

const CRITICAL_DAYS = 30

/** Of a function on an old runtime. */
export function severityOf(
  { use, verdict, dueOn }: Pick<VersionTruth, 'use' | 'verdict' | 'dueOn'>,
  today: Day,
): string {
  if (use === 'dormant') return 'low'
  if (verdict === 'approaching') return 'medium'
  return dueOn !== null && daysBetween(today, dueOn) <= CRITICAL_DAYS ? 'critical' : 'high'
}
