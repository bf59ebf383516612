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

/** Sets these counts of a place; one with no functions and no versions is removed. */
export async function writeRuntimeCounts(client: PoolClient, place: Place, counts: readonly RuntimeCount[]) {
  if (counts.length === 0) return
  const isEmptied = ({ functions, versions }: RuntimeCount) => functions === 0 && versions === 0
  const parameters = [place.accountId, place.region, JSON.stringify(counts)]
  const record = `json_to_recordset($3::json) AS n(runtime text, "teamId" text, verdict text, use text,
    functions int, versions int)`
  if (!counts.every(isEmptied))
    await client.query(
      `INSERT INTO rollup_runtime AS r (account_id, runtime, region, team_id, verdict, use, functions, versions)
     SELECT $1, n.runtime, $2, n."teamId", n.verdict, n.use, n.functions, n.versions FROM ${record}
     WHERE n.functions > 0 OR n.versions > 0
     ON CONFLICT (account_id, runtime, region, team_id, verdict, use)
     DO UPDATE SET functions = excluded.functions, versions = excluded.versions`,
      parameters,
    )
  if (!counts.some(isEmptied)) return
  await client.query(
    `DELETE FROM rollup_runtime r USING ${record}
     WHERE r.account_id = $1 AND r.region = $2 AND r.runtime = n.runtime AND r.team_id = n."teamId"
       AND r.verdict = n.verdict AND r.use = n.use AND n.functions = 0 AND n.versions = 0`,
    parameters,
  )
}
