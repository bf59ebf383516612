import { readsEverything, type Tx, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

/** Regions in which resources do not comply with a rule, from totals. */
export async function listRuleRegions(tx: Tx, viewer: Viewer, ruleKey: string): Promise<string[]> {
  const totals = readsEverything(viewer)
    ? Prisma.sql`rollup_config_region_organization`
    : Prisma.sql`rollup_config_rule`
  const rows = await tx.$queryRaw<{ region: string }[]>`
    SELECT DISTINCT region FROM ${totals} t WHERE rule_key = ${ruleKey} AND resources > 0 ORDER BY region`
  return rows.map(({ region }) => region)
}

const TYPES_MAX = 50

/** Types of the resources that do not comply with a rule, each found by one step in the index over them. */
export async function listRuleResourceTypes(tx: Tx, ruleKey: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ type: string }[]>`
    WITH RECURSIVE step AS (
      (SELECT resource_type AS type FROM config_evaluation WHERE rule_key = ${ruleKey} ORDER BY resource_type LIMIT 1)
      UNION ALL
      SELECT (SELECT e.resource_type FROM config_evaluation e
        WHERE e.rule_key = ${ruleKey} AND e.resource_type > step.type ORDER BY e.resource_type LIMIT 1)
      FROM step WHERE step.type IS NOT NULL
    )
    SELECT type FROM step WHERE type IS NOT NULL LIMIT ${TYPES_MAX}`
  return rows.map(({ type }) => type)
}
