import type { Tx } from '../../as-viewer.ts'
import { type HealthQuestion, healthParts } from './health-parts.ts'

/** How many changes fit, counted no further than one above `most`. */
export async function countHealthChanges(tx: Tx, question: HealthQuestion, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    WITH ${healthParts(question)}
    SELECT count(*)::int AS count FROM (SELECT DISTINCT change_id FROM part LIMIT ${most + 1}) fits`
  return row?.count ?? 0
}

export type CountedHealthFacet = {
  kind: 'service' | 'region' | 'team'
  value: string
  label: string | null
}

/** What changes may be narrowed by: the services, Regions and owners of those the viewer may see. */
export async function countHealthFacets(tx: Tx): Promise<CountedHealthFacet[]> {
  return tx.$queryRaw<CountedHealthFacet[]>`
    SELECT 'service' AS kind, service AS value, NULL AS label FROM health_event
      WHERE category = 'scheduledChange' GROUP BY service
    UNION ALL SELECT 'region', region, NULL FROM health_event WHERE category = 'scheduledChange' GROUP BY region
    UNION ALL SELECT 'team', t.id, t.name FROM team t WHERE EXISTS (
      SELECT FROM account a JOIN health_event_account p ON p.account_id = a.id WHERE a.team_id = t.id)
    ORDER BY 1, 2`
}
