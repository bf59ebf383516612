import type { Tx } from '../../as-viewer.ts'
import { IS_GAP } from './read-coverage.ts'

/** Accounts of which something has been missing only since an instant: everything missing of them is younger. */
export async function countNewlyMissed(tx: Tx, since: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM scope s JOIN account a ON a.id = s.account_id
      WHERE s.expected AND a.left_at IS NULL AND ${IS_GAP}
      GROUP BY s.account_id HAVING min(s.since) > ${since}
    ) missed`
  return row?.count ?? 0
}
