import type { Tx } from '../../as-viewer.ts'
import { COUNTED_STATE } from './missed.ts'

export type CountedRunScopes = { runId: string; status: string; scopes: number }

/**
 * What came of the scopes of some runs. Those that are complete are most of them and need not be read: they are what is
 * left of those expected. `exactly` counts them all the same, for a viewer who sees a part of them only, and for runs that
 * are under way: the index that the others are counted by holds what has ended.
 */
export async function countRunScopes(
  tx: Tx,
  runs: readonly { id: string; scopesExpected: number }[],
  exactly: boolean,
): Promise<CountedRunScopes[]> {
  const ids = runs.map(({ id }) => id)
  if (exactly) {
    return tx.$queryRaw<CountedRunScopes[]>`
      SELECT run_id AS "runId", ${COUNTED_STATE} AS status, count(*)::int AS scopes FROM run_scope
      WHERE run_id = ANY(${ids}::uuid[]) GROUP BY 1, 2`
  }
  const others = await tx.$queryRaw<CountedRunScopes[]>`
    SELECT run_id AS "runId", ${COUNTED_STATE} AS status, count(*)::int AS scopes FROM run_scope
    WHERE run_id = ANY(${ids}::uuid[]) AND status NOT IN ('complete', 'pending', 'running') GROUP BY 1, 2`
  const complete = runs.map(({ id, scopesExpected }) => {
    const rest = others.reduce((sum, { runId, scopes }) => (runId === id ? sum - scopes : sum), scopesExpected)
    return { runId: id, status: 'complete', scopes: Math.max(0, rest) }
  })
  return [...complete.filter(({ scopes }) => scopes > 0), ...others]
}
