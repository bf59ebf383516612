import type { Tx } from '../../as-viewer.ts'
import type { AnsweringRun, RequestTimes } from '../collection/request-collection.ts'

type Wish = { runId: string; sources: readonly string[]; accountIds: readonly string[]; requestedBy: string }

/** As the worker's own, with the rights of whoever asks. A trigger tells the workers of a run that is new. */
export async function requestCollection(
  tx: Tx,
  { runId, sources, accountIds, requestedBy }: Wish,
  { at, freshSince }: Omit<RequestTimes, 'alsoDue'>,
): Promise<AnsweringRun> {
  const [run] = await tx.$queryRaw<AnsweringRun[]>`
    SELECT id, status, requested_at AS "requestedAt", started_at AS "startedAt"
    FROM request_collection(${runId}::uuid, 'manual', ${[...sources]}::text[], ${[...accountIds]}::text[], '{}',
      ${requestedBy}, ${at}, ${freshSince}, false)`
  if (run === undefined) throw new Error('request_collection answered nothing')
  return run
}
