import type { Tx } from '../../as-viewer.ts'

/**
 * Recommendations of one stage, counted no further than one above `most`: by the index that begins with the stage, of
 * which no row is read.
 */
export async function countRecommendations(tx: Tx, stage: string, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM recommendation r WHERE r.stage = ${stage} LIMIT ${most + 1}
    ) waiting`
  return row?.count ?? 0
}
