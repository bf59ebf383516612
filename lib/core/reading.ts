import type { Cause } from './cause.ts'

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

/** States that are an answer, not a gap: nothing more could have been read there. */
export const SETTLED_STATUSES = ['complete', 'disabled', 'skipped', 'not_entitled'] as const satisfies ScopeStatus[]

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
