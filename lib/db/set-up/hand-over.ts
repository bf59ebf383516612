import type pg from 'pg'
import { withClient } from '../clients.ts'
import { derivedLogins, GROUP_ROLES } from '../urls.ts'

/** What belongs to the administrator in the schemas of Steward, each with the statement that gives it away. */
const BELONGINGS = `
  WITH ours AS (SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
    self AS (SELECT current_user::regrole::oid AS id)
  SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, $1::text) AS statement FROM ours, self WHERE nspowner = self.id
  UNION ALL
  SELECT format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, $1) FROM pg_class c JOIN ours ON ours.oid = c.relnamespace, self
  WHERE c.relowner = self.id AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  UNION ALL
  -- A sequence of a column goes with its table.
  SELECT format('ALTER SEQUENCE %s OWNER TO %I', c.oid::regclass, $1) FROM pg_class c JOIN ours ON ours.oid = c.relnamespace, self
  WHERE c.relowner = self.id AND c.relkind = 'S'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
  UNION ALL
  SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, $1) FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace, self
  WHERE p.proowner = self.id
  UNION ALL
  SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, $1) FROM pg_type t JOIN ours ON ours.oid = t.typnamespace, self
  WHERE t.typowner = self.id AND t.typtype IN ('e', 'd')
  UNION ALL
  -- Where the owner of a table is under row security too, its policy has to name the new one.
  SELECT format('ALTER POLICY %I ON %s TO %I', p.polname, p.polrelid::regclass, $1) FROM pg_policy p, self
  WHERE p.polroles = ARRAY[self.id]`

/**
 * Makes the migrator's login, which is no superuser, and gives it the database with all that is in it. Run by the server's
 * administrator; safe to repeat, on an empty database and on one that the administrator has filled.
 */
export async function handOver(administratorUrl: string, migrator: { name: string; password: string }): Promise<void> {
  await withClient(administratorUrl, async (client) => {
    await client.query('BEGIN')
    await ensureMigrator(client, migrator)
    await letAdminister(client, administratorUrl, migrator.name)
    const { rows } = await client.query<{ statement: string }>(BELONGINGS, [migrator.name])
    for (const { statement } of rows) await client.query(statement)
    const { rows: names } = await client.query<{ name: string }>('SELECT current_database() AS name')
    const database = client.escapeIdentifier(names[0]?.name ?? '')
    await client.query(`ALTER DATABASE ${database} OWNER TO ${client.escapeIdentifier(migrator.name)}`)
    await client.query('COMMIT')
  })
}

async function ensureMigrator(client: pg.ClientBase, { name, password }: { name: string; password: string }) {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  await client.query(
    `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${client.escapeIdentifier(name)} LOGIN NOSUPERUSER CREATEROLE NOCREATEDB
     NOBYPASSRLS NOREPLICATION PASSWORD ${client.escapeLiteral(password)}`,
  )
}

/** Roles that the administrator made before: the migrator sets their passwords and grants them. */
async function letAdminister(client: pg.ClientBase, administratorUrl: string, migrator: string): Promise<void> {
  const { web, worker } = derivedLogins(administratorUrl)
  const { rows } = await client.query<{ name: string }>(
    `SELECT r.rolname AS name FROM pg_roles r WHERE r.rolname = ANY ($1) AND NOT EXISTS (
       SELECT FROM pg_auth_members m WHERE m.roleid = r.oid AND m.member = $2::regrole AND m.admin_option)`,
    [[...GROUP_ROLES, web.name, worker.name], migrator],
  )
  for (const { name } of rows) {
    await client.query(
      `GRANT ${client.escapeIdentifier(name)} TO ${client.escapeIdentifier(migrator)} WITH ADMIN OPTION`,
    )
  }
}
