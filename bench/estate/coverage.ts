import type { Step } from './estate.ts'
import { REGIONS } from './estate.ts'

const ACCOUNT_SOURCES = ['account.regions', 'account.contacts', 'trustedadvisor.checks']
const REGION_SOURCES = [
  'lambda.functions',
  'lambda.aliases',
  'lambda.provisioned-concurrency',
  'lambda.invocations',
  'tagging.resources',
  'config.compliance',
]

/** What a scope that is not complete says; the rest is complete. */
const GAPS = [
  {
    status: 'denied',
    cause: 'ACTION',
    message: 'Our role may not do this here.',
    remedy: 'Update the member role from `steward policy`.',
  },
  {
    status: 'failed',
    cause: 'THROTTLED',
    message: 'AWS refused for want of capacity.',
    remedy: 'It is first in line at the next run.',
  },
  {
    status: 'partial',
    cause: 'BUDGET',
    message: 'The budget for metrics was used up.',
    remedy: 'Raise STEWARD_METRICS_BUDGET.',
  },
]

/** One finished run and the state of every scope: one account in fifty suspended, three scopes in a hundred with a gap. */
export const coverage: Step = {
  name: 'coverage',
  async run(client, { today }) {
    await client.query(
      `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at, started_at,
         finished_at, duration_ms)
       VALUES (pg_temp.stable_id('run', 'bench'), 'schedule', 'partial', '{}', '{}', '{}',
         $1::date + interval '5 hours', $1::date + interval '5 hours', $1::date + interval '5 hours 20 minutes', 1200000)`,
      [today],
    )
    await client.query(
      `WITH expected AS (
         SELECT id AS account_id, source, 'global' AS region, state FROM account, unnest($1::text[]) AS source
         UNION ALL
         SELECT id, source, region, state FROM account, unnest($2::text[]) AS source, unnest($3::text[]) AS region
         UNION ALL
         SELECT '100000000001', source, 'global', 'ACTIVE' FROM unnest('{organization,organization.tags,config.aggregator,health.events}'::text[]) AS source
       ), drawn AS (
         SELECT *, hashtext(account_id || source || region) & 255 AS draw FROM expected
       )
       INSERT INTO scope (account_id, source, region, status, cause, message, remedy, since, last_attempt_at,
         last_complete_at, last_run_id, count, pages, duration_ms)
       SELECT account_id, source, region,
         CASE WHEN state <> 'ACTIVE' THEN 'skipped' ELSE coalesce(gap.status, 'complete') END,
         CASE WHEN state <> 'ACTIVE' THEN 'ACCOUNT_STATE' ELSE gap.cause END,
         CASE WHEN state <> 'ACTIVE' THEN 'The account is suspended; what was known of it is kept.' ELSE gap.message END,
         CASE WHEN state <> 'ACTIVE' THEN 'Nothing to do while it is suspended.' ELSE gap.remedy END,
         $4::date - draw % 60, $4::date + interval '5 hours 10 minutes',
         CASE WHEN state = 'ACTIVE' AND gap.status IS NULL THEN $4::date + interval '5 hours 10 minutes'
           WHEN draw % 2 = 0 THEN $4::date - 7 END,
         pg_temp.stable_id('run', 'bench'), draw, 1 + draw / 50, 60 + draw
       FROM drawn LEFT JOIN jsonb_to_recordset($5) AS gap (status text, cause text, message text, remedy text,
         place int) ON draw < 9 AND region <> 'global' AND place = draw % 3`,
      [ACCOUNT_SOURCES, REGION_SOURCES, REGIONS, today, JSON.stringify(GAPS.map((gap, place) => ({ ...gap, place })))],
    )
    await client.query(
      `INSERT INTO run_scope (run_id, account_id, source, region, status, attempt, cause, message, rows, pages, aws_calls,
         started_at, finished_at, duration_ms)
       SELECT last_run_id, account_id, source, region, status, 1, cause, message, count, pages, pages, last_attempt_at,
         last_attempt_at, duration_ms FROM scope`,
    )
    await client.query(
      `UPDATE collection_run SET scopes_expected = counted.scopes, rows = counted.rows, aws_calls = counted.calls
       FROM (SELECT run_id, count(*) AS scopes, sum(rows) AS rows, sum(aws_calls) AS calls FROM run_scope GROUP BY 1)
         AS counted WHERE id = run_id`,
    )
  },
}
