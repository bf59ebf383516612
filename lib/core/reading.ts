import type { Cause, CauseCode } from './cause.ts'

/** Every state a scope (source × account × Region) can be in. Order is the one pages and commands list them in. */
export const SCOPE_STATUSES = [
  'complete',
  'partial',
  'failed',
  'denied',
  'not_entitled',
  'disabled',
  'skipped',
  'never',
] as const
export type ScopeStatus = (typeof SCOPE_STATUSES)[number]

/** States that are an answer, not a gap: nothing more could have been read there. One scope of them is none: `WAITING`. */
export const SETTLED_STATUSES = ['complete', 'disabled', 'skipped', 'not_entitled'] as const satisfies ScopeStatus[]

/** Not asked because what it builds on was never read: that is no settled answer, whatever the state is called (I3). */
export const WAITING = { status: 'skipped', cause: 'DEPENDENCY' } as const satisfies {
  status: ScopeStatus
  cause: CauseCode
}

type ScopeEnd = { status: ScopeStatus; cause: string | null }

/** An account that is not active: AWS lets nobody read it, and how many there are stands beside every figure (F30). */
const NOT_ACTIVE = 'ACCOUNT_STATE' satisfies CauseCode

/**
 * Whether a scope that was read completely before has nothing to ask now: no aggregator, no support plan, a Region switched
 * off. What was known of it is still shown and is no longer kept true, so it is a gap, whatever the reason.
 */
export const isLost = (scope: ScopeEnd, lastCompleteAt: Date | null): boolean =>
  lastCompleteAt !== null &&
  scope.status !== 'complete' &&
  !isWaiting(scope) &&
  scope.cause !== NOT_ACTIVE &&
  SETTLED_STATUSES.some((status) => status === scope.status)

export const isWaiting = ({ status, cause }: ScopeEnd): boolean => status === WAITING.status && cause === WAITING.cause

/** Whether something could have been read in a scope and was not. */
export const isGap = (scope: ScopeEnd & { lost?: boolean }): boolean =>
  isWaiting(scope) || scope.lost === true || !SETTLED_STATUSES.some((status) => status === scope.status)

/** States that a reading did not end in by anyone's will: first in line next time (F02). */
export const FAILING_STATUSES = ['failed', 'partial'] as const satisfies ScopeStatus[]

/** Rows of one attempt, waiting in the staging table under `attemptId`; the reading holds counts, not rows. */
export type Staged = { attemptId: string; count: number }

/** What reading one scope brought back. Only a complete reading may end what it no longer contains (I2). */
export type Reading =
  | { status: 'complete'; staged: Staged; warning?: Cause }
  | { status: 'partial'; staged: Staged; cause: Cause }
  | { status: 'failed' | 'denied' | 'not_entitled' | 'disabled' | 'skipped'; cause: Cause }

export type CompleteReading = Extract<Reading, { status: 'complete' }>
