import type { ClientBase } from 'pg'
import type { OrganizationRow } from '../../../collectors/rows.ts'

type AccountRow = Extract<OrganizationRow, { kind: 'account' }> & { incomplete: boolean }

/**
 * Writes accounts that are new or changed; with `endsAbsent` the others have left. No account is ever deleted; one
 * whose unit the reading could not tell stays where it was, one without an e-mail address keeps the one that is known,
 * and one that came incomplete stays as it was.
 */
export async function syncAccounts(
  client: ClientBase,
  accounts: readonly AccountRow[],
  { endsAbsent, at }: { endsAbsent: boolean; at: Date },
): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT id, arn, name, email, state, "unitId" AS unit_id, "joinedAt" AS joined_at, "joinedMethod" AS joined_method,
         incomplete
       FROM jsonb_to_recordset($1::jsonb) AS r(id text, arn text, name text, email text, state text, "unitId" text,
         "joinedAt" timestamptz(3), "joinedMethod" text, incomplete boolean)),
     gone AS (
       UPDATE account a SET left_at = $2
       WHERE $3 AND a.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM given g WHERE g.id = a.id) RETURNING 1),
     written AS (
       INSERT INTO account AS a (id, arn, name, email, state, unit_id, joined_at, joined_method, first_seen_at,
         state_since)
       SELECT id, arn, name, email, state, unit_id, joined_at, joined_method, $2, $2 FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM account o WHERE o.id = g.id AND o.left_at IS NULL
         AND (g.incomplete OR (o.arn, o.name, o.email, o.state, o.unit_id, o.joined_at, o.joined_method)
           IS NOT DISTINCT FROM
           (g.arn, g.name, coalesce(nullif(g.email, ''), o.email), g.state, coalesce(g.unit_id, o.unit_id), g.joined_at, g.joined_method)))
       ON CONFLICT (id) DO UPDATE SET arn = excluded.arn, name = excluded.name,
         email = coalesce(nullif(excluded.email, ''), a.email),
         state = excluded.state, unit_id = coalesce(excluded.unit_id, a.unit_id), joined_at = excluded.joined_at,
         joined_method = excluded.joined_method, left_at = NULL,
         state_since = CASE WHEN a.state = excluded.state THEN a.state_since ELSE $2 END
       RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [JSON.stringify(accounts), at, endsAbsent],
  )
  return rows[0]?.changed ?? 0
}
