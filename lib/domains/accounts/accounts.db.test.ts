import fc from 'fast-check'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as getAccountRoute } from '../../../app/api/v1/accounts/[accountId]/route.ts'
import { beginSession } from '../../auth/sessions.ts'
import { defaultValues } from '../../core/list.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { closeAuthDatabase } from '../../db/auth-database.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { useEnv } from '../../env.ts'
import { exportRows } from '../exports/queries.ts'
import { type AccountListValues, type AccountRow, accountList } from './contract.ts'
import { getAccount, listAccountFacets, listAccountPage } from './queries.ts'

const ACCOUNTS = 47
const idOf = (index: number) => String(100_000_000_000 + index)
const OWN = idOf(1)
const FOREIGN = idOf(2)
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

const asked = (changes: Partial<AccountListValues>): AccountListValues => ({
  ...defaultValues(accountList),
  ...changes,
})

/** All rows of a question, page after page. */
async function readAll(values: AccountListValues, viewer: Viewer = operator): Promise<AccountRow[]> {
  const rows: AccountRow[] = []
  for (let after: string | null = null; ; ) {
    const page = await listAccountPage(viewer, { ...values, after })
    rows.push(...page.rows)
    if (page.after === null) return rows
    after = page.after
  }
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  await database.admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  await database.admin.query(
    `INSERT INTO account (id, arn, name, email, state, ou_path, team_id, first_seen_at, state_since, functions,
       open_findings, left_at)
     SELECT (100000000000 + i)::text, '', CASE WHEN i % 4 = 0 THEN 'Web-' ELSE 'pay_' END || i % 10, '',
       CASE WHEN i % 9 = 0 THEN 'SUSPENDED' ELSE 'ACTIVE' END,
       CASE WHEN i % 3 = 0 THEN 'Root/Workloads/Prod' WHEN i % 3 = 1 THEN 'Root/Workloads' ELSE 'Root/WorkloadsOld' END,
       CASE i % 3 WHEN 1 THEN 'payments' WHEN 2 THEN 'data' END, now(), now(), i % 5, i % 7,
       CASE WHEN i = $1 THEN now() END
     FROM generate_series(1, $1::int) i`,
    [ACCOUNTS],
  )
  await database.admin.query(
    `INSERT INTO scope (account_id, source, region, status, cause, since, last_complete_at)
     SELECT id, 'lambda.functions', 'eu-west-1', 'complete', NULL, now(), now() FROM account WHERE id <> $1
     UNION ALL SELECT $1, 'lambda.functions', 'eu-west-1', 'denied', 'ACTION', now(), NULL`,
    [OWN],
  )
  await database.admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await database.admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
})
afterAll(async () => {
  restoreEnv()
  await closeAuthDatabase()
  await closeViewerDatabase()
  await database.drop()
})

