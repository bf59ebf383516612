import type { PoolClient } from 'pg'
import type { FindingRow } from './select-findings.ts'

export type FindingWrite = FindingRow & { changedAt: Date }

/** Inserts findings, or brings those that exist to the given state. */
export async function writeFindings(client: PoolClient, accountId: string, rows: readonly FindingWrite[]) {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO finding AS f (account_id, id, check_id, region, resource_id, resource_name, subject, verdict, status,
       severity, due_on, use, team_id, asks, recommendation_id, details, evidence_hash, first_seen_at, changed_at,
       resolved_at, reopened)
     SELECT $1, n.id, n."checkId", n.region, n."resourceId", n."resourceName", n.subject, n.verdict, n.status,
       n.severity, n."dueOn", n.use, n."teamId", n.asks, n."recommendationId", n.details,
       decode(n."evidenceHash", 'hex'), n."firstSeenAt", n."changedAt", n."resolvedAt", n.reopened
     FROM json_to_recordset($2::json) AS n(id uuid, "checkId" text, region text, "resourceId" text,
       "resourceName" text, subject text, verdict text, status text, severity text, "dueOn" date, use text,
       "teamId" text, asks boolean, "recommendationId" uuid, details jsonb, "evidenceHash" text,
       "firstSeenAt" timestamptz, "changedAt" timestamptz, "resolvedAt" timestamptz, reopened int)
     ORDER BY n.id
     ON CONFLICT (account_id, id) DO UPDATE SET resource_name = excluded.resource_name, subject = excluded.subject,
       verdict = excluded.verdict, status = excluded.status, severity = excluded.severity, due_on = excluded.due_on,
       use = excluded.use, team_id = excluded.team_id, asks = excluded.asks,
       recommendation_id = excluded.recommendation_id, details = excluded.details,
       evidence_hash = excluded.evidence_hash, changed_at = excluded.changed_at, resolved_at = excluded.resolved_at,
       reopened = excluded.reopened`,
    [accountId, JSON.stringify(rows)],
  )
}
