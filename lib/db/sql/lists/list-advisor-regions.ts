import type { Tx } from '../../as-viewer.ts'

const REGIONS_MAX = 60

/** Regions of what a check flags, each found by one step in the index over them. */
export async function listAdvisorRegions(tx: Tx, checkId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ region: string }[]>`
    WITH RECURSIVE step AS (
      (SELECT x.region FROM trusted_advisor_resource x WHERE x.check_id = ${checkId} ORDER BY x.region LIMIT 1)
      UNION ALL
      SELECT (SELECT x.region FROM trusted_advisor_resource x
        WHERE x.check_id = ${checkId} AND x.region > step.region ORDER BY x.region LIMIT 1)
      FROM step WHERE step.region IS NOT NULL
    )
    SELECT region FROM step WHERE region IS NOT NULL LIMIT ${REGIONS_MAX}`
  return rows.map(({ region }) => region)
}
