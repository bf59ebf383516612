import type { Step } from './estate.ts'
import { REGIONS } from './estate.ts'

/** Config records in so many Regions of an account, and has so many rules there; a tenth of the findings' number fails them. */
const RECORDED_REGIONS = 4
const RULES = 40
const PACKS = 4
/** Resources that fail a Config rule, and those that Trusted Advisor flags, to each function that is a finding. */
const EVALUATIONS_TO_FINDINGS = 0.4
const FLAGGED_TO_FINDINGS = 0.2
const CHECKS = 120
const CATEGORIES = ['cost_optimizing', 'performance', 'security', 'fault_tolerance', 'service_limits']

/** What AWS Config says. The product's own triggers count the rows, so that the totals are those it would have. */
export const config: Step = {
  name: 'config',
  async run(client, { findings, accounts, today }) {
    await client.query(
      `INSERT INTO config_rule (account_id, id, region, name, rule_key, conformance_pack, compliance, non_compliant,
         content_hash)
       SELECT a.id, pg_temp.stable_id('config:rule', region, key), region, key || '-' || substr(md5(a.id), 1, 8), key,
         CASE WHEN rule % 3 = 0 THEN 'pack-' || rule % $4::int END,
         CASE WHEN hashtext(a.id || region || key) & 7 < 3 THEN 'NON_COMPLIANT' ELSE 'COMPLIANT' END, 0, ''
       FROM account a, unnest($1::text[]) AS region, generate_series(1, $2::int) AS rule,
         LATERAL (SELECT 'rule-' || rule AS key) AS named
       WHERE a.state = 'ACTIVE' AND $3::int > 0`,
      [REGIONS.slice(0, RECORDED_REGIONS), RULES, accounts, PACKS],
    )
    await client.query(
      `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id, compliance,
         ordered_at, content_hash)
       SELECT account_id, pg_temp.stable_id('config:evaluation', n::text, ''), region, key || '-' || substr(md5(account_id), 1, 8), key,
         ('{AWS::S3::Bucket,AWS::EC2::Instance,AWS::IAM::Role,AWS::RDS::DBInstance}'::text[])[1 + n % 4],
         'resource-' || md5(n::text), 'NON_COMPLIANT', $4::date - (n % 300)::int, ''
       FROM (
         SELECT n, (100000000000 + 1 + floor($2::int * power(pg_temp.share(n, 31), 1.5)))::bigint::text AS account_id,
           ($3::text[])[1 + n % cardinality($3::text[])] AS region,
           'rule-' || 1 + floor($5::int * power(pg_temp.share(n, 32), 2))::int AS key
         FROM generate_series(1, $1::int) AS n
       ) AS drawn ORDER BY account_id, 2`,
      [Math.round(findings * EVALUATIONS_TO_FINDINGS), accounts, REGIONS.slice(0, RECORDED_REGIONS), today, RULES],
    )
  },
}

/** What Trusted Advisor says, of the accounts with a support plan that includes it: two in three. */
export const trustedAdvisor: Step = {
  name: 'trusted advisor',
  async run(client, { findings, accounts, today }) {
    await client.query(
      `INSERT INTO trusted_advisor_check (account_id, id, check_id, name, category, description, status, processed, flagged,
         suppressed, monthly_savings, refreshed_at, content_hash)
       SELECT a.id, pg_temp.stable_id('check', check_number::text), 'check' || check_number, 'Check ' || check_number, category, 'What it looks at.',
         CASE WHEN draw < 30 THEN 'error' WHEN draw < 60 THEN 'warning' WHEN draw < 250 THEN 'ok' ELSE 'not_available' END,
         draw, CASE WHEN draw < 60 THEN draw ELSE 0 END, draw % 3,
         CASE WHEN category = 'cost_optimizing' THEN draw * 1.25 END, $1::date - (draw % 20), ''
       FROM account a, generate_series(1, $2::int) AS check_number,
         LATERAL (SELECT hashtext(a.id || check_number) & 255 AS draw,
           ($3::text[])[1 + check_number % cardinality($3::text[])] AS category) AS drawn
       WHERE a.state = 'ACTIVE' AND a.id::bigint % 3 <> 0`,
      [today, CHECKS, CATEGORIES],
    )
    await client.query(
      `INSERT INTO trusted_advisor_resource (account_id, id, check_id, aws_id, region, status, is_suppressed, metadata,
         content_hash)
       SELECT account_id, pg_temp.stable_id('flagged', n::text), 'check' || 1 + floor($4::int * power(pg_temp.share(n, 42), 2))::int,
         'flagged-' || n, ($3::text[])[1 + floor(cardinality($3::text[]) * power(pg_temp.share(n, 43), 2.5))::int],
         CASE WHEN n % 10 < 4 THEN 'error' WHEN n % 10 < 9 THEN 'warning' ELSE 'ok' END, n % 25 = 0,
         jsonb_build_array('resource-' || n, 'm5.large', '3 %'), ''
       FROM (
         SELECT n, (100000000000 + 1 + floor($2::int * power(pg_temp.share(n, 41), 1.5)))::bigint::text AS account_id
         FROM generate_series(1, $1::int) AS n
       ) AS drawn ORDER BY account_id, 2`,
      [Math.round(findings * FLAGGED_TO_FINDINGS), accounts, REGIONS, CHECKS],
    )
  },
}

