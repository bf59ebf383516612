import type { Tx } from '../../as-viewer.ts'
import { missed } from './missed.ts'

/** Accounts of which something has been missing only since an instant: everything missing of them is younger. */
export async function countNewlyMissed(tx: Tx, since: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM ${missed()} missing GROUP BY account_id HAVING min(since) > ${since}
    ) newly`
  return row?.count ?? 0
}
