import type { ClientBase, Pool } from 'pg'
import { FAILING_STATUSES } from '../../../core/reading.ts'

export type ScopeKey = { accountId: string; source: string; region: string }

/** An expected scope as this run finds it: what it has done with it, and how it stood before. */
export type PlannedScope = ScopeKey & {
  runStatus: string
  attempt: number
  status: string
  cause: string | null
  lastCompleteAt: Date | null
  revision: number
}

/**
 * Makes expected scopes visible before anything is called: as never looked at, and as pending in this run. Answers with
 * them place by place, in the order they should be read: where something failed last time first (F02), then the longest.
 */
export async function planScopes(
  database: Pool | ClientBase,
  runId: string,
  keys: readonly ScopeKey[],
  at: Date,
): Promise<PlannedScope[]> {
  if (keys.length === 0) return []
  const given = JSON.stringify(keys)
  await database.query(
    `WITH given AS (
       SELECT "accountId" AS account_id, source, region FROM jsonb_to_recordset($2::jsonb)
         AS r("accountId" text, source text, region text)),
     known AS (
       INSERT INTO scope AS s (account_id, source, region, status, since)
       SELECT account_id, source, region, 'never', $3 FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM scope s WHERE s.account_id = g.account_id AND s.source = g.source
         AND s.region = g.region AND s.expected)
       ON CONFLICT (account_id, source, region) DO UPDATE SET expected = true)
     INSERT INTO run_scope (run_id, account_id, source, region, status)
     SELECT $1, account_id, source, region, 'pending' FROM given
     ON CONFLICT (run_id, account_id, source, region) DO NOTHING`,
    [runId, given, at],
  )
  const { rows } = await database.query<PlannedScope>(
    `SELECT r.account_id AS "accountId", r.source, r.region, r.status AS "runStatus", r.attempt, s.status, s.cause,
       s.last_complete_at AS "lastCompleteAt", s.revision
     FROM jsonb_to_recordset($2::jsonb) AS g("accountId" text, source text, region text)
     JOIN run_scope r ON r.run_id = $1 AND r.account_id = g."accountId" AND r.source = g.source AND r.region = g.region
     JOIN scope s ON s.account_id = r.account_id AND s.source = r.source AND s.region = r.region
     WINDOW place AS (PARTITION BY r.account_id, r.region)
     ORDER BY bool_or(s.status = ANY ($3)) OVER place DESC, sum(s.pages) OVER place DESC, r.account_id, r.region, r.source`,
    [runId, given, FAILING_STATUSES],
  )
  return rows
}
