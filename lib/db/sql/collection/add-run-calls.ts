import type { ClientBase, Pool } from 'pg'
import type { OperationStatistics } from '../../../collectors/aws/statistics.ts'

/** Adds what one part of a run called to what its other parts did. */
export async function addRunCalls(
  database: Pool | ClientBase,
  runId: string,
  calls: readonly OperationStatistics[],
): Promise<void> {
  if (calls.length === 0) return
  await database.query(
    `INSERT INTO run_call AS c (run_id, service, operation, calls, retries, throttles, errors, duration_ms)
     SELECT $1, service, operation, calls, retries, throttles, errors, "durationMs" FROM jsonb_to_recordset($2::jsonb)
       AS r(service text, operation text, calls int, retries int, throttles int, errors int, "durationMs" bigint)
     ORDER BY service, operation
     ON CONFLICT (run_id, service, operation) DO UPDATE SET calls = c.calls + excluded.calls,
       retries = c.retries + excluded.retries, throttles = c.throttles + excluded.throttles,
       errors = c.errors + excluded.errors, duration_ms = c.duration_ms + excluded.duration_ms`,
    [runId, JSON.stringify(calls)],
  )
}
