import type { Tx } from '../../as-viewer.ts'

export type DecisionWrite = {
  accountId: string
  recommendationId: string
  /** That of the row as it was locked: another one is not overwritten. */
  version: number
  stage: string
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

/** Writes what was decided, each as the next version of its row. Answers how many rows that were. */
export function writeDecisions(tx: Tx, writes: readonly DecisionWrite[], at: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE recommendation r SET stage = n.stage, version = r.version + 1, changed_at = ${at},
      acknowledged_at = n."acknowledgedAt", acknowledged_by = n."acknowledgedBy", decided_at = n."decidedAt",
      decided_by = n."decidedBy", reason = n.reason, note = n.note, committed_on = n."committedOn",
      assignee = n.assignee, expires_on = n."expiresOn", claimed_fixed_at = n."claimedFixedAt"
    FROM json_to_recordset(${JSON.stringify(writes)}::json) AS n("accountId" text, "recommendationId" uuid, version int,
      stage text, "acknowledgedAt" timestamptz, "acknowledgedBy" text, "decidedAt" timestamptz, "decidedBy" text,
      reason text, note text, "committedOn" date, assignee text, "expiresOn" date, "claimedFixedAt" timestamptz)
    WHERE r.account_id = n."accountId" AND r.id = n."recommendationId" AND r.version = n.version`
}
