import type { PoolClient } from 'pg'
import { isGapSql } from '../gap.ts'

/** How far the last complete collection may lie back for what it read to count as looked at. */
const LOOK_BACK = '35 days'

/**
 * Scopes as they stood at an instant: what became last of each, since the last collection of the whole organisation that
 * asked for its source. What was no longer expected by then was not asked for, and is left out; an attempt that was
 * interrupted has said nothing. Accounts count for whoever owned them at the instant.
 */
const SCOPES_AT = `run AS (
    SELECT id, started_at, account_ids, regions, status, finished_at FROM collection_run
    WHERE started_at < $1 AND started_at >= $1 - interval '${LOOK_BACK}'),
  whole AS (
    SELECT s.source, max(r.started_at) AS started_at FROM run r
      JOIN LATERAL (SELECT DISTINCT source FROM run_scope WHERE run_id = r.id) s ON true
    WHERE r.account_ids = '{}' AND r.regions = '{}' AND r.status IN ('complete', 'partial') AND r.finished_at < $1
    GROUP BY s.source),
  owner AS (
    SELECT DISTINCT ON (account_id) account_id, team_id FROM account_owner WHERE recorded_at < $1
    ORDER BY account_id, recorded_at DESC, id DESC),
  ended AS (
    SELECT DISTINCT ON (x.account_id, x.source, x.region) x.account_id, x.source, x.region, x.status, x.cause, x.lost
    FROM run_scope x JOIN run r ON r.id = x.run_id JOIN whole w ON w.source = x.source AND r.started_at >= w.started_at
    WHERE x.finished_at < $1 AND x.status NOT IN ('pending', 'running') AND x.cause IS DISTINCT FROM 'INTERRUPTED'
    ORDER BY x.account_id, x.source, x.region, x.finished_at DESC, x.run_id),
  scope_at AS (
    SELECT e.*, o.team_id, ${isGapSql('e')} AS is_gap FROM ended e LEFT JOIN owner o USING (account_id))`

/**
 * Of a team, or of all (`isTotal`): how many accounts there were, and of how many something was missing. One that no
 * collection had asked for so long is missing altogether.
 */
export type LookedAt = { isTotal: boolean; teamId: string | null; accounts: number; missed: number }

export async function countLookedAt(client: PoolClient, before: Date): Promise<LookedAt[]> {
  const { rows } = await client.query<LookedAt>(
    `WITH ${SCOPES_AT},
     unasked AS (
       SELECT o.account_id, o.team_id FROM owner o
         JOIN account a ON a.id = o.account_id AND (a.left_at IS NULL OR a.left_at >= $1)
       WHERE NOT EXISTS (SELECT FROM scope_at s WHERE s.account_id = o.account_id)),
     told AS (
       SELECT account_id, team_id, is_gap FROM scope_at UNION ALL SELECT account_id, team_id, true FROM unasked)
     SELECT grouping(team_id) = 1 AS "isTotal", team_id AS "teamId", count(DISTINCT account_id)::int AS accounts,
       count(DISTINCT account_id) FILTER (WHERE is_gap)::int AS missed
     FROM told GROUP BY GROUPING SETS ((team_id), ()) ORDER BY team_id COLLATE "C"`,
    [before],
  )
  return rows
}

export type GapAt = {
  isTotal: boolean
  teamId: string | null
  source: string
  status: string
  cause: string | null
  accounts: number
  places: number
  accountIds: string[]
}

/** Why something could not be seen, with the first accounts of each reason. */
export async function listGapsAt(client: PoolClient, before: Date, accountsMax: number): Promise<GapAt[]> {
  const { rows } = await client.query<GapAt>(
    `WITH ${SCOPES_AT}
     SELECT grouping(team_id) = 1 AS "isTotal", team_id AS "teamId", source, status, cause,
       count(DISTINCT account_id)::int AS accounts, count(*)::int AS places,
       (array_agg(DISTINCT account_id ORDER BY account_id))[1:$2] AS "accountIds"
     FROM scope_at WHERE is_gap
     GROUP BY GROUPING SETS ((source, status, cause, team_id), (source, status, cause))
     ORDER BY source COLLATE "C", status COLLATE "C", cause COLLATE "C", team_id COLLATE "C"`,
    [before, accountsMax],
  )
  return rows
}

/** Sources that had been read somewhere by then. Of the others nothing is known, which is not that there is nothing. */
export async function listSourcesReadBy(client: PoolClient, before: Date): Promise<string[]> {
  const { rows } = await client.query<{ source: string }>(
    `WITH ${SCOPES_AT}
     SELECT DISTINCT source FROM scope_at WHERE status IN ('complete', 'partial')
     ORDER BY source`,
    [before],
  )
  return rows.map(({ source }) => source)
}
