import type { PoolClient } from 'pg'
import type { Day } from '../../../core/time.ts'

export type TransitionInsert = {
  findingId: string
  checkId: string
  subject: string
  region: string
  teamId: string | null
  severity: string
  dueOn: Day | null
  fromStatus: string | null
  toStatus: string
  cause: string
  /** In the world, and known to us. */
  effectiveAt: Date
  recordedAt: Date
  runId: string | null
}

export async function insertTransitions(client: PoolClient, accountId: string, rows: readonly TransitionInsert[]) {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO finding_transition (account_id, finding_id, check_id, subject, region, team_id, severity, due_on,
       from_status, to_status, cause, effective_at, recorded_at, run_id)
     SELECT $1, n."findingId", n."checkId", n.subject, n.region, n."teamId", n.severity, n."dueOn", n."fromStatus",
       n."toStatus", n.cause, n."effectiveAt", n."recordedAt", n."runId"
     FROM json_to_recordset($2::json) AS n("findingId" uuid, "checkId" text, subject text, region text,
       "teamId" text, severity text, "dueOn" date, "fromStatus" text, "toStatus" text, cause text, "effectiveAt" timestamptz,
       "recordedAt" timestamptz, "runId" uuid)`,
    [accountId, JSON.stringify(rows)],
  )
}
