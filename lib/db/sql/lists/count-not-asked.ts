import type { NotAsked } from '#lib/core/source-coverage'
import type { Tx } from '../../as-viewer.ts'
import { IS_GAP } from './missed.ts'

/** Where there was nothing to ask one source for. By the index over states; places that were read are not looked at. */
export function countNotAsked(tx: Tx, source: string): Promise<NotAsked[]> {
  return tx.$queryRaw<NotAsked[]>`
    SELECT s.status, s.cause, count(DISTINCT s.account_id)::int AS accounts, count(*)::int AS places
    FROM scope s WHERE s.source = ${source} AND s.expected AND s.status IN ('disabled', 'skipped', 'not_entitled')
      AND NOT ${IS_GAP}
    GROUP BY s.status, s.cause ORDER BY accounts DESC, s.status, s.cause`
}
