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

/** Answers with the ids of those that did not exist yet. */
export async function insertTeams(
  client: ClientBase,
  teams: readonly { id: string; name: string }[],
  at: Date,
): Promise<string[]> {
  if (teams.length === 0) return []
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO team (id, name, created_at)
     SELECT n.id, n.name, $2 FROM json_to_recordset($1::json) AS n(id text, name text) ORDER BY n.id
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [JSON.stringify(teams), at],
  )
  return rows.map(({ id }) => id)
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

/** Accounts with a resource whose own tags may name a team. */
export async function selectAccountsWithOwnerTags(client: ClientBase, keys: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT DISTINCT account_id AS id FROM resource_tag WHERE tags ?| $1::text[] ORDER BY 1',
    [keys],
  )
  return rows.map(({ id }) => id)
}

/** Adds rules behind each other, only where there are none at all. */
export async function insertFirstOwnershipRules(
  client: ClientBase,
  rules: readonly { id: string; kind: string; tagKey: string }[],
): Promise<void> {
  await client.query(
    `INSERT INTO ownership_rule (id, position, kind, tag_key)
     SELECT n.id, n.position, n.kind, n."tagKey"
     FROM json_to_recordset($1::json) AS n(id uuid, position int, kind text, "tagKey" text)
     WHERE NOT EXISTS (SELECT 1 FROM ownership_rule)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rules.map((rule, index) => ({ ...rule, position: index + 1 })))],
  )
}
