import type { ClientBase, Pool } from 'pg'
import { byAccount, isOneOf, placesOf, type ScopeKey } from './scope-keys.ts'

export type BegunAttempt = ScopeKey & { attempt: number }

/**
 * Takes scopes of a running run that are not yet read, also those that another worker was reading: the attempt counts up,
 * and whoever still holds the older one is refused (F54).
 */
export async function beginAttempts(
  database: Pool | ClientBase,
  runId: string,
  keys: readonly ScopeKey[],
  at: Date,
): Promise<BegunAttempt[]> {
  const begun: BegunAttempt[] = []
  for (const { columns } of byAccount(keys)) {
    const { rows } = await database.query<BegunAttempt>(
      `UPDATE run_scope r SET attempt = r.attempt + 1, status = 'running', started_at = $2
       FROM ${placesOf(3)} AS g(source, region)
       WHERE r.run_id = $1 AND ${isOneOf('r', 3)} AND r.source = g.source AND r.region = g.region
         AND r.status IN ('pending', 'running')
         AND EXISTS (SELECT 1 FROM collection_run c WHERE c.id = $1 AND c.status = 'running')
       RETURNING r.account_id AS "accountId", r.source, r.region, r.attempt`,
      [runId, at, ...columns],
    )
    begun.push(...rows)
  }
  return begun
}
