import type { ClientBase, Pool } from 'pg'
import { FAILING_STATUSES } from '../../../core/reading.ts'
import { byAccount, isOneOf, placesOf, type ScopeKey } from './scope-keys.ts'

/** An expected scope as this run finds it: what it has done with it, and how it stood before. */
export type PlannedScope = ScopeKey & {
  runStatus: string
  attempt: number
  status: string
  cause: string | null
  lastCompleteAt: Date | null
  revision: number
}

/** Makes expected scopes visible before anything is called: as never looked at, and as pending in this run. */
export async function expectScopes(
  database: Pool | ClientBase,
  runId: string,
  keys: readonly ScopeKey[],
  at: Date,
): Promise<void> {
  for (const { columns } of byAccount(keys)) {
    await database.query(
      `WITH given AS (SELECT $3::text AS account_id, g.source, g.region FROM ${placesOf(3)} AS g(source, region)),
       known AS (
         INSERT INTO scope AS s (account_id, source, region, status, since)
         SELECT account_id, source, region, 'never', $2 FROM given g
         WHERE (SELECT s.expected FROM scope s WHERE s.account_id = $3 AND s.source = g.source
           AND s.region = g.region) IS NOT TRUE
         ON CONFLICT (account_id, source, region) DO UPDATE SET expected = true)
       INSERT INTO run_scope (run_id, account_id, source, region, status)
       SELECT $1, account_id, source, region, 'pending' FROM given
       ON CONFLICT (run_id, account_id, source, region) DO NOTHING`,
      [runId, at, ...columns],
    )
  }
}

/**
 * Expects scopes, and answers with them place by place, in the order they should be read: where something failed last time
 * first (F02), then the longest. Those of several accounts come account by account.
 */
export async function planScopes(
  database: Pool | ClientBase,
  runId: string,
  keys: readonly ScopeKey[],
  at: Date,
): Promise<PlannedScope[]> {
  await expectScopes(database, runId, keys, at)
  const planned: PlannedScope[] = []
  for (const { columns } of byAccount(keys)) {
    const { rows } = await database.query<PlannedScope>(
      `SELECT r.account_id AS "accountId", r.source, r.region, r.status AS "runStatus", r.attempt, s.status, s.cause,
         s.last_complete_at AS "lastCompleteAt", s.revision
       FROM ${placesOf(3)} AS g(source, region)
       JOIN run_scope r ON r.run_id = $1 AND ${isOneOf('r', 3)} AND r.source = g.source AND r.region = g.region
       JOIN scope s ON ${isOneOf('s', 3)} AND s.source = r.source AND s.region = r.region
       WINDOW place AS (PARTITION BY r.account_id, r.region)
       ORDER BY bool_or(s.status = ANY ($2)) OVER place DESC, sum(s.pages) OVER place DESC, r.account_id, r.region,
         r.source`,
      [runId, FAILING_STATUSES, ...columns],
    )
    planned.push(...rows)
  }
  return planned
}
