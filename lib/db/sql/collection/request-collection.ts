import type { ClientBase, Pool } from 'pg'
import type { RunRequest } from './runs.ts'

/** The run that answers a request: one that was there, or the one that was asked for. */
export type AnsweringRun = { id: string; status: string; requestedAt: Date; startedAt: Date | null }

export type RequestTimes = {
  at: Date
  /** A run that began at this moment or later answers. */
  freshSince: Date
  /** True: one that reads only what is due will do, whenever it began. */
  alsoDue: boolean
}

/** Asks for a collection, or joins one that reads the same or more. Whoever asks at the same moment gets the same one. */
export async function requestCollection(
  database: Pool | ClientBase,
  { id, trigger, sources, accountIds, regions, requestedBy }: RunRequest,
  { at, freshSince, alsoDue }: RequestTimes,
): Promise<AnsweringRun> {
  const { rows } = await database.query<AnsweringRun>(
    `SELECT id, status, requested_at AS "requestedAt", started_at AS "startedAt"
     FROM request_collection($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, trigger, sources, accountIds, regions, requestedBy, at, freshSince, alsoDue],
  )
  const [run] = rows
  if (run === undefined) throw new Error('request_collection answered nothing')
  return run
}
