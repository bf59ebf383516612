import pLimit from 'p-limit'
import type pg from 'pg'
import { clock } from '../../core/clock.ts'
import { type BegunAttempt, beginAttempts } from '../../db/sql/collection/begin-attempts.ts'
import type { ScopeKey } from '../../db/sql/collection/scope-keys.ts'
import { type Outcome, writeOutcomes } from '../../db/sql/collection/write-outcomes.ts'
import { inBatches } from './in-batches.ts'
import { retryingContention } from './retrying-contention.ts'

/** Where it is written which scopes of a run are being read, and how readings ended that changed nothing. */
export type ScopeBook = {
  /** The attempt that begins now, unless the scope has been read or the run has ended. */
  begin(scope: ScopeKey): Promise<BegunAttempt | undefined>
  /** False for what is no longer the attempt under way (F54). */
  end(outcome: Outcome): Promise<boolean>
}

/** Of each kind, beside the recordings under way: what waits meanwhile goes together. */
const STATEMENTS_AT_ONCE = 2

/** Scopes of an account begin and end side by side, so that most statements are for several of them. */
export function openScopeBook(pool: pg.Pool, runId: string): ScopeBook {
  const byKey = {
    nameOf: ({ source, region }: ScopeKey) => `${source} ${region}`,
    groupOf: ({ accountId }: ScopeKey) => accountId,
  }
  const begin = inBatches<ScopeKey, BegunAttempt>({
    ...byKey,
    limit: pLimit(STATEMENTS_AT_ONCE),
    work: (keys) => retryingContention(() => beginAttempts(pool, runId, keys, clock.now())),
  })
  const end = inBatches<Outcome, ScopeKey>({
    ...byKey,
    limit: pLimit(STATEMENTS_AT_ONCE),
    work: (outcomes) => retryingContention(() => writeOutcomes(pool, runId, outcomes, clock.now())),
  })
  return { begin, end: async (outcome) => (await end(outcome)) !== undefined }
}
