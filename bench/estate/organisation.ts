import type { Step } from './estate.ts'
import { MEMBER, REGIONS, TEAMS } from './estate.ts'

const UNITS = [
  ['r-bench', null, 'Root', 'Root', 0],
  ['ou-bench-security', 'r-bench', 'Security', 'Root/Security', 1],
  ['ou-bench-sandbox', 'r-bench', 'Sandbox', 'Root/Sandbox', 1],
  ['ou-bench-workloads', 'r-bench', 'Workloads', 'Root/Workloads', 1],
  ['ou-bench-prod', 'ou-bench-workloads', 'Prod', 'Root/Workloads/Prod', 2],
  ['ou-bench-test', 'ou-bench-workloads', 'Test', 'Root/Workloads/Test', 2],
] as const

/** The organisation, its units, teams and accounts. One account in twenty is owned by nobody. */
export const organisation: Step = {
  name: 'organisation',
  async run(client, { accounts, today }) {
    await client.query(
      `INSERT INTO organization (id, arn, management_account_id, feature_set, observed_at)
       VALUES ('o-bench', 'arn:aws:organizations::100000000001:organization/o-bench', '100000000001', 'ALL', $1::date)`,
      [today],
    )
    await client.query(
      `INSERT INTO organizational_unit (id, parent_id, name, path, depth)
       SELECT * FROM jsonb_to_recordset($1) AS unit (id text, parent_id text, name text, path text, depth int)`,
      [JSON.stringify(UNITS.map(([id, parent_id, name, path, depth]) => ({ id, parent_id, name, path, depth })))],
    )
    await client.query(
      `INSERT INTO organizational_unit_closure (ancestor_id, unit_id, distance)
       SELECT above.id, below.id, below.depth - above.depth FROM organizational_unit above
       JOIN organizational_unit below ON below.path = above.path OR starts_with(below.path, above.path || '/')`,
    )
    await client.query(
      `INSERT INTO team (id, name, created_at) SELECT slug, initcap(slug), $2::date - 400 FROM unnest($1::text[]) AS slug
       ON CONFLICT DO NOTHING`,
      [TEAMS, today],
    )
    await client.query(
      `WITH numbered AS (
         SELECT n, (100000000000 + n)::text AS id, pg_temp.share(n, 1) AS by_unit,
           CASE WHEN n % 20 <> 7 THEN ($2::text[])[1 + n % cardinality($2::text[])] END AS team_id
         FROM generate_series(1, $1::int) AS n
       )
       INSERT INTO account (id, arn, name, email, state, unit_id, ou_path, joined_at, joined_method, team_id, team_rule,
         first_seen_at, state_since)
       SELECT numbered.id, 'arn:aws:organizations::100000000001:account/o-bench/' || numbered.id,
         coalesce(team_id, 'orphan') || '-' || lower(unit.name) || '-' || n, 'account-' || n || '@example.org',
         CASE WHEN n % 50 = 49 THEN 'SUSPENDED' ELSE 'ACTIVE' END, unit.id, unit.path,
         $3::date - 1000 + n % 700, 'CREATED', team_id, CASE WHEN team_id IS NOT NULL THEN 'account tag team' END,
         $3::date - 84, $3::date - 84
       FROM numbered JOIN organizational_unit unit ON unit.id = CASE
         WHEN by_unit < 0.5 THEN 'ou-bench-prod' WHEN by_unit < 0.8 THEN 'ou-bench-test'
         WHEN by_unit < 0.95 THEN 'ou-bench-sandbox' ELSE 'ou-bench-security' END`,
      [accounts, TEAMS, today],
    )
    await client.query(
      `INSERT INTO person (id, email, name, role, created_at) VALUES ($1, $1 || '@example.org', 'Member', 'member', $2)`,
      [MEMBER.personId, today],
    )
    await client.query('INSERT INTO membership SELECT $1, unnest($2::text[])', [MEMBER.personId, MEMBER.teamIds])
    await client.query(
      `INSERT INTO account_tag (account_id, key, value)
       SELECT id, 'team', team_id FROM account WHERE team_id IS NOT NULL
       UNION ALL SELECT id, 'environment', lower(split_part(ou_path, '/', -1)) FROM account`,
    )
    await client.query(
      `INSERT INTO account_contact (account_id, kind, name, title, email, phone)
       SELECT id, 'OPERATIONS', 'Operations of ' || name, 'On call', 'ops-' || name || '@example.org', '+49 30 0000000'
       FROM account WHERE team_id IS NOT NULL`,
    )
    await client.query(
      `INSERT INTO account_region (account_id, region, opt_status)
       SELECT id, region, 'ENABLED_BY_DEFAULT' FROM account, unnest($1::text[]) AS region`,
      [REGIONS],
    )
  },
}
