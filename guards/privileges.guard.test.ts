import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../lib/db/test-database.ts'

/** What the catalogue of a database says that has been set up: a migration that forgets something is found here. */
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const namesOf = async (sql: string) => (await database.admin.query<{ name: string }>(sql)).rows.map(({ name }) => name)

/** Of Steward’s own schemas. The queue’s are the library’s, and run with the rights of who calls them. */
const OURS = `p.pronamespace IN ('public'::regnamespace, 'staging'::regnamespace)`
const STRICT_PATH = 'search_path=pg_catalog, pg_temp'
const WIDER_PATH = 'search_path=pg_catalog, public, pg_temp'
/** Called by a policy: it decides what exists for whom. */
const IN_POLICY = `EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_policy'::regclass
  AND d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid)`
/** Written into the statement that calls it, and looks nothing up but operators and functions, which are never temporary. */
const READS_NO_TABLE = `p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql') AND p.provolatile = 'i'
  AND p.prosrc !~* '\\m(from|join|into|update)\\M'`

describe('every function of the database', () => {
  test('that policies call, or that runs with the rights of its owner, looks nothing up but in the system’s names', async () => {
    const found = await namesOf(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
       WHERE (${OURS} OR p.prosecdef AND p.proowner = (SELECT datdba FROM pg_database WHERE datname = current_database()))
         AND (p.prosecdef OR ${IN_POLICY})
         AND NOT ('${STRICT_PATH}' = ANY (coalesce(p.proconfig, '{}')))`,
    )
    expect(found, 'SET search_path = pg_catalog, pg_temp, and write public. before every table and function.').toEqual(
      [],
    )
  })

  test('has a search path of its own, with the temporary schema last', async () => {
    const found = await namesOf(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
       WHERE ${OURS} AND NOT (coalesce(p.proconfig, '{}') && ARRAY['${STRICT_PATH}', '${WIDER_PATH}'])
         AND NOT (${READS_NO_TABLE} AND NOT p.prosecdef)`,
    )
    expect(found, 'SET search_path = pg_catalog, pg_temp in its definition.').toEqual([])
  })

  test('that looks nothing up names tables and functions in full', async () => {
    const { rows } = await database.admin.query<{ name: string; body: string }>(
      `SELECT p.oid::regprocedure::text AS name, p.prosrc AS body FROM pg_proc p
       WHERE ${OURS} AND '${STRICT_PATH}' = ANY (coalesce(p.proconfig, '{}'))`,
    )
    const bare = rows.flatMap(({ name, body }) => {
      const text = body.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''")
      const tables = text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|USING)\s+(?:ONLY\s+)?([a-z_]\w*)(?![\w.])(?!\s*\()/gi)
      const functions = text.matchAll(/(?<![\w.])((?:steward|collection)_\w+)\s*\(/gi)
      return [...tables, ...functions].map((match) => `${name}: ${match[1]}`)
    })
    expect(rows.length).toBeGreaterThan(3)
    expect(bare, 'Write public. before the name.').toEqual([])
  })

  test('that runs with the rights of its owner is called by those it was granted to, and not by everybody', async () => {
    const found = await namesOf(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
       WHERE ${OURS} AND p.prosecdef AND a.grantee = 0`,
    )
    expect(found, 'REVOKE ALL ON FUNCTION … FROM PUBLIC in its migration.').toEqual([])
  })
})

test('triggers call functions of Steward only', async () => {
  const found = await namesOf(
    `SELECT t.tgname || ' on ' || t.tgrelid::regclass AS name FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
     JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND NOT (${OURS})`,
  )
  expect(found).toEqual([])
})

describe('nothing is granted to PUBLIC', () => {
  test('on the database but to connect to it', async () => {
    const found = await namesOf(
      `SELECT a.privilege_type AS name FROM pg_database d CROSS JOIN aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
       WHERE d.datname = current_database() AND a.grantee = 0 AND a.privilege_type <> 'CONNECT'`,
    )
    expect(found, 'closeToPublic of lib/db/set-up takes it away.').toEqual([])
  })

  test('on a schema but to use public', async () => {
    const found = await namesOf(
      `SELECT n.nspname || ': ' || a.privilege_type AS name FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a
       WHERE a.grantee = 0 AND n.nspname !~ '^(pg_|information_schema)' AND (n.nspname, a.privilege_type) <> ('public', 'USAGE')`,
    )
    expect(found).toEqual([])
  })

  test('on a table, a column or a sequence', async () => {
    const found = await namesOf(
      `SELECT c.oid::regclass || ': ' || a.privilege_type AS name FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
       WHERE a.grantee = 0 AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
       UNION ALL
       SELECT t.attrelid::regclass || '.' || t.attname || ': ' || a.privilege_type FROM pg_attribute t
       CROSS JOIN aclexplode(t.attacl) a JOIN pg_class c ON c.oid = t.attrelid
       WHERE a.grantee = 0 AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
    )
    expect(found).toEqual([])
  })

  test('in advance, on what is made later', async () => {
    const found = await namesOf(
      `SELECT a.grantee::regrole || ': ' || a.privilege_type AS name FROM pg_default_acl d CROSS JOIN aclexplode(d.defaclacl) a
       WHERE a.grantee <> d.defaclrole`,
    )
    expect(found).toEqual([])
  })
})

