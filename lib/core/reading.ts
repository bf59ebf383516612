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

/** Rows of one attempt, waiting in the staging table under `attemptId`; the reading holds counts, not rows. */
export type Staged = { attemptId: string; count: number }

/** Where the rows of one attempt go as they stream in; `lib/inventory` makes it, whoever reads a scope fills it. */
export type Stage<Row> = {
  /** Compares and stages a page. Throws when a row is of another account than the one that was read (T17). */
  write(rows: readonly Row[]): Promise<void>
  /** Call once after the last page, also of a partial reading. */
  finish(): Promise<Staged>
}

/** What reading one scope brought back. Only a complete reading may end what it no longer contains (I2). */
export type Reading =
  | { status: 'complete'; staged: Staged; warning?: Cause }
  | { status: 'partial'; staged: Staged; cause: Cause }
  | { status: 'failed' | 'denied' | 'not_entitled' | 'disabled' | 'skipped'; cause: Cause }

export type CompleteReading = Extract<Reading, { status: 'complete' }>
