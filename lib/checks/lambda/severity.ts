import { type Day, daysBetween } from '../../core/time.ts'
import type { Verdict } from './deprecated-runtime.ts'
import type { Use } from './version-use.ts'

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Days before a date from which it is critical. */
const CRITICAL_DAYS = 30

/** Nothing uses it: low. Still supported: medium. Unsupported: high, and critical once the next date is near or past. */
export function severityOf(verdict: Verdict, use: Use, dueOn: Day | null, today: Day): Severity {
  if (use === 'dormant') return 'low'
  if (verdict !== 'deprecated') return 'medium'
  return dueOn !== null && daysBetween(today, dueOn) <= CRITICAL_DAYS ? 'critical' : 'high'
}
