import type { PoolClient } from 'pg'
import type { JudgedColumns } from './select-functions.ts'

export type FunctionUpdate = JudgedColumns & { id: string }

/** Writes the judge's columns of these functions. */
export async function updateFunctions(client: PoolClient, accountId: string, rows: readonly FunctionUpdate[]) {
  if (rows.length === 0) return
  await client.query(
    `UPDATE lambda_function f SET origin = n.origin, team_id = n."teamId", team_rule = n."teamRule",
       verdict = n.verdict, subject_runtime = n."subjectRuntime", due_on = n."dueOn", use = n.use,
       severity = n.severity, versions = n.versions, live_versions = n."liveVersions",
       dormant_versions = n."dormantVersions", last_invoked_on = n."lastInvokedOn",
       last_invoked_state = n."lastInvokedState", aliases_known = n."aliasesKnown",
       provisioned_known = n."provisionedKnown"
     FROM json_to_recordset($2::json) AS n(id uuid, origin text, "teamId" text, "teamRule" text, verdict text,
       "subjectRuntime" text, "dueOn" date, use text, severity text, versions int, "liveVersions" int,
       "dormantVersions" int, "lastInvokedOn" date, "lastInvokedState" text, "aliasesKnown" boolean,
       "provisionedKnown" boolean)
     WHERE f.account_id = $1 AND f.id = n.id`,
    [accountId, JSON.stringify(rows)],
  )
}
