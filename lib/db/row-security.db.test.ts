import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { asViewer, closeViewerDatabase, operator, type Viewer } from './as-viewer.ts'
import { Prisma } from './generated/client.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const OWN = '111111111111'
const FOREIGN = '222222222222'

const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }
const stranger: Viewer = { personId: 'sam', name: 'Sam', role: 'member', teamIds: [] }
const auditor: Viewer = { personId: 'ada', name: 'Ada', role: 'auditor', teamIds: [] }

let database: TestDatabase
let web: pg.Client
let restoreEnv: () => void
/** Every table with an account in it: found in the catalog, so that a new one cannot be forgotten. */
let ownedTables: string[]

/** A value that a column takes, by its type. What it says does not matter; whose row it is does. */
function someValue(type: string): unknown {
  if (type === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (type === 'jsonb') return '{}'
  if (type === 'bytea') return Buffer.alloc(1)
  if (type === 'boolean') return true
  if (type === 'date') return '2026-11-21'
  if (type.startsWith('timestamp')) return '2026-11-21T00:00:00Z'
  return type === 'text' ? 'some' : 1
}

/** Puts a row of an account into a table, whatever its columns. What is counted by triggers may be there already. */
async function addRow(table: string, accountId: string) {
  const { rows: columns } = await database.admin.query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL`,
    [table],
  )
  const key = table === 'account' ? 'id' : 'account_id'
  const given = columns.filter(({ name }) => name !== key)
  const names = [key, ...given.map(({ name }) => name), ...(table === 'account' ? ['team_id'] : [])]
  const team = accountId === OWN ? 'payments' : 'data'
  const values = [accountId, ...given.map(({ type }) => someValue(type)), ...(table === 'account' ? [team] : [])]
  const places = values.map((_, index) => `$${index + 1}`).join(', ')
  await database.admin.query(
    `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${places})
     ON CONFLICT DO NOTHING`,
    values,
  )
}

const accountsSeen = (viewer: Viewer, table: string) =>
  asViewer(viewer, async (tx) => {
    const key = Prisma.raw(table === 'account' ? 'id' : 'account_id')
    const rows = await tx.$queryRaw<{ account: string }[]>`SELECT ${key} AS account FROM ${Prisma.raw(`"${table}"`)}`
    return rows.map(({ account }) => account).sort()
  })

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  web = new pg.Client({ connectionString: database.webUrl })
  await web.connect()
  await database.admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  await database.admin.query(`INSERT INTO person (id, email, name, role, created_at) VALUES
    ('mara', 'mara@example.org', 'Mara', 'member', now()), ('sam', 'sam@example.org', 'Sam', 'member', now())`)
  await database.admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  const { rows } = await database.admin.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND (a.attname = 'account_id' AND NOT a.attisdropped OR c.relname = 'account' AND a.attname = 'id')
       AND c.relname NOT IN ('history', 'auth_account')
       AND has_table_privilege('steward_web_all', c.oid, 'SELECT')
     ORDER BY 1`,
  )
  ownedTables = rows.map(({ name }) => name)
  for (const table of ownedTables) for (const accountId of [OWN, FOREIGN]) await addRow(table, accountId)
})
afterAll(async () => {
  restoreEnv()
  await web.end()
  await closeViewerDatabase()
  await database.drop()
})

describe('the web login', () => {
  test('is no superuser, owns nothing and is not exempt from row security', async () => {
    const { rows } = await web.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
       FROM pg_roles r WHERE rolname = current_user`,
    )
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 }])
  })

  test('reads no table at all outside of a viewer’s transaction (T1)', async () => {
    expect(ownedTables).toContain('finding')
    for (const table of ownedTables) {
      await expect(web.query(`SELECT FROM "${table}"`), table).rejects.toThrow('permission denied')
    }
  })

  test('reads neither sessions nor links, whoever it acts for', async () => {
    for (const table of ['auth_session', 'administrator_link']) {
      for (const viewer of [operator, member]) {
        const read = asViewer(viewer, (tx) => tx.$queryRaw`SELECT FROM ${Prisma.raw(table)}`)
        await expect(read, table).rejects.toThrow('permission denied')
      }
    }
  })
})

describe('every table that belongs to an account', () => {
  test('forces row security, upon its owner too', async () => {
    const { rows } = await database.admin.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relname = ANY ($1) AND NOT (relrowsecurity AND relforcerowsecurity)`,
      [ownedTables],
    )
    expect(rows).toEqual([])
  })

  test('gives a member the rows of their accounts and not one of others (T1)', async () => {
    for (const table of ownedTables) expect(await accountsSeen(member, table), table).toEqual([OWN])
  })

  test('gives nothing to a member without a team', async () => {
    for (const table of ownedTables) expect(await accountsSeen(stranger, table), table).toEqual([])
  })

  test('gives everything to those who may read everything', async () => {
    for (const table of ownedTables) expect(await accountsSeen(auditor, table), table).toEqual([OWN, FOREIGN])
  })

  test('is not written by anybody who reads pages', async () => {
    for (const table of ownedTables) {
      for (const viewer of [operator, member]) {
        const write = asViewer(viewer, (tx) => tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)}`)
        await expect(write, table).rejects.toThrow('permission denied')
      }
    }
  })
})

test('totals of the whole organisation are read by those who may read everything, and by no member (T1)', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname ~ '^(rollup|movement)_' AND relname <> ALL ($1)`,
    [ownedTables],
  )
  expect(rows.length).toBeGreaterThan(3)
  for (const { name } of rows) {
    const read = (viewer: Viewer) => asViewer(viewer, (tx) => tx.$queryRaw`SELECT FROM ${Prisma.raw(name)}`)
    await expect(read(auditor), name).resolves.toBeInstanceOf(Array)
    await expect(read(member), name).rejects.toThrow('permission denied')
  }
})

test('a change of owner changes who sees the account at once (F32)', async () => {
  await database.admin.query(`UPDATE account SET team_id = 'data' WHERE id = $1`, [OWN])
  expect(await accountsSeen(member, 'account')).toEqual([])
  await database.admin.query(`UPDATE account SET team_id = 'payments' WHERE id = $1`, [OWN])
  expect(await accountsSeen(member, 'account')).toEqual([OWN])
})

test('history can be added to, and by nobody changed or removed', async () => {
  await database.admin.query(`INSERT INTO history (at, id, actor, action, object, entry)
    VALUES (now(), gen_random_uuid(), 'ann', 'thing.done', 'thing:1', '{}')`)
  await expect(database.admin.query(`UPDATE history SET actor = 'bob'`)).rejects.toThrow('append-only')
  await expect(database.admin.query('DELETE FROM history')).rejects.toThrow('append-only')
})
