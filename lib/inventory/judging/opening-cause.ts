import type { PlaceFacts } from '../../db/sql/judging/select-place-facts.ts'
import type { TransitionCause } from './transition-causes.ts'

/**
 * Null once an earlier run has read the scope completely: from then on, what appears there is new. `firstCompleteAt` is
 * when its first complete reading was recorded.
 */
export function baselineCauseOf(about: PlaceFacts, firstCompleteAt: Date | null, at: Date): TransitionCause | null {
  const { runStartedAt, accountFirstSeenAt, organizationFirstSeenAt } = about
  if (firstCompleteAt !== null && firstCompleteAt < (runStartedAt ?? at)) return null
  if (runStartedAt !== null && accountFirstSeenAt < runStartedAt) return 'coverage_gained'
  const joinedLater = organizationFirstSeenAt !== null && accountFirstSeenAt > organizationFirstSeenAt
  return joinedLater ? 'account_joined' : 'baseline'
}

/** What an account brings that came with the run that reads now was never there to be read before. */
export const cameWithThisRun = ({ runStartedAt, accountFirstSeenAt }: PlaceFacts): boolean =>
  runStartedAt !== null && accountFirstSeenAt >= runStartedAt
