import type { Step } from './estate.ts'
import { REGIONS, TEAMS } from './estate.ts'
import { judgedRuntimes } from './runtimes.ts'

/**
 * `planned_function`: one row per function with all that was drawn for it. Of the findings, 85 % are open; 10 % belong to
 * functions that were upgraded since, 5 % to functions that are gone. A quarter more functions never were a finding.
 * A few accounts and Regions hold most of them, as in real organisations.
 */
export const plannedFunctions: Step = {
  name: 'plan',
  async run(client, { findings, accounts, today }) {
    await client.query(
      `CREATE TEMP TABLE judged_runtime AS SELECT * FROM jsonb_to_recordset($1)
       AS judged (runtime text, verdict text, "dueOn" date, severity text, "fromShare" float8, "toShare" float8)`,
      [JSON.stringify(judgedRuntimes(today))],
    )
    await client.query(
      `CREATE TEMP TABLE planned_function AS
       WITH drawn AS (
         SELECT n, 1 + floor($2::int * power(pg_temp.share(n, 11), 1.7))::int AS account_number,
           ($3::text[])[1 + floor(cardinality($3::text[]) * power(pg_temp.share(n, 12), 2.5))::int] AS region,
           CASE WHEN n > $1 THEN 'never' WHEN pg_temp.share(n, 13) < 0.85 THEN 'open'
             WHEN pg_temp.share(n, 13) < 0.95 THEN 'upgraded' ELSE 'deleted' END AS fate,
           pg_temp.share(n, 14) AS by_runtime, pg_temp.share(n, 15) AS by_use, pg_temp.share(n, 16) AS by_age,
           pg_temp.share(n, 17) AS by_origin, pg_temp.share(n, 18) AS by_team,
           1 + floor(power(pg_temp.share(n, 19), 2) * 4)::int AS versions,
           ('{ingest,orders,report,resize,notify,sync,export,audit}'::text[])[1 + n % 8] || '-' ||
             ('{handler,worker,api,job,hook,stream}'::text[])[1 + n % 6] || '-' || n AS name
         FROM generate_series(1, $1::int + $1::int / 4) AS n
       ), used AS (
         SELECT *, CASE WHEN by_use < 0.55 THEN 'live' WHEN by_use < 0.87 THEN 'dormant' ELSE 'unknown' END AS use
         FROM drawn
       )
       SELECT n, account.id AS account_id, region, used.name, fate, versions, use,
         pg_temp.stable_id('lambda:function', region, used.name) AS function_id,
         'arn:aws:lambda:' || region || ':' || account.id || ':function:' || used.name AS arn,
         was.runtime AS finding_runtime, was.verdict AS finding_verdict, was."dueOn" AS finding_due_on,
         CASE WHEN use = 'dormant' THEN 'low' ELSE was.severity END AS severity,
         coalesce(now_on.runtime, was.runtime) AS runtime, coalesce(now_on.verdict, was.verdict) AS verdict,
         coalesce(now_on."dueOn", was."dueOn") AS due_on,
         CASE WHEN by_team < 0.05 THEN ($4::text[])[1 + n % cardinality($4::text[])] ELSE account.team_id END AS team_id,
         CASE WHEN by_team < 0.05 THEN 'resource tag team' ELSE account.team_rule END AS team_rule,
         CASE WHEN by_origin < 0.55 THEN 'stack:app-' || n % 4000 WHEN by_origin < 0.7 THEN 'sam:service-' || n % 500
           WHEN by_origin < 0.75 THEN 'stackset:baseline-' || n % 5 WHEN by_origin < 0.76 THEN 'controltower'
           ELSE 'none' END AS origin,
         CASE WHEN use = 'live' THEN 'seen' WHEN use = 'unknown' THEN 'unknown' WHEN by_use < 0.65 THEN 'seen'
           ELSE 'none' END AS invoked_state,
         CASE WHEN use = 'live' THEN $5::date - floor(by_age * 80)::int
           WHEN use = 'dormant' AND by_use < 0.65 THEN $5::date - 100 - floor(by_age * 340)::int END AS invoked_on,
         $5::date - 30 - floor(by_age * by_age * 1400)::int + make_interval(mins => (n % 1440)::int) AS modified_at,
         CASE WHEN by_age < 0.8 THEN $5::date - 84 ELSE $5::date - floor((1 - by_age) * 400)::int END
           + interval '6 hours' AS first_seen_at,
         CASE WHEN fate IN ('upgraded', 'deleted')
           THEN $5::date - floor(pg_temp.share(n, 20) * 3)::int + interval '7 hours' END AS resolved_at
       FROM used
       JOIN account ON account.id = (100000000000 + account_number)::text
       LEFT JOIN judged_runtime was ON fate <> 'never' AND was.verdict <> 'fine'
         AND by_runtime >= was."fromShare" AND by_runtime < was."toShare"
       LEFT JOIN judged_runtime now_on ON fate IN ('never', 'upgraded') AND now_on.verdict = 'fine'
         AND by_runtime >= now_on."fromShare" AND by_runtime < now_on."toShare"`,
      [findings, accounts, REGIONS, TEAMS, today],
    )
    // A finding that is resolved was seen for some time before.
    await client.query(
      `UPDATE planned_function SET first_seen_at = $1::date - 84 + interval '6 hours',
         resolved_at = $1::date - 1 - floor(pg_temp.share(n, 20) * 80)::int + interval '7 hours'
       WHERE resolved_at IS NOT NULL`,
      [today],
    )
    await client.query('ANALYZE planned_function')
  },
}

