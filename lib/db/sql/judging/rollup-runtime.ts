import type { PoolClient } from 'pg'

export type RuntimeCount = {
  runtime: string
  teamId: string
  verdict: string
  use: string
  functions: number
  versions: number
}

type Place = { accountId: string; region: string }

export async function selectRuntimeCounts(client: PoolClient, place: Place): Promise<RuntimeCount[]> {
  const { rows } = await client.query<RuntimeCount>(
    `SELECT runtime, team_id AS "teamId", verdict, use, functions, versions FROM rollup_runtime
     WHERE account_id = $1 AND region = $2`,
    [place.accountId, place.region],
  )
  return rows
}

/**
 * Sets these counts of a place; one with no functions and no versions is removed. A MERGE, because the place is locked:
 * nobody else writes these rows meanwhile.
 */
export async function writeRuntimeCounts(client: PoolClient, place: Place, counts: readonly RuntimeCount[]) {
  if (counts.length === 0) return
  await client.query(
    `MERGE INTO rollup_runtime r
     USING json_to_recordset($3::json) AS n(runtime text, "teamId" text, verdict text, use text, functions int,
       versions int)
     ON r.account_id = $1 AND r.region = $2 AND r.runtime = n.runtime AND r.team_id = n."teamId"
       AND r.verdict = n.verdict AND r.use = n.use
     WHEN MATCHED AND n.functions = 0 AND n.versions = 0 THEN DELETE
     WHEN MATCHED THEN UPDATE SET functions = n.functions, versions = n.versions
     WHEN NOT MATCHED THEN INSERT (account_id, runtime, region, team_id, verdict, use, functions, versions)
       VALUES ($1, n.runtime, $2, n."teamId", n.verdict, n.use, n.functions, n.versions)`,
    [place.accountId, place.region, JSON.stringify(counts)],
  )
}
