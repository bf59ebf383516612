import type { ClientBase, Pool } from 'pg'

export type Aggregator = {
  name: string | null
  region: string | null
  /** What it was made to draw from; null: all. */
  accountIds: string[] | null
  regions: string[] | null
}

/**
 * The aggregator as the last complete reading found it; a name of null says that there is none. Null: never read. A reading
 * that failed since says nothing new.
 */
export async function readAggregator(database: Pool | ClientBase): Promise<Aggregator | null> {
  const { rows } = await database.query<Aggregator>(
    `SELECT a.name, a.region, CASE WHEN NOT a.covers_all_accounts THEN a.account_ids END AS "accountIds",
       CASE WHEN NOT a.covers_all_regions THEN a.regions END AS regions
     FROM scope s LEFT JOIN config_aggregator a ON s.cause IS DISTINCT FROM 'NO_AGGREGATOR'
     WHERE s.source = 'config.aggregator' AND s.expected
       AND (s.cause = 'NO_AGGREGATOR' OR (s.last_complete_at IS NOT NULL AND a.name IS NOT NULL)) LIMIT 1`,
  )
  return rows[0] ?? null
}

export type AggregatorSource = {
  region: string
  status: string
  updatedAt: Date | null
  errorCode: string | null
  errorMessage: string | null
}

export async function listAggregatorSources(
  database: Pool | ClientBase,
  accountId: string,
): Promise<AggregatorSource[]> {
  const { rows } = await database.query<AggregatorSource>(
    `SELECT region, status, updated_at AS "updatedAt", error_code AS "errorCode", error_message AS "errorMessage"
     FROM config_aggregator_source WHERE account_id = $1`,
    [accountId],
  )
  return rows
}
