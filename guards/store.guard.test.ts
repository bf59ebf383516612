import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, requireLocal, type TestDatabase } from '../lib/db/test-database.ts'
import { databaseUrls } from '../lib/db/urls.ts'
import { isTest, listFiles, read } from './project-files.ts'

/** One statement per file stands in lib/db/sql; set-up, migration and backup speak to a database as such. */
const MAY_HOLD_SQL = [/^lib\/db\/(sql|set-up|embedded|migrate|backup)\//, /^lib\/db\/[\w-]+\.ts$/, /^bench\//]
const SQL =
  /['"`]\s*(SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|WITH\s+\w+\s+AS|CREATE\s+(TABLE|INDEX|UNLOGGED))/
const RAW = /\$(query|execute)Raw/

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('raw SQL stands in lib/db only', () => {
  const violations = listFiles()
    .filter((path) => !isTest(path) && !MAY_HOLD_SQL.some((allowed) => allowed.test(path)))
    .filter((path) => SQL.test(read(path)) || RAW.test(read(path)))
  expect(violations, 'Give the statement a file in lib/db/sql/<area>/ and call its function.').toEqual([])
})

test('every table whose rows belong to an account stands under forced row security', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     -- In tables of sign-in an account is one at an identity provider.
     WHERE a.attname = 'account_id' AND c.relname NOT LIKE 'auth%' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  )
  expect(rows, 'ENABLE and FORCE ROW LEVEL SECURITY in the migration, with policies like its neighbours’.').toEqual([])
})

test('partitions can only be reached through their table', async () => {
  const { rows } = await database.admin.query(
    `SELECT c.relname, p.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) p
     WHERE c.relispartition AND c.relnamespace = 'public'::regnamespace AND p.grantee <> c.relowner`,
  )
  expect(rows, 'Grant on the partitioned table: a partition has no policies of its own.').toEqual([])
})

test('without a viewer the web login sees no row of any table that belongs to an account', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE (a.attname = 'account_id' OR c.relname = 'account') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relnamespace = 'public'::regnamespace`,
  )
  const login = new URL(databaseUrls(database.url).web).username
  const { rows: readable } = await database.admin.query(
    'SELECT name FROM unnest($1::text[]) AS name WHERE has_table_privilege($2, name, $3)',
    [rows.map(({ name }) => name), login, 'SELECT'],
  )
  expect(readable, 'The web login takes a role per transaction and may read nothing outside of one.').toEqual([])
})

test.for(['web', 'worker'] as const)(
  'the %s login is no superuser, owns nothing and obeys row security',
  async (part) => {
    const login = new URL(databaseUrls(database.url)[part]).username
    const { rows } = await database.admin.query(
      `SELECT r.rolname FROM pg_roles r WHERE pg_has_role($1, r.oid, 'MEMBER') AND (r.rolsuper OR r.rolbypassrls
       OR r.rolcreaterole OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')))`,
      [login],
    )
    expect(rows, 'Take the right away from the role, or make another for who needs it.').toEqual([])
  },
)

test('tests refuse a database on another machine', () => {
  expect(() => requireLocal('postgresql://tester:secret@db.example.org/steward')).toThrow(
    'Tests only use a database on',
  )
  expect(() => requireLocal('postgresql://tester:secret@127.0.0.1:5432/steward')).not.toThrow()
})
