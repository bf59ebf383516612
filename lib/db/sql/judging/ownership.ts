import type { ClientBase } from 'pg'

/** A rule as stored; which fields are set depends on its kind. */
export type OwnershipRuleRow = { kind: string; tagKey: string | null; pattern: string | null; teamId: string | null }

export async function selectOwnershipRules(client: ClientBase): Promise<OwnershipRuleRow[]> {
  const { rows } = await client.query<OwnershipRuleRow>(
    'SELECT kind, tag_key AS "tagKey", pattern, team_id AS "teamId" FROM ownership_rule ORDER BY position',
  )
  return rows
}

export type OwnedAccountRow = {
  id: string
  ouPath: string
  teamId: string | null
  teamRule: string | null
  tags: Record<string, string>
}

export async function selectOwnedAccounts(client: ClientBase): Promise<OwnedAccountRow[]> {
  const { rows } = await client.query<OwnedAccountRow>(
    `SELECT a.id, a.ou_path AS "ouPath", a.team_id AS "teamId", a.team_rule AS "teamRule",
       coalesce(jsonb_object_agg(t.key, t.value) FILTER (WHERE t.key IS NOT NULL), '{}') AS tags
     FROM account a LEFT JOIN account_tag t ON t.account_id = a.id
     WHERE a.left_at IS NULL GROUP BY a.id ORDER BY a.id`,
  )
  return rows
}

export type TeamRow = { id: string; name: string }

export async function selectTeams(client: ClientBase): Promise<TeamRow[]> {
  const { rows } = await client.query<TeamRow>('SELECT id, name FROM team ORDER BY id')
  return rows
}

export async function insertTeams(client: ClientBase, teams: readonly TeamRow[], at: Date): Promise<void> {
  if (teams.length === 0) return
  await client.query(
    `INSERT INTO team (id, name, created_at)
     SELECT n.id, n.name, $2 FROM json_to_recordset($1::json) AS n(id text, name text) ORDER BY n.id`,
    [JSON.stringify(teams), at],
  )
}

export async function updateAccountOwners(
  client: ClientBase,
  owners: readonly { id: string; teamId: string | null; teamRule: string | null }[],
): Promise<void> {
  if (owners.length === 0) return
  await client.query(
    `UPDATE account a SET team_id = n."teamId", team_rule = n."teamRule"
     FROM json_to_recordset($1::json) AS n(id text, "teamId" text, "teamRule" text) WHERE a.id = n.id`,
    [JSON.stringify(owners)],
  )
}

/** Writes down whose each account is now, where that is not what was last written down. */
export async function recordAccountOwners(client: ClientBase, at: Date): Promise<void> {
  await client.query(
    `INSERT INTO account_owner (account_id, team_id, recorded_at)
     SELECT a.id, a.team_id, $1 FROM account a
       LEFT JOIN LATERAL (SELECT o.id, o.team_id FROM account_owner o WHERE o.account_id = a.id
         ORDER BY o.id DESC LIMIT 1) last ON true
     WHERE a.left_at IS NULL AND (last.id IS NULL OR last.team_id IS DISTINCT FROM a.team_id) ORDER BY a.id`,
    [at],
  )
}

/** Accounts with a resource whose own tags may name a team. Keys are given in small letters. */
export async function selectAccountsWithOwnerTags(client: ClientBase, keys: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT account_id AS id FROM resource_tag
     WHERE EXISTS (SELECT FROM jsonb_object_keys(tags) AS t(key) WHERE lower(t.key) = ANY ($1::text[])) ORDER BY 1`,
    [keys],
  )
  return rows.map(({ id }) => id)
}

/** Adds the rule by which tags of accounts name their team, only where there are no rules at all. */
export async function insertFirstOwnershipRule(client: ClientBase, id: string): Promise<void> {
  await client.query(
    `INSERT INTO ownership_rule (id, position, kind) SELECT $1, 1, 'account_tag'
     WHERE NOT EXISTS (SELECT 1 FROM ownership_rule) ON CONFLICT DO NOTHING`,
    [id],
  )
}
