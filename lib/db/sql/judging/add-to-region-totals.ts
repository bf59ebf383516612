import type { PoolClient } from 'pg'

export type RegionDelta = { region: string; functions: number }

/** Adds to the organisation's functions by Region, in the order of Regions. */
export async function addToRegionTotals(client: PoolClient, deltas: readonly RegionDelta[]) {
  if (deltas.length === 0) return
  const parameters = [JSON.stringify(deltas)]
  await client.query(
    `INSERT INTO rollup_region_organization AS r (region, functions)
     SELECT n.region, n.functions FROM json_to_recordset($1::json) AS n(region text, functions int) ORDER BY 1
     ON CONFLICT (region) DO UPDATE SET functions = r.functions + excluded.functions`,
    parameters,
  )
  if (!deltas.some(({ functions }) => functions < 0)) return
  await client.query(
    `DELETE FROM rollup_region_organization r USING json_to_recordset($1::json) AS n(region text)
     WHERE r.region = n.region AND r.functions = 0`,
    parameters,
  )
}
