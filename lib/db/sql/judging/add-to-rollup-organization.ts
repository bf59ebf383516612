import type { PoolClient } from 'pg'

export type RollupOrganizationDelta = {
  checkId: string
  subject: string
  teamId: string
  status: string
  severity: string
  use: string
  dueOn: string
  findings: number
}

/** Adds to the organisation's counts, in the order of their keys: everybody who records comes through here. */
export async function addToRollupOrganization(client: PoolClient, deltas: readonly RollupOrganizationDelta[]) {
  if (deltas.length === 0) return
  const parameters = [JSON.stringify(deltas)]
  const record = `json_to_recordset($1::json) AS n("checkId" text, subject text, "teamId" text, status text,
    severity text, use text, "dueOn" date, findings int)`
  await client.query(
    `INSERT INTO rollup_organization AS r (check_id, subject, team_id, status, severity, use, due_on, findings)
     SELECT n."checkId", n.subject, n."teamId", n.status, n.severity, n.use, n."dueOn", n.findings
     FROM ${record} ORDER BY 1, 2, 3, 4, 5, 6, 7
     ON CONFLICT (check_id, subject, team_id, status, severity, use, due_on)
     DO UPDATE SET findings = r.findings + excluded.findings`,
    parameters,
  )
  if (!deltas.some(({ findings }) => findings < 0)) return
  await client.query(
    `DELETE FROM rollup_organization r USING ${record}
     WHERE r.check_id = n."checkId" AND r.subject = n.subject AND r.team_id = n."teamId" AND r.status = n.status
       AND r.severity = n.severity AND r.use = n.use AND r.due_on = n."dueOn" AND r.findings = 0`,
    parameters,
  )
}
