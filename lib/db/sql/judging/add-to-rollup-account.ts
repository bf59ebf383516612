import type { PoolClient } from 'pg'

export type RollupAccountDelta = {
  checkId: string
  subject: string
  region: string
  teamId: string
  status: string
  severity: string
  use: string
  dueOn: string
  findings: number
}

/**
 * Adds to an account's counts. What has come to zero is removed, so that the table equals a recount. A MERGE, because
 * the account is locked: nobody else writes these rows meanwhile.
 */
export async function addToRollupAccount(client: PoolClient, accountId: string, deltas: readonly RollupAccountDelta[]) {
  if (deltas.length === 0) return
  await client.query(
    `MERGE INTO rollup_account r
     USING json_to_recordset($2::json) AS n("checkId" text, subject text, region text, "teamId" text, status text,
       severity text, use text, "dueOn" date, findings int)
     ON r.account_id = $1 AND r.check_id = n."checkId" AND r.subject = n.subject AND r.region = n.region
       AND r.team_id = n."teamId" AND r.status = n.status AND r.severity = n.severity AND r.use = n.use
       AND r.due_on = n."dueOn"
     WHEN MATCHED AND r.findings + n.findings = 0 THEN DELETE
     WHEN MATCHED THEN UPDATE SET findings = r.findings + n.findings
     WHEN NOT MATCHED THEN INSERT (account_id, check_id, subject, region, team_id, status, severity, use, due_on, findings)
       VALUES ($1, n."checkId", n.subject, n.region, n."teamId", n.status, n.severity, n.use, n."dueOn", n.findings)`,
    [accountId, JSON.stringify(deltas)],
  )
}
