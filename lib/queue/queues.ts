/** The queues there are, and what may be put into them. Payloads carry ids, not copies; a new field is optional. */
import { z } from 'zod'
import { HOUR_MS, SECOND_MS } from '../core/time.ts'

export type QueueDeclaration<Payload> = {
  name: string
  payload: z.ZodType<Payload>
  /** A job that failed this often is parked, so that one which kills its worker does not kill all of them (F56). */
  maxAttempts: number
  /** The queue that a job goes to when it is parked; declared before this one. */
  parkedIn?: string
  /** Jobs at once in one worker. */
  concurrency: number
  /** Of jobs with the same key, one waits or runs; sending another does nothing (I5). */
  keyOf(payload: Payload): string
}

const declare = <Payload>(declaration: QueueDeclaration<Payload>) => declaration

/** A worker that stops answering for this long has lost its jobs; they go to another one. */
export const HEARTBEAT_SECONDS = 20
/** Longer than any job takes; what really ends a collection is the run's own deadline. */
export const EXPIRE_SECONDS = (24 * HOUR_MS) / SECOND_MS - 1

const ofAccount = {
  payload: z.object({ runId: z.uuid(), accountId: z.string() }),
  maxAttempts: 3,
  keyOf: ({ runId, accountId }: { runId: string; accountId: string }) => `${runId} ${accountId}`,
}

const ofRun = {
  payload: z.object({ runId: z.uuid() }),
  maxAttempts: 3,
  keyOf: ({ runId }: { runId: string }) => runId,
}

const PARKED_STARTS = 'collection.start.parked'
const PARKED_ACCOUNTS = 'collection.account.parked'

export const queues = {
  /** Ends a run whose beginning failed too often, with the reason. */
  collectionStartParked: declare({ ...ofRun, name: PARKED_STARTS, concurrency: 1 }),
  /** Gives up an account whose reading failed too often, so that the run does not wait for it. */
  collectionAccountParked: declare({ ...ofAccount, name: PARKED_ACCOUNTS, concurrency: 1 }),
  /** Reads the organisation, makes the expected scopes rows, and sends a job for each account. */
  collectionStart: declare({ ...ofRun, name: 'collection.start', concurrency: 2, parkedIn: PARKED_STARTS }),
  /** Reads one account: its role is assumed once, its Regions side by side. */
  collectionAccount: declare({
    ...ofAccount,
    name: 'collection.account',
    concurrency: 16,
    parkedIn: PARKED_ACCOUNTS,
  }),
  /** Judges everything anew, without a call to AWS: a day has passed, or the catalogue has changed. */
  judgeEverything: declare({
    name: 'judge.everything',
    payload: z.object({ cause: z.enum(['calendar', 'catalogue']) }),
    maxAttempts: 3,
    concurrency: 1,
    keyOf: () => 'judge',
  }),
  /** Makes the reports of one week that is over. */
  weeklyReport: declare({
    name: 'report.weekly',
    payload: z.object({ week: z.string() }),
    maxAttempts: 3,
    concurrency: 1,
    keyOf: ({ week }) => week,
  }),
}
