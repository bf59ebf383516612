import type { Tx } from '../../as-viewer.ts'
import { COUNTED_STATE } from './missed.ts'

export type CountedProgress = { source: string; status: string; scopes: number; rows: number }

/** The scopes of one run by source and state. */
export async function readProgress(tx: Tx, runId: string): Promise<CountedProgress[]> {
  return tx.$queryRaw<CountedProgress[]>`
    SELECT source, ${COUNTED_STATE} AS status, count(*)::int AS scopes, sum(rows)::float8 AS rows
    FROM run_scope WHERE run_id = ${runId}::uuid GROUP BY 1, 2`
}
