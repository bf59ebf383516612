import type { ClientBase } from 'pg'
import type { ConfigAggregatorSourceRow } from '../../../collectors/rows.ts'

type Aggregator = Extract<ConfigAggregatorSourceRow, { kind: 'aggregator' }>
type AggregatorSource = Extract<ConfigAggregatorSourceRow, { kind: 'source' }> & { incomplete: boolean }

/** The one aggregator that is asked. Another one takes the place of the one before. */
export async function writeAggregator(client: ClientBase, aggregator: Aggregator): Promise<number> {
  const { arn, name, region, accountIds, regions } = aggregator
  const { rows } = await client.query<{ changed: number }>(
    `WITH gone AS (DELETE FROM config_aggregator WHERE arn <> $1 RETURNING 1),
     written AS (
       INSERT INTO config_aggregator AS a (arn, name, region, covers_all_accounts, account_ids, covers_all_regions, regions)
       VALUES ($1, $2, $3, $4::text[] IS NULL, coalesce($4, '{}'), $5::text[] IS NULL, coalesce($5, '{}'))
       ON CONFLICT (arn) DO UPDATE SET name = excluded.name, region = excluded.region,
         covers_all_accounts = excluded.covers_all_accounts, account_ids = excluded.account_ids,
         covers_all_regions = excluded.covers_all_regions, regions = excluded.regions
       WHERE (a.name, a.region, a.covers_all_accounts, a.account_ids, a.covers_all_regions, a.regions) IS DISTINCT FROM
         (excluded.name, excluded.region, excluded.covers_all_accounts, excluded.account_ids,
           excluded.covers_all_regions, excluded.regions)
       RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [arn, name, region, accountIds, regions],
  )
  return rows[0]?.changed ?? 0
}

/**
 * Writes what is new or changed of the places it draws from; with `endsAbsent` those it no longer draws from go. When it
 * last drew changes all the time and is written all the same: it is how old everything read through it is.
 */
export async function syncAggregatorSources(
  client: ClientBase,
  sources: readonly AggregatorSource[],
  endsAbsent: boolean,
): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT "accountId" AS account_id, region, status, "updatedAt" AS updated_at, "errorCode" AS error_code,
         "errorMessage" AS error_message, incomplete
       FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, region text, status text, "updatedAt" timestamptz(3),
         "errorCode" text, "errorMessage" text, incomplete boolean)),
     gone AS (
       DELETE FROM config_aggregator_source s
       WHERE $2 AND NOT EXISTS (SELECT 1 FROM given g WHERE g.account_id = s.account_id AND g.region = s.region)
       RETURNING 1),
     written AS (
       INSERT INTO config_aggregator_source (account_id, region, status, updated_at, error_code, error_message)
       SELECT account_id, region, status, updated_at, error_code, error_message FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM config_aggregator_source s WHERE s.account_id = g.account_id
         AND s.region = g.region AND (g.incomplete OR (s.status, s.updated_at, s.error_code, s.error_message)
           IS NOT DISTINCT FROM (g.status, g.updated_at, g.error_code, g.error_message)))
       ON CONFLICT (account_id, region) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at,
         error_code = excluded.error_code, error_message = excluded.error_message
       RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [JSON.stringify(sources), endsAbsent],
  )
  return rows[0]?.changed ?? 0
}
