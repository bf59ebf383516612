import type { Tx } from '../../as-viewer.ts'
import { LISTED_RECOMMENDATION, type ListedRecommendation, RECOMMENDATION_JOINS } from './list-recommendations.ts'

export type FoundRecommendation = Omit<ListedRecommendation, 'key'> & {
  acknowledgedBy: string | null
  acknowledgedByName: string | null
  decidedAt: Date | null
  decidedBy: string | null
  decidedByName: string | null
  reason: string | null
  note: string | null
}

/** One recommendation with its last answer, or null where there is none for this viewer. */
export async function findRecommendation(tx: Tx, accountId: string, id: string): Promise<FoundRecommendation | null> {
  const [row] = await tx.$queryRaw<FoundRecommendation[]>`
    SELECT ${LISTED_RECOMMENDATION}, r.acknowledged_by AS "acknowledgedBy", seen.name AS "acknowledgedByName",
      r.decided_at AS "decidedAt", r.decided_by AS "decidedBy", decider.name AS "decidedByName", r.reason, r.note
    FROM recommendation r ${RECOMMENDATION_JOINS}
    LEFT JOIN person seen ON seen.id = r.acknowledged_by LEFT JOIN person decider ON decider.id = r.decided_by
    WHERE r.account_id = ${accountId} AND r.id = ${id}::uuid`
  return row ?? null
}
