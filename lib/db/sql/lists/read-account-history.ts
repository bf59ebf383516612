import type { Tx } from '../../as-viewer.ts'

export type AccountTransitionRow = {
  id: string
  at: Date
  resourceName: string | null
  region: string
  checkId: string
  subject: string
  /** Empty where nothing of the subject ever asked for an answer. */
  title: string
  fromStatus: string | null
  toStatus: string
  severity: string
  cause: string
}

/** The newest changes of an account's findings. */
export function readAccountHistory(tx: Tx, accountId: string, limit: number): Promise<AccountTransitionRow[]> {
  return tx.$queryRaw<AccountTransitionRow[]>`
    WITH newest AS MATERIALIZED (
      SELECT * FROM finding_transition WHERE account_id = ${accountId} ORDER BY id DESC LIMIT ${limit}
    )
    SELECT n.id::text AS id, n.effective_at AS at, f.resource_name AS "resourceName", n.region,
      n.check_id AS "checkId", n.subject, coalesce((SELECT max(w.title) FROM recommendation w
        WHERE w.account_id = n.account_id AND w.subject = n.subject), '') AS title,
      n.from_status AS "fromStatus", n.to_status AS "toStatus", n.severity, n.cause
    FROM newest n LEFT JOIN finding f ON f.account_id = n.account_id AND f.id = n.finding_id
    ORDER BY n.effective_at DESC, n.id DESC`
}