describe('the list of accounts', () => {
  test('holds every account once, in order, whatever the sort, its direction and the page', async () => {
    const question = fc.record({
      sort: fc.constantFrom(...accountList.sorts),
      order: fc.constantFrom('asc' as const, 'desc' as const),
    })
    await fc.assert(
      fc.asyncProperty(question, async (changes) => {
        const rows = await readAll(asked({ ...changes, size: 20 }))
        expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(ACCOUNTS - 1)
        expect(rows).toHaveLength(ACCOUNTS - 1)
      }),
      { numRuns: 12, examples: accountList.sorts.map((sort) => [{ sort, order: 'desc' }]) },
    )
  })

  test('goes back to the page it came from', async () => {
    const first = await listAccountPage(operator, asked({ size: 20, sort: 'name', order: 'asc' }))
    const second = await listAccountPage(operator, asked({ size: 20, sort: 'name', order: 'asc', after: first.after }))
    const back = await listAccountPage(operator, asked({ size: 20, sort: 'name', order: 'asc', before: second.before }))
    expect(back.rows).toEqual(first.rows)
    expect(first.before).toBeNull()
  })

  test('takes a unit with all below it, and none that only begins like it', async () => {
    const rows = await readAll(asked({ filters: { ou: ['Root/Workloads'] } }))
    expect(new Set(rows.map(({ ouPath }) => ouPath))).toEqual(new Set(['Root/Workloads', 'Root/Workloads/Prod']))
  })

  test('takes a text for itself, not for a pattern (T11)', async () => {
    expect((await readAll(asked({ text: 'pay_' }))).every(({ name }) => name.startsWith('pay_'))).toBe(true)
    expect(await readAll(asked({ text: '%' }))).toEqual([])
  })

  test('shows what left only to whoever asks for it', async () => {
    const rows = await readAll(asked({ filters: { status: ['LEFT'] } }))
    expect(rows.map(({ accountId }) => accountId)).toEqual([idOf(ACCOUNTS)])
  })

  test('gives unknown, not zero, for an account whose functions were never read (I3)', async () => {
    const own = async (openFindings: number) => {
      await database.admin.query('UPDATE account SET open_findings = $2 WHERE id = $1', [OWN, openFindings])
      return readAll(asked({ filters: { account: [OWN] } }))
    }
    expect(await own(0)).toMatchObject([{ functions: null, openFindings: null, scopes: 1, gaps: 1 }])
    // What other sources have told is known all the same.
    expect(await own(1)).toMatchObject([{ functions: null, openFindings: 1, scopes: 1, gaps: 1 }])
  })

  test('refuses a cursor that it did not make', async () => {
    await expect(listAccountPage(operator, asked({ after: 'WyIxIl0' }))).rejects.toMatchObject({ kind: 'invalid' })
    const { after } = await listAccountPage(operator, asked({ size: 20, sort: 'name', order: 'asc' }))
    for (const other of [{ order: 'desc' }, { sort: 'account' }, { filters: { status: ['ACTIVE'] } }] as const) {
      const elsewhere = asked({ size: 20, sort: 'name', order: 'asc', after, ...(other as object) })
      await expect(listAccountPage(operator, elsewhere)).rejects.toMatchObject({ kind: 'invalid' })
    }
  })

  test('exports exactly the rows it shows', async () => {
    const filters = { team: ['payments', 'none'], status: ['ACTIVE'], ou: ['Root/Workloads'] }
    const shown = (await readAll(asked({ filters, text: 'pay' }))).map(({ accountId }) => accountId)
    const exported: unknown[] = []
    for await (const { accountId } of exportRows(operator, 'accounts', { filters, text: 'pay' }))
      exported.push(accountId)
    expect(shown.length).toBeGreaterThan(0)
    expect(exported).toEqual(shown.sort())
  })
})

describe('a member', () => {
  test('sees the accounts of their teams, counts no others, and is offered no others as filters (T1)', async () => {
    const page = await listAccountPage(member, asked({ size: 100 }))
    expect(page.rows.every(({ teamId }) => teamId === 'payments')).toBe(true)
    expect(page.total.count).toBe(page.rows.length)
    expect(page.coverage.accounts).toBe(page.rows.length)
    expect(await listAccountFacets(member)).toMatchObject({
      teams: [{ id: 'payments' }],
      units: ['Root', 'Root/Workloads'],
    })
  })

  test('finds an account of another team as little as one that is not', async () => {
    const refusal = await getAccount(member, { accountId: FOREIGN }).then(String, String)
    expect(await getAccount(member, { accountId: '999999999999' }).then(String, String)).toBe(refusal)
    await expect(getAccount(member, { accountId: FOREIGN })).rejects.toMatchObject({ kind: 'not_found' })
    expect(await getAccount(member, { accountId: OWN })).toMatchObject({ accountId: OWN })
  })

  test('is answered 404 by the route, byte for byte the same', async () => {
    const cookie = (await beginSession('mara')).getSetCookie().join().split(';')[0] ?? ''
    const ask = (accountId: string) =>
      getAccountRoute(new NextRequest(`http://127.0.0.1/api/v1/accounts/${accountId}`, { headers: { cookie } }), {
        params: Promise.resolve({ accountId }),
      })
    const [foreign, none] = await Promise.all([ask(FOREIGN), ask('999999999999')])
    expect([foreign.status, none.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await none.text())
    expect((await ask(OWN)).status).toBe(200)
  })
})