describe('the roles of web, sign-in and worker', () => {
  const ROLES = ['steward_worker', 'steward_web_all', 'steward_web_member', 'steward_auth']

  test('make no temporary tables, and other ones in no schema but the worker’s staging', async () => {
    const { rows } = await database.admin.query<{ role: string; place: string }>(
      `SELECT r AS role, 'temporary' AS place FROM unnest($1::text[]) r WHERE has_database_privilege(r, current_database(), 'TEMPORARY')
       UNION ALL
       SELECT r, n.nspname FROM unnest($1::text[]) r, pg_namespace n
       WHERE n.nspname !~ '^pg_(toast|temp)' AND has_schema_privilege(r, n.oid, 'CREATE')
       UNION ALL
       SELECT r, 'schemas' FROM unnest($1::text[]) r WHERE has_database_privilege(r, current_database(), 'CREATE')`,
      [ROLES],
    )
    expect(rows).toEqual([{ role: 'steward_worker', place: 'staging' }])
  })

  test('own nothing, belong to nothing that the server grants by itself, and pass nothing on', async () => {
    const { rows } = await database.admin.query(
      `SELECT r.rolname FROM pg_roles r WHERE r.rolname = ANY ($1) AND (
         r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication OR r.rolcanlogin
         OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
         OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))`,
      [ROLES],
    )
    expect(rows).toEqual([])
    const granted = await namesOf(
      `SELECT c.oid::regclass || ': ' || a.grantee::regrole AS name FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
       WHERE a.is_grantable AND a.grantee <> c.relowner AND c.relnamespace = 'public'::regnamespace`,
    )
    expect(granted).toEqual([])
  })

  test('keep append-only what is: nobody who serves pages or collects may change or remove it', async () => {
    const { rows } = await database.admin.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND EXISTS (SELECT FROM unnest($1::text[]) r WHERE has_table_privilege(r, c.oid, 'INSERT'))
         AND NOT EXISTS (SELECT FROM unnest($1::text[]) r
           WHERE has_table_privilege(r, c.oid, 'UPDATE') OR has_table_privilege(r, c.oid, 'DELETE') OR has_table_privilege(r, c.oid, 'TRUNCATE'))
       ORDER BY 1`,
      [ROLES],
    )
    expect(rows.map(({ name }) => name)).toEqual(APPEND_ONLY)
  })

  test('change single columns of append-only tables nowhere but to seal the history', async () => {
    const { rows } = await database.admin.query(
      `SELECT c.relname AS table, a.attname AS column, r AS role FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
         AND NOT a.attisdropped CROSS JOIN unnest($1::text[]) r
       WHERE c.relname = ANY ($2) AND c.relnamespace = 'public'::regnamespace AND has_column_privilege(r, c.oid, a.attnum, 'UPDATE')
       ORDER BY 1, 2`,
      [ROLES, APPEND_ONLY],
    )
    const sealing = (column: string) => ({ table: 'history', column, role: 'steward_worker' })
    expect(rows).toEqual([sealing('hash'), sealing('previous_hash'), sealing('sequence')])
  })
})

const APPEND_ONLY = [
  'account_owner',
  'finding_transition',
  'health_entity_update',
  'health_event_update',
  'history',
  'report',
]
