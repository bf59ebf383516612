import type { NotRead } from '../../collectors/aws/causes/not-read.ts'
import type { Place } from '../../collectors/define-source.ts'
import { clock } from '../../core/clock.ts'
import type { Reading } from '../../core/reading.ts'
import { type BegunAttempt, beginAttempts } from '../../db/sql/collection/begin-attempts.ts'
import type { PlannedScope } from '../../db/sql/collection/plan-scopes.ts'
import { writeOutcomes } from '../../db/sql/collection/write-outcomes.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { judgePlaces, judgingAt } from '../judging/judge-scope.ts'
import { isStatementSource } from '../judging/judge-statements.ts'
import { lockPlaces } from '../judging/place-lock.ts'
import type { Collection } from './collection.ts'
import { outcomeOf } from './record-reading.ts'
import { retryingContention } from './retrying-contention.ts'

/** Says of scopes that they were not read, and why: one statement for all. Their data stays as it is (I2). */
export async function recordNotRead(
  collection: Collection,
  scopes: readonly PlannedScope[],
  reading: NotRead,
): Promise<void> {
  await recordWithoutReading(collection, scopes, reading, placesToJudge(scopes, reading))
}

/** Says of scopes that there is nothing: for those that hold no rows, and of which it is known without asking. */
export async function recordEmpty(collection: Collection, scopes: readonly PlannedScope[]): Promise<void> {
  await recordWithoutReading(collection, scopes, { status: 'complete', staged: { attemptId: '', count: 0 } }, [])
}

async function recordWithoutReading(
  { pool, run, recording }: Collection,
  scopes: readonly PlannedScope[],
  reading: Reading,
  places: readonly Place[],
): Promise<void> {
  if (scopes.length === 0) return
  const keys = scopes.map(({ accountId, source, region }) => ({ accountId, source, region }))
  const known = new Map(scopes.map((scope) => [`${scope.source} ${scope.region}`, scope]))
  const beforeOf = ({ source, region }: BegunAttempt) => known.get(`${source} ${region}`) ?? { lastCompleteAt: null }
  const read = { reading, pages: 0, awsCalls: 0, retries: 0, throttles: 0, durationMs: 0 }
  await recording(() =>
    retryingContention(() =>
      inTransaction(pool, async (client) => {
        const at = clock.now()
        if (places.length > 0) await lockPlaces(client, places)
        const attempts = await beginAttempts(client, run.id, keys, at)
        const outcomes = attempts.map((attempt) => outcomeOf({ attempt, read, before: beforeOf(attempt) }, false))
        await writeOutcomes(client, run.id, outcomes, at)
        if (places.length > 0) await judgePlaces(client, places, judgingAt(at, { runId: run.id, cause: null }))
      }),
    ),
  )
}

/** Places with recorded functions whose scope now says something else than before. */
function placesToJudge(scopes: readonly PlannedScope[], { status, cause }: NotRead): Place[] {
  const places = scopes
    .filter(({ region, revision, source }) => region !== 'global' && revision > 0 && !isStatementSource(source))
    .filter((scope) => scope.status !== status || scope.cause !== cause.code)
    .map(({ accountId, region }) => ({ accountId, region }))
  return [...new Map(places.map((place) => [place.region, place])).values()]
}
