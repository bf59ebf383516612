import { IdentityMismatchError, RunStoppedError } from '../../collectors/aws/call-error.ts'
import type { NotRead } from '../../collectors/aws/causes/not-read.ts'
import { notReadBecause, notStored } from '../../collectors/aws/causes.ts'
import type { AnySource, Known } from '../../collectors/define-source.ts'
import type { AccountAccess } from '../../collectors/open-account.ts'
import { readScope, type ScopeReading } from '../../collectors/read-scope.ts'
import { clock } from '../../core/clock.ts'
import type { Reading } from '../../core/reading.ts'
import { type PlannedScope, planScopes } from '../../db/sql/collection/plan-scopes.ts'
import { log } from '../../log.ts'
import { openStage, type ScopeStage } from '../open-stage.ts'
import type { Collection } from './collection.ts'
import { recordReading } from './record-reading.ts'

export type ScopeWork = {
  source: AnySource
  scope: PlannedScope
  known: Known
  nothingToJudge: boolean
}

/** How often a scope is read anew because somebody else recorded it meanwhile. */
const ATTEMPTS = 3

/** Reads a scope and records it. Null when another worker has it, or had it first. */
export async function attemptScope(
  collection: Collection,
  access: AccountAccess,
  work: ScopeWork,
): Promise<Reading | null> {
  let { scope } = work
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const outcome = await attemptOnce(collection, access, { ...work, scope })
    if (outcome.recorded !== 'stale') return outcome.recorded === 'recorded' ? outcome.reading : null
    // What is stored has changed under the reading: look at it again.
    const [renewed] = await planScopes(collection.pool, collection.run.id, [keyOf(scope)], clock.now())
    scope = renewed ?? scope
  }
  throw new Error(`${scope.source} of ${scope.accountId} ${scope.region} went on changing while it was read`)
}

async function attemptOnce(collection: Collection, access: AccountAccess, work: ScopeWork) {
  const { pool, run, recording, book } = collection
  const { source, scope, known, nothingToJudge } = work
  const attempt = await book.begin(keyOf(scope))
  if (attempt === undefined) return { recorded: 'refused' as const, reading: null }
  const place = { accountId: scope.accountId, region: scope.region }
  const stage = await recording(() => openStage(pool, source, place, scope.revision))
  try {
    const read = await readInto(stage, { source, place, access, known })
    requireUninterrupted(collection)
    const record = async (outcome: ScopeReading) => {
      const request = { source, attempt, read: outcome, stage, before: scope, nothingToJudge }
      return {
        recorded: await recordReading({ pool, runId: run.id, recording, book, ...request }),
        reading: outcome.reading,
      }
    }
    try {
      return await record(read)
    } catch (error) {
      if (!isBadData(error)) throw error
      return await record({ ...read, reading: unstorable(error, { source, place, access }) })
    }
  } finally {
    await stage.dispose()
  }
}

type ReadRequest = Pick<Parameters<typeof readScope>[0], 'source' | 'place' | 'access' | 'known'>

/** A row that does not belong here, or that cannot be stored, spoils its own scope and no other (I7). */
async function readInto(stage: ScopeStage, request: ReadRequest): Promise<ScopeReading> {
  try {
    return await readScope({ ...request, sink: stage.sink })
  } catch (error) {
    const reading = isBadData(error)
      ? unstorable(error, request)
      : error instanceof IdentityMismatchError && notReadBecause(error, request.access.asked(request.place.region))
    if (!reading) throw error
    return { reading, pages: 0, awsCalls: 0, retries: 0, throttles: 0, durationMs: 0 }
  }
}

type DatabaseError = Error & { code: string }

function unstorable(error: DatabaseError, { source, place, access }: Omit<ReadRequest, 'known'>): NotRead {
  log().error({ err: error, source: source.id, ...place }, 'what was read cannot be stored')
  return notStored(error.code, access.asked(place.region))
}

/** SQLSTATEs of what cannot be stored: bad values (22), broken constraints (23), more than PostgreSQL has room for (54). */
export function isBadData(error: unknown): error is DatabaseError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|23|54)/.test(error.code)
}

/** A worker that is told to stop leaves its scopes to the next one, unfinished and unrecorded (F53). */
export function requireUninterrupted({ context: { signal } }: Collection): void {
  if (signal.aborted && signal.reason instanceof RunStoppedError && signal.reason.code === 'INTERRUPTED') {
    throw signal.reason
  }
}

const keyOf = ({ accountId, source, region }: PlannedScope) => ({ accountId, source, region })
