/** The list of functions against a plain filter and sort of the same rows in memory. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock } from '#lib/core/clock'
import { DUE, daysDue } from '#lib/core/due'
import { functionId } from '#lib/core/identity'
import { defaultValues } from '#lib/core/list'
import { addDays, dayOf } from '#lib/core/time'
import { asViewer, closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { positionIn } from '#lib/db/sql/lists/keyset'
import { listFunctions } from '#lib/db/sql/lists/list-functions'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { getFreshness } from '../session/queries.ts'
import {
  CONTAINER_IMAGE,
  type FunctionFilter,
  type FunctionListValues,
  type FunctionRow,
  functionList,
} from './contract.ts'
import { getFunction } from './function-detail.ts'
import { listFacets, listFunctionPage, listRuntimes } from './queries.ts'

const ACCOUNTS = ['111111111111', '222222222222', '333333333333'] as const
const TEAM_OF: Record<string, string | null> = {
  111111111111: 'payments',
  222222222222: 'platform',
  333333333333: null,
}
const member: Viewer = { personId: 'member-a', name: 'Avery', role: 'member', teamIds: ['payments'] }
const SEEDED = 130

const today = dayOf(clock.now())

let database: TestDatabase
let restoreEnv: () => void

const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length] as Value

async function seedFunction(index: number): Promise<void> {
  const accountId = pick(ACCOUNTS, index)
  const region = pick(['eu-west-1', 'us-east-1'], index >> 1)
  const name = `${pick(['Orders', 'orders', 'invoice', 'Éclair'], index >> 2)}-${index % 40}`
  const runtime = pick(['python3.9', 'nodejs24.x', 'nodejs22.x', null], index >> 1)
  const verdict = { 'python3.9': 'deprecated', 'nodejs24.x': 'fine', 'nodejs22.x': 'approaching' }[runtime ?? '']
  const due = { 'python3.9': addDays(today, pick([-3, 90], index >> 4)), 'nodejs22.x': addDays(today, 30) }[
    runtime ?? ''
  ]
  await database.admin.query(
    `INSERT INTO lambda_function (account_id, id, region, name, arn, package_type, runtime, subject_runtime, verdict, due_on,
       use, severity, origin, team_id, first_seen_at, ended_at, last_invoked_on, last_invoked_state, last_modified_at, versions)
     VALUES ($1, $2, $3, $4, 'arn:' || $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '2026-09-01', $14, $15, $16, $17, 1)
     ON CONFLICT DO NOTHING`,
    [
      accountId,
      functionId(region, name),
      region,
      name,
      runtime === null ? 'Image' : 'Zip',
      runtime,
      verdict === 'fine' ? null : runtime,
      verdict ?? 'unknown',
      due ?? null,
      pick(['live', 'dormant', 'unknown'], index >> 3),
      verdict === 'deprecated' ? 'high' : null,
      pick(['stack:orders', 'stack:web', 'stackset:base', 'none', 'unknown'], index),
      // One team owns something in another team's account.
      index === 1 ? 'payments' : (TEAM_OF[accountId] ?? null),
      index % 29 === 28 ? '2026-11-01' : null,
      index % 3 === 0 ? `2026-10-${String(1 + (index % 28)).padStart(2, '0')}` : null,
      index % 3 === 0 ? 'seen' : 'none',
      index % 5 === 0 ? null : `2026-08-${String(1 + (index % 28)).padStart(2, '0')}T10:00:00Z`,
    ],
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  const { admin } = database
  await admin.query(
    `INSERT INTO team (id, name, created_at) VALUES ('payments', 'Payments', now()), ('platform', 'Platform', now())
     ON CONFLICT DO NOTHING`,
  )
  await admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('member-a', 'a@example.org', 'Avery', 'member', now())
     ON CONFLICT DO NOTHING`,
  )
  await admin.query(`INSERT INTO membership VALUES ('member-a', 'payments') ON CONFLICT DO NOTHING`)
  for (const id of ACCOUNTS) {
    await admin.query(
      `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
       VALUES ($1, 'arn:' || $1, 'account-' || $1, 'x@example.org', 'ACTIVE', $2, now(), now())`,
      [id, TEAM_OF[id]],
    )
  }
  for (let index = 0; index < SEEDED; index += 1) await seedFunction(index)
  await admin.query(
    `INSERT INTO rollup_runtime SELECT account_id, coalesce(subject_runtime, runtime, ''), region, coalesce(team_id, ''),
       verdict, use, count(*), sum(versions) FROM lambda_function WHERE ended_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6`,
  )
  await admin.query(
    `INSERT INTO rollup_runtime_organization SELECT runtime, team_id, verdict, use, sum(functions) FROM rollup_runtime
     GROUP BY 1, 2, 3, 4`,
  )
  await admin.query(
    `INSERT INTO rollup_runtime_accounts SELECT runtime, count(DISTINCT account_id) FROM rollup_runtime GROUP BY 1`,
  )
  await admin.query(
    `INSERT INTO rollup_region_organization SELECT region, sum(functions) FROM rollup_runtime GROUP BY 1`,
  )
  await admin.query(
    `INSERT INTO scope (account_id, source, region, status, cause, message, since, last_complete_at)
     SELECT id, 'lambda.functions', 'eu-west-1', CASE WHEN id = '222222222222' THEN 'denied' ELSE 'complete' END,
       CASE WHEN id = '222222222222' THEN 'ACTION' END,
       CASE WHEN id = '222222222222' THEN 'Steward may not call \`lambda:ListFunctions\` there.' END, now(), '2026-11-20'
     FROM account`,
  )
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const values = (changes: Partial<FunctionListValues> = {}): FunctionListValues => ({
  ...defaultValues(functionList),
  size: 20,
  ...changes,
})

/** Every row, page by page to the end. */
async function allPages(viewer: Viewer, asked: FunctionListValues): Promise<FunctionRow[]> {
  const rows: FunctionRow[] = []
  for (let after: string | null = null, pages = 0; pages < 20; pages += 1) {
    const page = await listFunctionPage(viewer, { ...asked, after })
    rows.push(...page.rows)
    after = page.after
    if (after === null) return rows
  }
  throw new Error('paging does not end')
}

