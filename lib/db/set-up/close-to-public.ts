import type pg from 'pg'
import { AppError } from '../../errors.ts'

/** What PostgreSQL gives to every login of its server, and a database of ours to none. */
const OPEN_TO_PUBLIC = `
  SELECT concat('REVOKE TEMPORARY ON DATABASE ', quote_ident(d.datname), ' FROM PUBLIC;') AS remedy
  FROM pg_database d CROSS JOIN aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
  WHERE d.datname = current_database() AND a.grantee = 0 AND a.privilege_type = 'TEMPORARY'
  UNION ALL
  SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC;'
  FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a
  WHERE n.nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE'`

/**
 * Takes from PUBLIC what nobody needs here: temporary tables can stand in for ours wherever a name is looked up, and so
 * can anything that a login may add to the schema. It is a right upon the database, so each one has to be closed.
 */
export async function closeToPublic(client: pg.ClientBase): Promise<void> {
  if ((await listOpen(client)).length === 0) return
  await client.query(`DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXCEPTION WHEN insufficient_privilege THEN NULL;
  END $$`)
  // A login that owns neither is not always refused: PostgreSQL may warn and change nothing.
  const remedies = await listOpen(client)
  if (remedies.length === 0) return
  throw new AppError(
    'usage',
    `Every login of this database server may put tables of its own before Steward’s, and the login in DATABASE_URL may not change that. Run as an administrator of the database: ${remedies.join(' ')}`,
  )
}

async function listOpen(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ remedy: string }>(OPEN_TO_PUBLIC)
  return rows.map(({ remedy }) => remedy)
}
