/** For tests: scopes of a run recorded without AWS, each attempt with the rows and the state it is given. */
import pLimit from 'p-limit'
import type pg from 'pg'
import { findSource } from '../../collectors/all-sources.ts'
import type { Place } from '../../collectors/define-source.ts'
import type { Rows, TableName } from '../../collectors/rows.ts'
import { clock } from '../../core/clock.ts'
import type { Reading } from '../../core/reading.ts'
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts'
import { type BegunAttempt, beginAttempts } from '../../db/sql/collection/begin-attempts.ts'
import { planScopes } from '../../db/sql/collection/plan-scopes.ts'
import { beginRun } from '../../db/sql/collection/runs.ts'
import { required } from '../../errors.ts'
import { type Recorded, recordReading } from '../collection/record-reading.ts'
import { requestRun } from '../collection/request-run.ts'
import { openScopeBook } from '../collection/scope-book.ts'
import { openStage } from '../open-stage.ts'

export async function startRun(pool: pg.Pool): Promise<string> {
  const runId = await requestRun(pool, { trigger: 'manual' })
  await beginRun(pool, runId, { startedAt: clock.now(), limitMs: HOUR_MS, leaseMs: MINUTE_MS })
  return runId
}

export type OpenAttempt = {
  attempt: BegunAttempt
  /** Reads these rows and records them in this state. */
  record(status: Reading['status'], rows?: readonly Rows[TableName][]): Promise<Recorded>
}

/** An attempt whose comparison with the store has been made, as by a worker that now reads. */
export async function openAttempt(pool: pg.Pool, runId: string, sourceId: string, place: Place): Promise<OpenAttempt> {
  const source = required(findSource(sourceId), 'source')
  const key = { ...place, source: sourceId }
  const scope = required((await planScopes(pool, runId, [key], clock.now()))[0], 'scope')
  const attempt = required((await beginAttempts(pool, runId, [key], clock.now()))[0], 'attempt')
  const stage = await openStage(pool, source, place, scope.revision)
  return {
    attempt,
    async record(status, rows = []) {
      try {
        await stage.sink.stage(rows, { incomplete: false })
        const staged = { attemptId: stage.sink.attemptId, count: stage.sink.count }
        const cause = { code: 'THROTTLED', message: 'for a test', remedy: 'none' } as const
        const reading: Reading =
          status === 'complete'
            ? { status, staged }
            : status === 'partial'
              ? { status, staged, cause }
              : { status, cause }
        const read = { reading, pages: 1, awsCalls: 1, retries: 0, throttles: 0, durationMs: 1 }
        const request = { source, attempt, read, stage, before: scope, nothingToJudge: false }
        return await recordReading({ pool, runId, recording: pLimit(1), book: openScopeBook(pool, runId), ...request })
      } finally {
        await stage.dispose()
      }
    },
  }
}