const VALUE_OF: Record<FunctionFilter, (row: FunctionRow) => string[]> = {
  account: ({ accountId }) => [accountId],
  team: ({ teamId }) => [teamId ?? 'none'],
  due: ({ dueOn }) => DUE.filter((due) => dueOn !== null && isWithin(dueOn, daysDue(due, today))),
  region: ({ region }) => [region],
  runtime: ({ runtime }) => [runtime ?? 'image'],
  verdict: ({ verdict }) => [verdict],
  use: ({ use }) => [use],
  severity: ({ severity }) => (severity ? [severity] : []),
  origin: ({ origin }) => [origin, origin.split(':')[0] ?? ''],
}

const isWithin = (day: string, days: ReturnType<typeof daysDue>): boolean =>
  days !== undefined && (days.from === null || day >= days.from) && day <= days.until

const keyOf = ({ accountId, id }: FunctionRow): string => `${accountId} ${id}`

test('each filter alone, and two of its values at once, leave exactly the rows that fit', async () => {
  const everything = await allPages(operator, values())
  expect(everything.length).toBeGreaterThan(100)
  for (const filter of functionList.filters) {
    const present = [...new Set(everything.flatMap(VALUE_OF[filter]))]
    for (const chosen of [...present.map((value) => [value]), present.slice(0, 2)]) {
      const listed = await allPages(operator, values({ filters: { [filter]: chosen }, size: 100 }))
      const fitting = everything.filter((row) => VALUE_OF[filter](row).some((value) => chosen.includes(value)))
      expect(listed.map(keyOf), `${filter} = ${chosen}`).toEqual(fitting.map(keyOf))
    }
  }
})

