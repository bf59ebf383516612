/** For tests: what every count must be, counted anew from the rows. */
import type pg from 'pg'

const FINDING_KEY = `check_id, subject, region, coalesce(team_id, '') AS team_id, status, severity, use,
  coalesce(due_on, '9999-12-31') AS due_on`

const RECOUNTS = {
  rollup_account: {
    kept: `SELECT account_id, check_id, subject, region, team_id, status, severity, use, due_on, findings::bigint
      FROM rollup_account`,
    counted: `SELECT account_id, check_id, subject, region, team_id, status, severity, use, due_on, count(*)
      FROM (SELECT account_id, ${FINDING_KEY} FROM finding) f GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  },
  rollup_organization: {
    kept: 'SELECT check_id, subject, team_id, status, severity, use, due_on, findings::bigint FROM rollup_organization',
    counted: `SELECT check_id, subject, team_id, status, severity, use, due_on, count(*)
      FROM (SELECT ${FINDING_KEY} FROM finding) f GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  },
  rollup_runtime: {
    kept: `SELECT account_id, runtime, region, team_id, verdict, use, functions::bigint FROM rollup_runtime
      WHERE functions <> 0`,
    counted: `SELECT account_id, coalesce(subject_runtime, ''), region, coalesce(team_id, ''), verdict, use, count(*)
      FROM lambda_function WHERE ended_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6`,
  },
  rollup_runtime_organization: {
    kept: 'SELECT runtime, team_id, verdict, use, functions::bigint FROM rollup_runtime_organization',
    counted: `SELECT coalesce(subject_runtime, ''), coalesce(team_id, ''), verdict, use, count(*)
      FROM lambda_function WHERE ended_at IS NULL GROUP BY 1, 2, 3, 4`,
  },
  rollup_runtime_accounts: {
    kept: 'SELECT runtime, accounts::bigint FROM rollup_runtime_accounts',
    counted: `SELECT coalesce(subject_runtime, ''), count(DISTINCT account_id) FROM lambda_function
      WHERE ended_at IS NULL GROUP BY 1`,
  },
  rollup_region_organization: {
    kept: 'SELECT region, functions::bigint FROM rollup_region_organization',
    counted: 'SELECT region, count(*) FROM lambda_function WHERE ended_at IS NULL GROUP BY 1',
  },
  account: {
    kept: 'SELECT id, functions::bigint, open_findings::bigint FROM account',
    counted: `SELECT a.id, (SELECT count(*) FROM lambda_function f WHERE f.account_id = a.id AND f.ended_at IS NULL),
      (SELECT count(*) FROM finding f WHERE f.account_id = a.id AND f.status = 'open') FROM account a`,
  },
  versions: {
    kept: `SELECT account_id, region, sum(versions)::bigint FROM rollup_runtime GROUP BY 1, 2
      HAVING sum(versions) <> 0`,
    counted: `SELECT v.account_id, v.region, count(*) FROM lambda_version v
      JOIN account a ON a.id = v.account_id AND a.left_at IS NULL GROUP BY 1, 2`,
  },
  rollup_config_rule: {
    kept: `SELECT account_id, rule_key, region, rules::bigint, failing::bigint, resources::bigint, compliant::bigint
      FROM rollup_config_rule`,
    counted: `SELECT account_id, rule_key, region, sum(rules), sum(failing), sum(resources), sum(compliant) FROM (
        SELECT account_id, rule_key, region, 1 AS rules, (compliance = 'NON_COMPLIANT')::int AS failing, 0 AS resources,
          (compliance = 'COMPLIANT')::int AS compliant FROM config_rule
        UNION ALL SELECT account_id, rule_key, region, 0, 0, 1, 0 FROM config_evaluation
          WHERE compliance = 'NON_COMPLIANT') r
      JOIN account a ON a.id = r.account_id AND a.left_at IS NULL GROUP BY 1, 2, 3`,
  },
  rollup_config_rule_accounts: {
    kept: 'SELECT rule_key, accounts::bigint, failing::bigint FROM rollup_config_rule_accounts',
    counted: `SELECT rule_key, count(DISTINCT account_id), count(DISTINCT account_id) FILTER (WHERE failing > 0)
      FROM rollup_config_rule WHERE rules > 0 GROUP BY 1`,
  },
  rollup_config_account: {
    kept: 'SELECT account_id, rules::bigint, failing::bigint, resources::bigint FROM rollup_config_account',
    counted: `SELECT account_id, sum(rules), sum(failing), sum(resources) FROM (
        SELECT account_id, 1 AS rules, (compliance = 'NON_COMPLIANT')::int AS failing, 0 AS resources FROM config_rule
        UNION ALL SELECT account_id, 0, 0, 1 FROM config_evaluation WHERE compliance = 'NON_COMPLIANT') r
      JOIN account a ON a.id = r.account_id AND a.left_at IS NULL GROUP BY 1`,
  },
  rollup_config_region_organization: {
    kept: `SELECT rule_key, region, rules::bigint, resources::bigint, compliant::bigint
      FROM rollup_config_region_organization`,
    counted: `SELECT rule_key, region, sum(rules), sum(resources), sum(compliant) FROM rollup_config_rule GROUP BY 1, 2`,
  },
  rollup_config_pack_organization: {
    kept: 'SELECT rule_key, conformance_pack, rules::bigint FROM rollup_config_pack_organization',
    counted: `SELECT rule_key, coalesce(conformance_pack, ''), count(*) FROM config_rule r
      JOIN account a ON a.id = r.account_id AND a.left_at IS NULL GROUP BY 1, 2`,
  },
  rollup_trusted_advisor_organization: {
    kept: 'SELECT check_id, status, accounts::bigint FROM rollup_trusted_advisor_organization',
    counted: `SELECT c.check_id, c.status, count(*) FROM trusted_advisor_check c
      JOIN account a ON a.id = c.account_id AND a.left_at IS NULL GROUP BY c.check_id, c.category, c.name, c.status`,
  },
  recommendation: {
    kept: `SELECT account_id, id, open_findings::bigint, live_findings::bigint, due_on FROM recommendation
      WHERE open_findings > 0 AND stage <> 'resolved'`,
    counted: `SELECT account_id, recommendation_id, count(*), count(*) FILTER (WHERE use = 'live'), min(due_on)
      FROM finding WHERE status = 'open' AND asks GROUP BY 1, 2`,
  },
  movement_day: {
    kept: `SELECT account_id, subject, team_id, sum(opened - closed)::bigint FROM movement_day GROUP BY 1, 2, 3
      HAVING sum(opened - closed) <> 0`,
    counted: `SELECT account_id, subject, coalesce(team_id, ''), count(*) FROM finding WHERE status = 'open'
      GROUP BY 1, 2, 3`,
  },
  movement_day_organization: {
    kept: `SELECT day, check_id, subject, cause, opened::bigint, closed::bigint FROM movement_day_organization
      WHERE opened > 0 OR closed > 0`,
    counted: `SELECT day, check_id, subject, cause, sum(opened), sum(closed) FROM movement_day GROUP BY 1, 2, 3, 4
      HAVING sum(opened) > 0 OR sum(closed) > 0`,
  },
  finding_transition: {
    kept: `SELECT DISTINCT ON (account_id, finding_id) account_id, finding_id, subject, team_id, severity, to_status
      FROM finding_transition ORDER BY account_id, finding_id, id DESC`,
    counted: 'SELECT account_id, id, subject, team_id, severity, status FROM finding',
  },
  finding_witness: {
    kept: 'SELECT DISTINCT account_id, finding_id FROM finding_witness WHERE ended_at IS NULL',
    counted: `SELECT account_id, id FROM finding WHERE status = 'open'`,
  },
} as const

/** Names of tables whose counts differ from a recount, with the rows that differ. Empty when all is well. */
export async function differencesFromRecount(client: Pick<pg.ClientBase, 'query'>) {
  const differences: Record<string, unknown[]> = {}
  for (const [name, { kept, counted }] of Object.entries(RECOUNTS)) {
    const { rows } = await client.query(
      `WITH kept AS (${kept}), counted AS (${counted})
       SELECT 'kept' AS side, to_json(k) AS row FROM (SELECT * FROM kept EXCEPT ALL SELECT * FROM counted) k
       UNION ALL SELECT 'counted', to_json(c) FROM (SELECT * FROM counted EXCEPT ALL SELECT * FROM kept) c`,
    )
    if (rows.length > 0) differences[name] = rows
  }
  return differences
}
