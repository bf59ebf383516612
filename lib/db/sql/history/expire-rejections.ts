import type { PoolClient } from 'pg'
import type { Day } from '../../../core/time.ts'

export type ExpiredRejection = {
  accountId: string
  recommendationId: string
  openFindings: number
  dueOn: Day | null
}

/** Takes back the rejections that have ended by a day: what was decided stays to be read, and it is as good as unseen. */
export async function takeBackExpired(client: PoolClient, today: Day, at: Date): Promise<ExpiredRejection[]> {
  const { rows } = await client.query<ExpiredRejection>(
    `WITH ended AS (
       SELECT account_id, id FROM recommendation WHERE stage = 'dismissed' AND expires_on <= $1
       ORDER BY account_id, id FOR UPDATE
     )
     UPDATE recommendation r SET stage = 'pending_response', version = r.version + 1, changed_at = $2,
       acknowledged_at = NULL, acknowledged_by = NULL
     FROM ended e WHERE r.account_id = e.account_id AND r.id = e.id
     RETURNING r.account_id AS "accountId", r.id AS "recommendationId", r.open_findings AS "openFindings",
       r.due_on::text AS "dueOn"`,
    [today, at],
  )
  return rows
}
