import type { Tx } from '../../as-viewer.ts'

export type LockedRecommendation = {
  accountId: string
  recommendationId: string
  version: number
  stage: string
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
}

type Key = { accountId: string; recommendationId: string }

/**
 * Recommendations that the viewer may decide, held until the transaction ends, in the order of their key as every writer
 * takes them. Those that are only visible, or not even that, are not among them: row security leaves them out.
 */
export function lockRecommendations(tx: Tx, keys: readonly Key[]): Promise<LockedRecommendation[]> {
  return tx.$queryRaw<LockedRecommendation[]>`
    SELECT r.account_id AS "accountId", r.id AS "recommendationId", r.version, r.stage,
      r.open_findings AS "openFindings", r.due_on::text AS "dueOn", r.acknowledged_at AS "acknowledgedAt",
      r.acknowledged_by AS "acknowledgedBy", r.decided_at AS "decidedAt", r.decided_by AS "decidedBy", r.reason, r.note,
      r.committed_on::text AS "committedOn", r.assignee, r.expires_on::text AS "expiresOn",
      r.claimed_fixed_at AS "claimedFixedAt"
    FROM recommendation r
    WHERE (r.account_id, r.id) IN (SELECT k."accountId", k."recommendationId"
      FROM json_to_recordset(${JSON.stringify(keys)}::json) AS k("accountId" text, "recommendationId" uuid))
    ORDER BY r.account_id, r.id FOR UPDATE`
}
