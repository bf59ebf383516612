import type { LimitFunction } from 'p-limit'
import type pg from 'pg'
import type { AnySource } from '../../collectors/define-source.ts'
import type { ScopeReading } from '../../collectors/read-scope.ts'
import type { Cause } from '../../core/cause.ts'
import { clock } from '../../core/clock.ts'
import { formatDay, visibleText } from '../../core/format.ts'
import { isLost, type Reading } from '../../core/reading.ts'
import { dayOf } from '../../core/time.ts'
import type { BegunAttempt } from '../../db/sql/collection/begin-attempts.ts'
import { lockAttempt } from '../../db/sql/collection/lock-attempt.ts'
import { retireScopesOfLeftAccounts } from '../../db/sql/collection/retire-scopes.ts'
import { type Outcome, writeOutcomes } from '../../db/sql/collection/write-outcomes.ts'
import { hasNewerFunctions } from '../../db/sql/judging/has-newer-functions.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { judgeDepartures } from '../judging/judge-departures.ts'
import { judgeScope } from '../judging/judge-scope.ts'
import { isStatementSource } from '../judging/judge-statements.ts'
import { lockOrganization, lockPlace } from '../judging/place-lock.ts'
import type { ScopeStage } from '../open-stage.ts'
import { assignOwners } from '../ownership/assign-owners.ts'
import { storableText } from '../storable-row.ts'
import { retryingContention } from './retrying-contention.ts'
import type { ScopeBook } from './scope-book.ts'

/**
 * `refused`: another attempt has taken over, and nothing was written (F54). `stale`: the scope's rows changed after they
 * were compared with, so the scope must be read again; nothing was written.
 */
export type Recorded = 'recorded' | 'refused' | 'stale'

export type RecordRequest = {
  pool: pg.Pool
  runId: string
  /** Waits here for its turn, and not for a connection. */
  recording: LimitFunction
  book: ScopeBook
  source: AnySource
  attempt: BegunAttempt
  read: ScopeReading
  stage: ScopeStage
  /** How the scope stood when the attempt began. */
  before: { status: string; cause: string | null; lastCompleteAt: Date | null }
  /** True when nothing there can be judged: the source is not judged, or no function was ever recorded at the place. */
  nothingToJudge: boolean
}

/** Records one attempt in one short transaction: rows, endings, owners, judgements, and the scope's status. */
export async function recordReading(request: RecordRequest): Promise<Recorded> {
  const { pool, runId, recording, book, stage, read } = request
  const sealed = await recording(() => stage.seal())
  const endsAbsent = read.reading.status === 'complete'
  const isQuiet = !hasRows(read.reading) || sealed.isQuiet(endsAbsent)
  if (isQuiet && (await isOldNews(request))) {
    return (await book.end(outcomeOf(request, false))) ? 'recorded' : 'refused'
  }
  const record = async (client: pg.PoolClient): Promise<Recorded> => {
    const at = clock.now()
    await lockFor(client, request)
    const locked = await lockAttempt(client, runId, request.attempt)
    if (locked === null) return 'refused'
    if (stage.revision !== null && stage.revision !== locked.revision) return 'stale'
    const changed = hasRows(read.reading) && (await sealed.merge(client, { endsAbsent, at }))
    await writeOutcomes(client, runId, [outcomeOf(request, changed)], at)
    await follow(client, request, changed, at)
    return 'recorded'
  }
  return recording(() => retryingContention(() => inTransaction(pool, record)))
}

/** Nothing follows from a reading that says what the one before said. */
async function isOldNews(request: RecordRequest): Promise<boolean> {
  const { source, read, before, nothingToJudge, recording } = request
  const { status } = read.reading
  // What such a source says follows from its rows, and what ends from whether these are known to be all.
  if (isStatementSource(source.id)) return status === before.status
  if (nothingToJudge) return true
  const saysTheSame = status === before.status && (causeOf(read.reading)?.code ?? null) === before.cause
  return saysTheSame && !(await recording(() => saysItOfNewFunctions(request)))
}

/** The same answer as before is news for functions that were first seen since: only now is anything known of them. */
async function saysItOfNewFunctions({ pool, source, attempt, read, before }: RecordRequest): Promise<boolean> {
  if (source.scopedTo !== 'account-region' || source.id === 'lambda.functions') return false
  if (read.reading.status !== 'complete' || before.lastCompleteAt === null) return false
  return hasNewerFunctions(pool, attempt, before.lastCompleteAt)
}

/** In this order before any row, as all who judge do. */
async function lockFor(client: pg.PoolClient, { source, attempt }: RecordRequest): Promise<void> {
  if (tellsAccounts(source) || source.id === 'health.events') return lockOrganization(client)
  if (source.scopedTo === 'account-region' || isStatementSource(source.id)) await lockPlace(client, attempt)
}

/** Sources from which it follows what accounts there are, and whose. */
const tellsAccounts = ({ table }: AnySource): boolean => table === 'organization' || table === 'accountTags'

/** What follows from what was recorded, in the same transaction. */
async function follow(client: pg.PoolClient, request: RecordRequest, changed: boolean, at: Date): Promise<void> {
  const { source, attempt, runId } = request
  if (tellsAccounts(source)) {
    await retireScopesOfLeftAccounts(client)
    await judgeDepartures(client, { at, runId })
    await assignOwners(client, { at, runId })
  }
  // The same rows say more once they are known to be all of them: what an incomplete reading could not end, ends now.
  const isNews = changed || request.read.reading.status !== request.before.status
  const isJudged = isStatementSource(source.id) ? isNews : source.scopedTo === 'account-region'
  if (isJudged) {
    const { accountId, region } = attempt
    await judgeScope(client, { accountId, region }, { runId, source: source.id, at })
  }
}

const hasRows = (reading: Reading): boolean => reading.status === 'complete' || reading.status === 'partial'

/** A complete reading may carry a warning, which coverage shows as well. */
const causeOf = (reading: Reading) => (reading.status === 'complete' ? reading.warning : reading.cause)

type Ended = Pick<RecordRequest, 'attempt' | 'read'> & { before: { lastCompleteAt: Date | null } }

export function outcomeOf({ attempt, read, before }: Ended, changed: boolean): Outcome {
  const { reading, pages, awsCalls, throttles, durationMs } = read
  const said = causeOf(reading)
  const lost = isLost({ status: reading.status, cause: said?.code ?? null }, before.lastCompleteAt)
  const cause = lost && said ? darkSince(said, before.lastCompleteAt) : said
  return {
    ...attempt,
    status: reading.status,
    cause: cause?.code ?? null,
    // May quote what AWS said.
    message: cause === undefined ? null : sentence(cause.message),
    remedy: cause === undefined ? null : sentence(cause.remedy),
    rows: 'staged' in reading && reading.staged !== undefined ? reading.staged.count : 0,
    pages,
    awsCalls,
    throttles,
    durationMs,
    changed,
    lost,
  }
}

/** Whoever switched it off may have meant it: what was known is then as old as this. */
function darkSince({ code, message, remedy }: Cause, lastCompleteAt: Date | null): Cause {
  const day = lastCompleteAt === null ? '' : formatDay(dayOf(lastCompleteAt))
  return {
    code,
    message: `${message} It could be read until ${day}; what was known then is kept as it was.`,
    remedy: `Find out why it can be read no more. ${remedy}`,
  }
}

/** Names that others choose stand in these sentences: nothing in them turns or hides the words around it (F36). */
const sentence = (text: string): string => visibleText(storableText(text))
