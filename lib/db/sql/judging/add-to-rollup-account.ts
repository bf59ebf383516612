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

/** Adds to an account's counts. What has come to zero is removed, so that the table equals a recount. */
export async function addToRollupAccount(client: PoolClient, accountId: string, deltas: readonly RollupAccountDelta[]) {
  if (deltas.length === 0) return
  const parameters = [accountId, JSON.stringify(deltas)]
  const record = `json_to_recordset($2::json) AS n("checkId" text, subject text, region text, "teamId" text,
    status text, severity text, use text, "dueOn" date, findings int)`
  await client.query(
    `INSERT INTO rollup_account AS r (account_id, check_id, subject, region, team_id, status, severity, use, due_on,
       findings)
     SELECT $1, n."checkId", n.subject, n.region, n."teamId", n.status, n.severity, n.use, n."dueOn", n.findings
     FROM ${record} ORDER BY 2, 3, 4, 5, 6, 7, 8, 9
     ON CONFLICT (account_id, check_id, subject, region, team_id, status, severity, use, due_on)
     DO UPDATE SET findings = r.findings + excluded.findings`,
    parameters,
  )
  if (!deltas.some(({ findings }) => findings < 0)) return
  await client.query(
    `DELETE FROM rollup_account r USING ${record}
     WHERE r.account_id = $1 AND r.check_id = n."checkId" AND r.subject = n.subject AND r.region = n.region
       AND r.team_id = n."teamId" AND r.status = n.status AND r.severity = n.severity AND r.use = n.use
       AND r.due_on = n."dueOn" AND r.findings = 0`,
    parameters,
  )
}
