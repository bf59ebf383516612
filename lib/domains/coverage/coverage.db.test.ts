import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultValues } from '#lib/core/list'
import { closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { type CoverageListValues, coverageList, type ScopeRow } from './contract.ts'
import { getAccountScopes, getMatrix, listScopePage } from './queries.ts'

const ACCOUNTS = 30
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-south-1']
const SOURCES = ['lambda.functions', 'lambda.aliases']
const DENIED = '100000000007'
const FAILED = '100000000011'
const member: Viewer = { personId: 'member-a', name: 'Avery', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  const { admin } = database
  await admin.query(
    `INSERT INTO team (id, name, created_at) VALUES ('payments', 'Payments', now()) ON CONFLICT DO NOTHING`,
  )
  await admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('member-a', 'a@example.org', 'Avery', 'member', now())
     ON CONFLICT DO NOTHING`,
  )
  await admin.query(`INSERT INTO membership VALUES ('member-a', 'payments') ON CONFLICT DO NOTHING`)
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
     SELECT (100000000000 + n)::text, 'arn', 'account-' || lpad(n::text, 2, '0'), 'x', 'ACTIVE',
       CASE WHEN n % 10 = 0 THEN 'payments' END, now(), now() FROM generate_series(0, $1 - 1) n`,
    [ACCOUNTS],
  )
  await admin.query(
    `INSERT INTO scope (account_id, source, region, status, cause, message, remedy, since, last_complete_at, expected)
     SELECT a.id, source, region, made.status, CASE made.status WHEN 'denied' THEN 'ACTION' WHEN 'failed' THEN 'TIMEOUT' END,
       'why', 'remedy', now(), CASE WHEN made.status = 'complete' THEN timestamptz '2026-11-20' END, region <> 'gone-1'
     FROM account a, unnest($1::text[]) source, unnest(array_append($2::text[], 'gone-1')) region,
       LATERAL (SELECT CASE WHEN a.id = $3 AND source = 'lambda.functions' THEN 'denied'
         WHEN a.id = $4 AND region = 'us-east-1' THEN 'failed' WHEN region = 'ap-south-1' THEN 'disabled'
         ELSE 'complete' END AS status) made`,
    [SOURCES, REGIONS, DENIED, FAILED],
  )
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const values = (changes: Partial<CoverageListValues> = {}): CoverageListValues => ({
  ...defaultValues(coverageList),
  size: 20,
  ...changes,
})

async function allScopes(viewer: Viewer, asked: CoverageListValues): Promise<ScopeRow[]> {
  const rows: ScopeRow[] = []
  for (let after: string | null = null, pages = 0; pages < 30; pages += 1) {
    const page = await listScopePage(viewer, { ...asked, after })
    rows.push(...page.rows)
    after = page.after
    if (after === null) return rows
  }
  throw new Error('paging does not end')
}

test('what is no longer expected is neither listed nor counted', async () => {
  const rows = await allScopes(operator, values())
  expect(rows).toHaveLength(ACCOUNTS * SOURCES.length * REGIONS.length)
  const { totals } = await getMatrix(operator, values())
  expect(totals.reduce((sum, { scopes }) => sum + scopes, 0)).toBe(rows.length)
})

test('"everything not complete" is what could have been read and was not, in list and matrix alike', async () => {
  const filters = { status: ['gap'] }
  const rows = await allScopes(operator, values({ filters }))
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['denied', 'failed']))
  const matrix = await getMatrix(operator, values({ filters }))
  expect(matrix.rows.map(({ accountId }) => accountId)).toEqual([DENIED, FAILED])
  expect(matrix.exported).toEqual({ count: rows.length, capped: false })
})

test('a filter chooses accounts; a cell still tells of all its Regions', async () => {
  const { rows } = await getMatrix(operator, values({ filters: { cause: ['TIMEOUT'] } }))
  const cell = rows[0]?.cells.find(({ source }) => source === 'lambda.aliases')
  expect(rows).toHaveLength(1)
  expect(cell).toMatchObject({ worst: 'failed', scopes: 3, complete: 1 })
})

test('the matrix pages over accounts by name, forward and back', async () => {
  const first = await getMatrix(operator, values())
  expect(first.total).toEqual({ count: ACCOUNTS, capped: false })
  expect(first.rows).toHaveLength(20)
  const second = await getMatrix(operator, values({ after: first.after }))
  expect(second.rows).toHaveLength(ACCOUNTS - 20)
  expect(second.after).toBeNull()
  const back = await getMatrix(operator, values({ before: second.before }))
  expect(back.rows.map(({ accountId }) => accountId)).toEqual(first.rows.map(({ accountId }) => accountId))
})

test('a member sees their own accounts only, and another one does not exist for them (T1)', async () => {
  const matrix = await getMatrix(member, values())
  expect(matrix.rows.map(({ accountName }) => accountName)).toEqual(['account-00', 'account-10', 'account-20'])
  expect(matrix.totals.reduce((sum, { scopes }) => sum + scopes, 0)).toBe(3 * SOURCES.length * REGIONS.length)
  await expect(getAccountScopes(member, { accountId: DENIED })).rejects.toThrow('There is no such account')
})
