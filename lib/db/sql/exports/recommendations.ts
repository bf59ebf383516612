import type { Tx } from '../../as-viewer.ts'
import { type RecommendationConditions, recommendationCondition } from '../lists/recommendation-conditions.ts'

export type ExportedRecommendation = {
  recommendationId: string
  subject: string
  checkId: string
  accountId: string
  team: string | null
  stage: string
  origin: string
  priority: number
  openFindings: number
  dueOn: string | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  decidedAt: Date | null
  decidedBy: string | null
  reason: string | null
  note: string | null
  committedOn: string | null
  assignee: string | null
  expiresOn: string | null
  claimedFixedAt: Date | null
  title: string
  createdAt: Date
  resolvedAt: Date | null
}

/** Before every recommendation's id. */
export const FIRST_RECOMMENDATION = '00000000-0000-0000-0000-000000000000'

/** Recommendations as the list narrows them: what is exported is what is shown. */
export function exportRecommendations(tx: Tx, filters: RecommendationConditions, afterId: string, limit: number) {
  return tx.$queryRaw<ExportedRecommendation[]>`
    SELECT r.id AS "recommendationId", r.subject, r.check_id AS "checkId", r.account_id AS "accountId",
      r.team_id AS team, r.stage, r.origin, r.priority, r.open_findings AS "openFindings", r.due_on::text AS "dueOn",
      r.acknowledged_at AS "acknowledgedAt", r.acknowledged_by AS "acknowledgedBy", r.decided_at AS "decidedAt",
      r.decided_by AS "decidedBy", r.reason, r.note, r.committed_on::text AS "committedOn", r.assignee,
      r.expires_on::text AS "expiresOn", r.claimed_fixed_at AS "claimedFixedAt", r.title, r.created_at AS "createdAt",
      r.resolved_at AS "resolvedAt"
    FROM recommendation r WHERE ${recommendationCondition(filters)} AND r.id > ${afterId}::uuid
    ORDER BY r.id LIMIT ${limit}`
}

export async function countExportedRecommendations(
  tx: Tx,
  filters: RecommendationConditions,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM recommendation r WHERE ${recommendationCondition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