/** Functions with the judge's columns. */
export const functions: Step = {
  name: 'functions',
  async run(client) {
    await client.query(
      `INSERT INTO lambda_function (account_id, id, region, name, arn, package_type, runtime, code_bytes, last_modified_at,
         origin, team_id, team_rule, first_seen_at, ended_at, verdict, subject_runtime, due_on, use, severity, versions,
         live_versions, dormant_versions, last_invoked_on, last_invoked_state, aliases_known, provisioned_known)
       SELECT account_id, function_id, region, name, arn, 'Zip', runtime, 1000 + n * 37 % 9000000, modified_at, origin,
         team_id, team_rule, first_seen_at, CASE WHEN fate = 'deleted' THEN resolved_at END, verdict,
         runtime, due_on, use, CASE WHEN fate = 'open' THEN severity END, versions,
         CASE WHEN use = 'live' THEN least(versions, 2) ELSE 0 END,
         CASE use WHEN 'dormant' THEN versions WHEN 'live' THEN greatest(versions - 2, 0) ELSE 0 END,
         invoked_on, invoked_state, true, true
       FROM planned_function ORDER BY account_id, function_id`,
    )
  },
}

/** Versions, aliases, invocations and tags of the functions. */
export const functionDetails: Step = {
  name: 'function details',
  detail: true,
  async run(client) {
    await client.query(
      `INSERT INTO lambda_version (account_id, id, function_id, region, function_name, version, arn, package_type, runtime,
         code_bytes, last_modified_at, snap_start, content_hash)
       SELECT account_id, pg_temp.stable_id('lambda:version', region, name, version), function_id, region, name, version,
         arn || ':' || version, 'Zip', runtime, 1000 + n * 37 % 9000000, modified_at, false, decode(md5(n::text), 'hex')
       FROM planned_function,
         LATERAL (SELECT CASE v WHEN 0 THEN '$LATEST' ELSE v::text END AS version
           FROM generate_series(0, versions - 1) AS v) AS listed
       WHERE fate <> 'deleted' ORDER BY account_id, function_id`,
    )
    await client.query(
      `INSERT INTO lambda_alias (account_id, id, function_id, region, function_name, name, version, content_hash)
       SELECT account_id, pg_temp.stable_id('lambda:alias', region, name, 'live'), function_id, region, name, 'live',
         (versions - 1)::text, decode(md5(n::text), 'hex')
       FROM planned_function WHERE use = 'live' AND versions > 1 AND fate <> 'deleted'`,
    )
    await client.query(
      `INSERT INTO lambda_invocation (account_id, id, function_id, region, function_name, target, state, last_invoked_on,
         content_hash)
       SELECT account_id, pg_temp.stable_id('lambda:invocation', region, name, target), function_id, region, name, target,
         CASE WHEN target IN ('*', '$LATEST') THEN invoked_state ELSE 'none' END,
         CASE WHEN target IN ('*', '$LATEST') THEN invoked_on END, decode(md5(n::text), 'hex')
       FROM planned_function,
         LATERAL (SELECT CASE v WHEN -1 THEN '*' WHEN 0 THEN '$LATEST' ELSE v::text END AS target
           FROM generate_series(-1, CASE invoked_state WHEN 'seen' THEN versions - 1 ELSE -1 END) AS v) AS listed
       WHERE fate <> 'deleted' AND invoked_state <> 'unknown'`,
    )
    await client.query(
      `INSERT INTO resource_tag (account_id, id, region, arn, tags, content_hash)
       SELECT account_id, pg_temp.stable_id('resource-tag', arn), region, arn, jsonb_strip_nulls(jsonb_build_object(
           'team', CASE WHEN team_rule = 'resource tag team' THEN team_id END,
           'lambda:createdBy', CASE WHEN origin LIKE 'sam:%' THEN 'SAM' END,
           'aws:cloudformation:stack-name', CASE WHEN origin LIKE 'stackset:%' THEN 'StackSet-' || substr(origin, 10) ||
             '-3f1d2c4b-0000-4000-8000-000000000000' WHEN origin LIKE '%:%' THEN split_part(origin, ':', 2) END)),
         decode(md5(n::text), 'hex')
       FROM planned_function WHERE fate <> 'deleted' AND (origin LIKE '%:%' OR team_rule = 'resource tag team')`,
    )
  },
}