test('a word that is no due date fits nothing, rather than everything', async () => {
  expect((await listFunctionPage(operator, values({ filters: { due: ['whenever'] } }))).rows).toEqual([])
})

test('every order shows every row once, forward and backward alike', async () => {
  const everything = new Set((await allPages(operator, values())).map(keyOf))
  for (const sort of functionList.sorts) {
    for (const order of ['asc', 'desc'] as const) {
      const listed = await allPages(operator, values({ sort, order }))
      expect(new Set(listed.map(keyOf)), `${sort} ${order}`).toEqual(everything)
      expect(listed).toHaveLength(everything.size)
      const second = await listFunctionPage(operator, {
        ...values({ sort, order }),
        after: (await listFunctionPage(operator, values({ sort, order }))).after,
      })
      const first = await listFunctionPage(operator, { ...values({ sort, order }), before: second.before })
      expect(first.rows.map(keyOf)).toEqual(listed.slice(0, 20).map(keyOf))
      expect(first.before).toBeNull()
    }
  }
})

test('a name is found by its beginning, in any case', async () => {
  const listed = await allPages(operator, values({ text: 'ORDERS-1' }))
  expect(listed.length).toBeGreaterThan(0)
  for (const { name } of listed) expect(name.toLowerCase().startsWith('orders-1')).toBe(true)
})

test('counts are those of the rows the viewer sees, in the list and by runtime (T1)', async () => {
  for (const viewer of [operator, member]) {
    const rows = await allPages(viewer, values())
    expect((await listFunctionPage(viewer, values())).total).toEqual({ count: rows.length, capped: false })
    const byRuntime = await listRuntimes(viewer)
    expect(byRuntime.rows.reduce((sum, { functions }) => sum + functions, 0)).toBe(rows.length)
    for (const { runtime, functions, accounts } of byRuntime.rows) {
      const onIt = rows.filter((row) => (row.runtime ?? CONTAINER_IMAGE) === runtime)
      expect({ runtime, functions, accounts }).toEqual({
        runtime,
        functions: onIt.length,
        accounts: new Set(onIt.map(({ accountId }) => accountId)).size,
      })
    }
    const facets = await listFacets(viewer)
    expect(facets.region.map(({ value }) => value).sort()).toEqual(
      [...new Set(rows.map(({ region }) => region))].sort(),
    )
  }
})

test('a member sees their own accounts, and what is theirs in the account of another team', async () => {
  const rows = await allPages(member, values())
  expect((await listFunctionPage(member, values())).total).toEqual({ count: rows.length, capped: false })
  const foreign = rows.filter(({ accountId }) => accountId !== '111111111111')
  expect(foreign.map(({ teamId, accountName }) => ({ teamId, accountName }))).toEqual([
    { teamId: 'payments', accountName: null },
  ])
  const theirs = (await allPages(operator, values({ filters: { account: ['333333333333'] } })))[0]
  if (!theirs) throw new Error('nothing was seeded there')
  await expect(getFunction(member, { accountId: theirs.accountId, functionId: theirs.id })).rejects.toThrow(
    'There is no such function',
  )
})

test('a denied account is named with its reason beside the list, and never counts as looked at (I3)', async () => {
  const { coverage } = await listFunctionPage(operator, values())
  expect(coverage).toMatchObject({ accounts: 3, looked: 2, more: false })
  expect(coverage.named).toMatchObject([
    { accountId: '222222222222', status: 'denied', cause: 'ACTION', regions: ['eu-west-1'] },
  ])
  expect((await listFunctionPage(member, values())).coverage.named).toEqual([])
})