const CHANGES = ['EKS', 'RDS', 'LAMBDA', 'OPENSEARCH', 'ELASTICACHE', 'EC2', 'MSK', 'DOCDB', 'REDSHIFT', 'ECS']
const EVENTS = 200
/** Every event touches this share of the accounts. */
const TOUCHED = 0.2

/** What AWS Health says: as many events however large the organisation is, each in a fifth of its accounts. */
export const health: Step = {
  name: 'health',
  async run(client, plan) {
    if (!plan.health) return
    const { today } = plan
    await client.query(
      `INSERT INTO health_event (id, arn, service, type_code, category, scope_code, region, starts_at, ends_at,
         last_updated_at, aws_status, metadata, change_id, first_seen_at, content_hash)
       SELECT pg_temp.stable_id('event', n::text), 'arn:aws:health:' || region || '::event/' || service || '/bench/' || n, service,
         'AWS_' || service || CASE WHEN n % 3 = 0 THEN '_PLANNED_LIFECYCLE_EVENT' ELSE '_MAINTENANCE_SCHEDULED' END,
         'scheduledChange', 'ACCOUNT_SPECIFIC', region, $1::date + (n % 200 - 60), $1::date + (n % 200 - 30),
         $1::date - n % 40, CASE WHEN n % 200 < 30 THEN 'closed' ELSE 'upcoming' END,
         jsonb_build_object('deprecated_versions', '1.' || n / 17), pg_temp.stable_id('change', (n / 4)::text), $1::date - n % 80, ''
       FROM generate_series(0, $2::int - 1) AS n, LATERAL (SELECT ($3::text[])[1 + n / 4 % cardinality($3::text[])] AS service,
         ($4::text[])[1 + n % 4] AS region) AS drawn`,
      [today, EVENTS, CHANGES, REGIONS],
    )
    await client.query(
      `INSERT INTO health_entity (account_id, id, event_id, value, status, last_updated_at, first_seen_at, content_hash)
       SELECT a.id, pg_temp.stable_id('entity', e.arn, number::text), e.id, 'resource-' || number,
         CASE WHEN number + hashtext(a.id) & 1 = 0 THEN 'PENDING' ELSE 'RESOLVED' END, e.first_seen_at, e.first_seen_at, ''
       FROM health_event e JOIN account a ON (hashtext(a.id || e.arn) & 1023) / 1024.0 < $1, generate_series(1, 2) AS number`,
      [TOUCHED],
    )
    await client.query(
      `INSERT INTO health_event_account (account_id, event_id, entities, pending, resolved)
       SELECT account_id, event_id, count(*), count(*) FILTER (WHERE status = 'PENDING'),
         count(*) FILTER (WHERE status = 'RESOLVED') FROM health_entity GROUP BY 1, 2`,
    )
  },
}

/** Who answered what: one recommendation in ten is rejected, one in ten is worked on by a person and has a date. */
export const answers: Step = {
  name: 'answers',
  async run(client, { today }) {
    await client.query(
      `UPDATE recommendation SET title = subject,
         stage = CASE WHEN stage = 'resolved' THEN stage WHEN draw = 0 THEN 'dismissed' WHEN draw = 1 THEN 'in_progress' ELSE stage END,
         committed_on = CASE WHEN draw = 1 THEN $1::date + hashtext(id::text) % 90 END,
         expires_on = CASE WHEN draw = 0 THEN $1::date + abs(hashtext(id::text)) % 90 END,
         assignee = CASE WHEN draw = 1 THEN 'person-' || abs(hashtext(id::text)) % 20 END
       FROM (SELECT account_id AS of, id AS which, abs(hashtext(id::text || 'answer')) % 10 AS draw FROM recommendation) AS drawn
       WHERE account_id = of AND id = which`,
      [today],
    )
  },
}
