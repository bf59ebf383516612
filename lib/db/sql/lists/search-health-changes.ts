import type { Tx } from '../../as-viewer.ts'
import { likeLiteral } from './like-literal.ts'

const HITS_MAX = 5

type ChangeHit = {
  changeId: string
  service: string
  typeCode: string
  versions: string | null
  startsOn: string | null
}

/** Changes that AWS Health announces, by a part of what they are called or by the ARN of an event; one for all Regions. */
export function searchHealthChanges(tx: Tx, text: string): Promise<ChangeHit[]> {
  const words = `%${likeLiteral(text).replace(/[\s_]+|\\_/g, '_')}%`
  const part = `%${likeLiteral(text)}%`
  return tx.$queryRaw<ChangeHit[]>`
    SELECT e.change_id AS "changeId", min(e.service) AS service, min(e.type_code) AS "typeCode",
      min(e.metadata->>'deprecated_versions') AS versions, min(e.starts_at)::date::text AS "startsOn"
    FROM health_event e
    WHERE e.category = 'scheduledChange' AND (e.arn = ${text} OR e.type_code ILIKE ${words}
      OR e.service || ' ' || (e.metadata->>'deprecated_versions') ILIKE ${part})
    GROUP BY e.change_id ORDER BY min(e.starts_at) DESC NULLS LAST, e.change_id LIMIT ${HITS_MAX}`
}