test('a few functions that are sorted are the same page as many that are walked in order', async () => {
  const filters: FunctionListValues['filters'][] = [
    {},
    { runtime: ['python3.9'] },
    { runtime: ['python3.9', CONTAINER_IMAGE], region: ['eu-west-1'] },
    { team: ['payments', 'none'], verdict: ['deprecated'] },
  ]
  for (const chosen of filters) {
    for (const by of functionList.sorts) {
      for (const descending of [false, true]) {
        const page = (few: boolean) =>
          asViewer(operator, (tx) =>
            listFunctions(
              tx,
              values({ filters: chosen }),
              { by, descending, few },
              positionIn('functions', values({ size: 20 })),
            ),
          )
        expect(await page(true)).toEqual(await page(false))
      }
    }
  }
})

test('what stands in an account that is no longer active says of which day it is (F30)', async () => {
  const inAccount = values({ filters: { account: ['333333333333'] }, size: 100 })
  expect((await allPages(operator, inAccount)).map(({ frozenOn }) => frozenOn)).not.toContain('2026-11-20')
  await database.admin.query(`UPDATE account SET state = 'SUSPENDED' WHERE id = '333333333333'`)
  try {
    const rows = await allPages(operator, inAccount)
    const read = rows.filter(({ region }) => region === 'eu-west-1')
    expect(read.length).toBeGreaterThan(0)
    for (const row of read) expect(row).toMatchObject({ isInactive: true, frozenOn: '2026-11-20' })
    const other = await allPages(operator, values({ filters: { account: ['111111111111'] }, size: 100 }))
    for (const row of other) expect(row).toMatchObject({ isInactive: false, frozenOn: null })
    // Nor is it among those that were looked at, on this page or on any other.
    expect((await listFunctionPage(operator, values())).coverage).toMatchObject({ accounts: 2, looked: 1, inactive: 1 })
    expect(await getFreshness(operator)).toMatchObject({ accounts: 2, inactive: 1 })
  } finally {
    await database.admin.query(`UPDATE account SET state = 'ACTIVE' WHERE id = '333333333333'`)
  }
})

test('an account that is no longer active is named as such also where its functions were only ever read in part', async () => {
  const inPlace = values({ filters: { account: ['333333333333'], region: ['eu-west-1'] }, size: 100 })
  const scope = `account_id = '333333333333' AND source = 'lambda.functions' AND region = 'eu-west-1'`
  await database.admin.query(`UPDATE account SET state = 'SUSPENDED' WHERE id = '333333333333'`)
  const { rows } = await database.admin.query(`SELECT last_complete_at FROM scope WHERE ${scope}`)
  await database.admin.query(`UPDATE scope SET last_complete_at = NULL WHERE ${scope}`)
  try {
    const listed = await allPages(operator, inPlace)
    expect(listed.length).toBeGreaterThan(0)
    for (const row of listed) expect(row).toMatchObject({ isInactive: true, frozenOn: null })
  } finally {
    await database.admin.query(`UPDATE scope SET last_complete_at = $1 WHERE ${scope}`, [rows[0].last_complete_at])
    await database.admin.query(`UPDATE account SET state = 'ACTIVE' WHERE id = '333333333333'`)
  }
})

test('what was not asked because another source could not be read is not looked at (I3)', async () => {
  const scope = `account_id = '111111111111' AND source = 'lambda.functions' AND region = 'eu-west-1'`
  const { rows } = await database.admin.query(`SELECT status, cause FROM scope WHERE ${scope}`)
  await database.admin.query(`UPDATE scope SET status = 'skipped', cause = 'DEPENDENCY' WHERE ${scope}`)
  try {
    expect((await listFunctionPage(operator, values())).coverage).toMatchObject({ accounts: 3, looked: 1 })
    expect(await getFreshness(operator)).toMatchObject({ accounts: 3, looked: 1 })
  } finally {
    const [{ status, cause }] = rows as [{ status: string; cause: string | null }]
    await database.admin.query(`UPDATE scope SET status = $1, cause = $2 WHERE ${scope}`, [status, cause])
  }
})
