import pLimit from 'p-limit'
import type pg from 'pg'
import { RunStoppedError } from '../../collectors/aws/call-error.ts'
import { MINUTE_MS } from '../../core/time.ts'
import { outlivingDrops } from '../../db/outlive.ts'
import { addRunCalls } from '../../db/sql/collection/add-run-calls.ts'
import { databaseTrouble, isDatabaseFull } from '../../db/trouble.ts'
import { env } from '../../env.ts'
import { log } from '../../log.ts'
import { dropAbandonedStages } from '../stage-names.ts'
import { allDone } from './all-done.ts'
import { type BeginOptions, beginInTurn } from './begin-in-turn.ts'
import { noteReason } from './broken-runs.ts'
import { type AccountWork, collectAccount } from './collect-account.ts'
import { type AwsOptions, type Collection, openCollection } from './collection.ts'
import { endInterruptedRun, endOverdueRun, endReadRun, giveUpAccount } from './end-run.ts'
import { keepLease, LEASE_MS } from './lease.ts'
import { listRunAccounts } from './run-account-list.ts'
import { isOverdue, stopAfter } from './stop.ts'

export type RunOptions = Pick<BeginOptions, 'alone'> & {
  /** Ends the run early, with a `RunStoppedError` as its reason. */
  signal?: AbortSignal | undefined
  aws?: AwsOptions | undefined
}

/** Accounts read at once. Each has some twenty calls under way; the limit on calls is shared by all. */
export const ACCOUNTS_AT_ONCE = 16

/**
 * Does a requested run in this process, from the organisation to the totals. False: somebody else has begun it, or a run
 * that reads the same comes first.
 */
export async function runCollection(pool: pg.Pool, runId: string, options: RunOptions = {}): Promise<boolean> {
  const limitMs = env().runLimitMinutes * MINUTE_MS
  const begun = await outlivingDrops(() => beginInTurn(pool, runId, LEASE_MS, options), options)
  if (!begun) return false
  const stop = stopAfter(limitMs, options.signal)
  const release = keepLease(pool, runId, LEASE_MS, limitMs)
  try {
    const collection = await outlivingDrops(async () => {
      await dropAbandonedStages(pool)
      return openCollection(pool, runId, stop.signal, options.aws)
    }, stop)
    await read(collection)
    return true
  } catch (error) {
    await endBroken(pool, runId, error)
    throw error
  } finally {
    release()
    stop.cancel()
  }
}

/** A run that was read in part goes on where it was when the database dropped its connections. */
async function read(collection: Collection): Promise<void> {
  const { pool, run, context } = collection
  try {
    await outlivingDrops(() => readOnce(collection), context)
  } finally {
    await outlivingDrops(() => addRunCalls(pool, run.id, context.statistics.list()))
  }
}

async function readOnce(collection: Collection): Promise<void> {
  const { pool, run, context } = collection
  const { accounts, organisation, readBeside } = await listRunAccounts(collection)
  const limit = pLimit(ACCOUNTS_AT_ONCE)
  await allDone([
    readBeside(),
    ...accounts.map((account) =>
      limit(async () => {
        if (!context.signal.aborted) await collectOrGiveUp(collection, { account, organisation })
      }),
    ),
  ])
  if (isOverdue(context.signal)) await endOverdueRun(pool, run.id)
  else if (context.signal.aborted) throw context.signal.reason
  else await endReadRun(pool, run.id)
}

/** As often as the queue tries an account: a store that is busy for a moment costs nobody a reading. */
const ATTEMPTS = 3

/**
 * What breaks off one account does not stop the others (I7). Done again, it leaves alone the scopes that were read the
 * first time. Trouble with the store that lasts ends the run: it cannot be written.
 */
async function collectOrGiveUp(collection: Collection, work: AccountWork): Promise<void> {
  const { pool, run, context } = collection
  let broken: unknown
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await outlivingDrops(() => collectAccount(collection, work), context)
    } catch (error) {
      if (context.signal.aborted) throw error
      log().error({ err: error, runId: run.id, accountId: work.account.id, attempt }, 'reading an account broke off')
      broken = error
      if (isDatabaseFull(error)) break
    }
  }
  await outlivingDrops(() => giveUpAccount(pool, run.id, work.account.id, broken), context)
}

function brokenBy(error: unknown): string {
  const trouble = databaseTrouble(error)
  return trouble === null
    ? 'The collection broke off by a fault of Steward; the log has it.'
    : `The collection broke off. ${trouble.message}`
}

/** A run that an error ended says so; if even that cannot be written, its lease passes and another process does it. */
async function endBroken(pool: pg.Pool, runId: string, error: unknown): Promise<void> {
  if (!(error instanceof RunStoppedError)) await noteReason(pool, runId, error)
  const message =
    error instanceof RunStoppedError ? 'The collection was stopped before every scope was read.' : brokenBy(error)
  await outlivingDrops(() => endInterruptedRun(pool, runId, message)).catch((second: unknown) =>
    log().error({ err: second, runId }, 'a run that broke off could not be ended'),
  )
}
