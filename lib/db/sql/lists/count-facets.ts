import type { Tx, Viewer } from '../../as-viewer.ts'
import { totalsOf } from './totals.ts'

export type CountedFacet = { kind: 'team' | 'region' | 'runtime'; value: string; label: string | null; count: number }

/** What functions may be filtered by and how many fit, from totals. */
export async function countFacets(tx: Tx, viewer: Viewer): Promise<CountedFacet[]> {
  const { runtimes, regions } = totalsOf(viewer)
  return tx.$queryRaw<CountedFacet[]>`
    WITH facet AS (
      SELECT CASE WHEN grouping(runtime) = 0 THEN 'runtime' ELSE 'team' END AS kind,
        coalesce(runtime, team_id) AS value, sum(functions)::int AS count
      FROM ${runtimes} t WHERE functions > 0 GROUP BY GROUPING SETS ((runtime), (team_id))
      UNION ALL SELECT 'region', region, functions::int FROM ${regions} t
    )
    SELECT facet.kind, facet.value, team.name AS label, facet.count
    FROM facet LEFT JOIN team ON facet.kind = 'team' AND team.id = facet.value
    ORDER BY facet.kind, facet.count DESC, facet.value`
}
