import type { Tx } from '../../as-viewer.ts'

export type CountedFacet = { kind: 'team' | 'region' | 'runtime'; value: string; label: string | null; count: number }

/** What functions may be filtered by and how many fit, from the rollup. */
export async function countFacets(tx: Tx): Promise<CountedFacet[]> {
  return tx.$queryRaw<CountedFacet[]>`
    WITH facet AS (
      SELECT CASE WHEN grouping(runtime) = 0 THEN 'runtime' WHEN grouping(region) = 0 THEN 'region' ELSE 'team' END AS kind,
        coalesce(runtime, region, team_id) AS value, sum(functions)::int AS count
      FROM rollup_runtime WHERE functions > 0 GROUP BY GROUPING SETS ((runtime), (region), (team_id))
    )
    SELECT facet.kind, facet.value, team.name AS label, facet.count
    FROM facet LEFT JOIN team ON facet.kind = 'team' AND team.id = facet.value
    ORDER BY facet.kind, facet.count DESC, facet.value`
}
