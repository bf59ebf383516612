import type { PoolClient } from 'pg'
import type { RuntimeCount } from './add-account-counts.ts'

type Place = { accountId: string; region: string }

/** Functions and versions of a place by runtime, as they were counted last. */
export async function selectRuntimeCounts(client: PoolClient, place: Place): Promise<RuntimeCount[]> {
  const { rows } = await client.query<RuntimeCount>(
    `SELECT runtime, team_id AS "teamId", verdict, use, functions, versions FROM rollup_runtime
     WHERE account_id = $1 AND region = $2`,
    [place.accountId, place.region],
  )
  return rows
}
