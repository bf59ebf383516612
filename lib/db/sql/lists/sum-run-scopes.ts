import type { Tx } from '../../as-viewer.ts'

export type SummedRunScopes = { runId: string; scopes: number; rows: bigint; awsCalls: number; throttles: number }

/** What the scopes of some runs add up to: those of the accounts that the viewer may see. */
export async function sumRunScopes(tx: Tx, runIds: readonly string[]): Promise<SummedRunScopes[]> {
  return tx.$queryRaw<SummedRunScopes[]>`
    SELECT run_id AS "runId", count(*)::int AS scopes, coalesce(sum(rows), 0)::bigint AS rows,
      coalesce(sum(aws_calls), 0)::int AS "awsCalls", coalesce(sum(throttles), 0)::int AS throttles
    FROM run_scope WHERE run_id = ANY(${[...runIds]}::uuid[]) GROUP BY 1`
}
