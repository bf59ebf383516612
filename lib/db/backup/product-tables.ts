/** Which tables a backup holds: all that the catalogue has of the product, but for what is of no use in another place. */
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { GROUP_ROLES } from '../urls.ts'

export type ProductTable = {
  name: string
  /** Those that are stored; generated ones follow from them. */
  columns: string[]
  /** A role that sees every row where row security is forced on the owner too; null where the owner sees them all. */
  readAs: string | null
  isForced: boolean
}

/** Each with the reason, which the manifest and the documentation repeat. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  _prisma_migrations: 'the set-up of the database writes it',
  auth_session: 'people sign in again after a restore',
  auth_verification: 'what is under way at a sign-in lasts minutes',
  administrator_link: 'a link is good once, for 15 minutes',
  worker_process: 'it says which processes live at this moment',
}

/** What the set-up of an empty database writes by itself. */
export const WRITTEN_BY_SET_UP: readonly string[] = ['installation', 'ownership_rule']

type Row = { name: string; columns: string[]; secured: boolean; forced: boolean; roles: string[]; restricted: boolean }

/** Partitions are read through their table. */
export async function listProductTables(client: pg.ClientBase): Promise<ProductTable[]> {
  const { rows: logins } = await client.query<{ exempt: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS exempt FROM pg_roles WHERE rolname = current_user',
  )
  const { rows } = await client.query<Row>(
    `SELECT c.relname AS name, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
       ARRAY(SELECT DISTINCT r.rolname::text FROM pg_policy p JOIN pg_roles r ON r.oid = ANY (p.polroles)
         WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('r', '*')
           AND pg_get_expr(p.polqual, p.polrelid) = 'true') AS roles,
       EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive) AS restricted
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     ORDER BY c.relname`,
  )
  const isExempt = logins[0]?.exempt === true
  return rows.map((row) => ({
    name: row.name,
    columns: row.columns,
    isForced: row.secured && row.forced,
    readAs: isExempt || !(row.secured && row.forced) ? null : roleThatSeesAll(row),
  }))
}

/** A copy that row security has narrowed looks like a whole one, so a table that nobody sees whole stops the backup. */
function roleThatSeesAll({ name, roles, restricted }: Row): string {
  const role = GROUP_ROLES.find((group) => roles.includes(group))
  if (role && !restricted) return role
  throw new AppError(
    'unavailable',
    `No role of Steward may read all rows of the table ${name}, so a backup would not be whole. Back up with a login that row security does not bind (BYPASSRLS).`,
  )
}

/** Sequences go on behind what is stored. */
export async function readSequences(client: pg.ClientBase): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  )
  return rows
}
