import type { Step } from './estate.ts'

/** Findings and their recommendations. */
export const findings: Step = {
  name: 'findings',
  async run(client, { today }) {
    await client.query(
      `CREATE TEMP TABLE planned_finding AS
       SELECT pg_temp.stable_id('finding', 'lambda.deprecated-runtime', region, arn) AS id,
         'lambda-runtime:' || finding_runtime AS subject,
         pg_temp.stable_id('recommendation', account_id, 'lambda-runtime:' || finding_runtime, coalesce(team_id, ''))
           AS recommendation_id, planned_function.*
       FROM planned_function WHERE fate <> 'never'`,
    )
    await client.query(
      `INSERT INTO finding (account_id, id, check_id, region, resource_id, resource_name, subject, verdict, status,
         severity, due_on, use, team_id, recommendation_id, details, evidence_hash, first_seen_at, changed_at, resolved_at)
       SELECT account_id, id, 'lambda.deprecated-runtime', region, arn, name, subject, finding_verdict,
         CASE fate WHEN 'open' THEN 'open' ELSE 'resolved' END, severity, finding_due_on, use, team_id, recommendation_id,
         jsonb_build_object('runtime', finding_runtime, 'versions', versions), sha256(int8send(n)),
         first_seen_at, coalesce(resolved_at, first_seen_at), resolved_at
       FROM planned_finding ORDER BY account_id, id`,
    )
    await client.query(
      `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, stage, origin, priority, open_findings,
         live_findings, due_on, created_at, changed_at, resolved_at)
       SELECT account_id, recommendation_id, subject, 'lambda.deprecated-runtime', min(team_id),
         CASE WHEN bool_or(fate = 'open') THEN 'pending_response' ELSE 'resolved' END, 'detected',
         max(CASE severity WHEN 'critical' THEN 400 WHEN 'high' THEN 300 WHEN 'medium' THEN 200 ELSE 100 END),
         count(*) FILTER (WHERE fate = 'open'), count(*) FILTER (WHERE fate = 'open' AND use = 'live'),
         min(finding_due_on), min(first_seen_at), coalesce(max(resolved_at), min(first_seen_at)),
         CASE WHEN NOT bool_or(fate = 'open') THEN max(resolved_at) END
       FROM planned_finding GROUP BY account_id, recommendation_id, subject`,
    )
    await client.query(`UPDATE installation SET judged_on = $1`, [today])
  },
}

/** Who saw each finding, and what happened to it. */
export const findingDetails: Step = {
  name: 'finding details',
  detail: true,
  async run(client) {
    await client.query(
      `INSERT INTO finding_witness (account_id, finding_id, source, region, since, ended_at)
       SELECT account_id, id, 'lambda.functions', region, first_seen_at, resolved_at
       FROM planned_finding ORDER BY account_id, id`,
    )
    await client.query(
      `INSERT INTO finding_transition (account_id, finding_id, check_id, subject, region, team_id, severity, from_status,
         to_status, cause, effective_at, recorded_at)
       SELECT account_id, id, 'lambda.deprecated-runtime', subject, region, team_id, severity, from_status, to_status,
         cause, at, at
       FROM (
         SELECT *, NULL AS from_status, 'open' AS to_status, 'observed' AS cause, first_seen_at AS at FROM planned_finding
         UNION ALL
         SELECT *, 'open', 'resolved', CASE fate WHEN 'deleted' THEN 'deleted' ELSE 'fixed' END, resolved_at
         FROM planned_finding WHERE resolved_at IS NOT NULL
       ) AS happened ORDER BY at, account_id`,
    )
  },
}

/** Rollups and movement, as a recount of what the steps before wrote. */
export const posture: Step = {
  name: 'posture',
  async run(client) {
    await client.query(
      `INSERT INTO rollup_account (account_id, check_id, subject, region, team_id, status, severity, use, due_on, findings)
       SELECT account_id, check_id, subject, region, coalesce(team_id, ''), status, severity, use,
         coalesce(due_on, '9999-12-31'), count(*)
       FROM finding GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    )
    await client.query(
      `INSERT INTO rollup_organization (check_id, subject, team_id, status, severity, use, due_on, findings)
       SELECT check_id, subject, team_id, status, severity, use, due_on, sum(findings)
       FROM rollup_account GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    )
    await client.query(
      `INSERT INTO movement_day (account_id, day, check_id, subject, team_id, cause, opened, closed)
       SELECT account_id, day, 'lambda.deprecated-runtime', subject, coalesce(team_id, ''), cause, sum(opened), sum(closed)
       FROM planned_finding, LATERAL (VALUES
         ((first_seen_at AT TIME ZONE 'UTC')::date, 'observed', 1, 0),
         ((resolved_at AT TIME ZONE 'UTC')::date, CASE fate WHEN 'deleted' THEN 'deleted' ELSE 'fixed' END, 0, 1)
       ) AS happened (day, cause, opened, closed)
       WHERE day IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    await client.query(
      `INSERT INTO rollup_runtime (account_id, runtime, region, team_id, verdict, use, functions, versions)
       SELECT account_id, coalesce(subject_runtime, ''), region, coalesce(team_id, ''), verdict, counted.use,
         sum(counted.functions), sum(counted.versions)
       FROM lambda_function f, LATERAL (VALUES
         ('live', CASE f.use WHEN 'live' THEN 1 ELSE 0 END, live_versions),
         ('dormant', CASE f.use WHEN 'dormant' THEN 1 ELSE 0 END, dormant_versions),
         ('unknown', CASE f.use WHEN 'unknown' THEN 1 ELSE 0 END, versions - live_versions - dormant_versions)
       ) AS counted (use, functions, versions)
       WHERE ended_at IS NULL AND counted.functions + counted.versions > 0 GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    await client.query(
      `INSERT INTO movement_day_organization
       SELECT day, check_id, subject, cause, sum(opened), sum(closed) FROM movement_day GROUP BY 1, 2, 3, 4`,
    )
    await client.query(
      `INSERT INTO rollup_runtime_organization
       SELECT runtime, team_id, verdict, use, sum(functions) FROM rollup_runtime WHERE functions > 0 GROUP BY 1, 2, 3, 4`,
    )
    await client.query(
      `INSERT INTO rollup_runtime_accounts
       SELECT runtime, count(DISTINCT account_id) FROM rollup_runtime WHERE functions > 0 GROUP BY 1`,
    )
    await client.query(
      `INSERT INTO rollup_region_organization
       SELECT region, sum(functions) FROM rollup_runtime WHERE functions > 0 GROUP BY 1`,
    )
    await client.query(
      `UPDATE account SET functions = counted.functions FROM (
         SELECT account_id, sum(functions) AS functions FROM rollup_runtime GROUP BY 1
       ) AS counted WHERE counted.account_id = account.id`,
    )
    await client.query(
      `UPDATE account SET open_findings = counted.findings FROM (
         SELECT account_id, sum(findings) AS findings FROM rollup_account WHERE status = 'open' GROUP BY 1
       ) AS counted WHERE counted.account_id = account.id`,
    )
  },
}
