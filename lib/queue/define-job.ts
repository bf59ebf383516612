import type pg from 'pg'
import type { PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { QueueDeclaration } from './queues.ts'

/** What a job works with. */
export type JobContext = {
  pool: pg.Pool
  boss: PgBoss
  /** Ends when the worker is told to stop: then the job throws the signal's reason and is done again elsewhere (F53). */
  signal: AbortSignal
  /** Of a parked job: what its last try ended with, as the queue has kept it. */
  parkedBy?: unknown
}

/** Jobs run at least once, so `run` is safe to repeat. */
export type Job<Payload> = {
  queue: QueueDeclaration<Payload>
  run(payload: Payload, context: JobContext): Promise<void>
}

/** A job of any payload, as lists hold it. */
export type AnyJob = {
  queue: { name: string; concurrency: number; payload: z.ZodType }
  run(payload: never, context: JobContext): Promise<void>
}

export const defineJob = <Payload>(job: Job<Payload>): Job<Payload> => job
