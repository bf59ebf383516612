import type { PoolClient } from 'pg'

export type RuntimeDelta = { runtime: string; teamId: string; verdict: string; use: string; functions: number }

/** Adds to the organisation's functions by runtime, in the order of their keys. What has come to zero is removed. */
export async function addToRuntimeTotals(client: PoolClient, deltas: readonly RuntimeDelta[]) {
  if (deltas.length === 0) return
  const parameters = [JSON.stringify(deltas)]
  const record = `json_to_recordset($1::json) AS n(runtime text, "teamId" text, verdict text, use text, functions int)`
  await client.query(
    `INSERT INTO rollup_runtime_organization AS r (runtime, team_id, verdict, use, functions)
     SELECT n.runtime, n."teamId", n.verdict, n.use, n.functions FROM ${record} ORDER BY 1, 2, 3, 4
     ON CONFLICT (runtime, team_id, verdict, use) DO UPDATE SET functions = r.functions + excluded.functions`,
    parameters,
  )
  if (!deltas.some(({ functions }) => functions < 0)) return
  await client.query(
    `DELETE FROM rollup_runtime_organization r USING ${record}
     WHERE r.runtime = n.runtime AND r.team_id = n."teamId" AND r.verdict = n.verdict AND r.use = n.use
       AND r.functions = 0`,
    parameters,
  )
}
