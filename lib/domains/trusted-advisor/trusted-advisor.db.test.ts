import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stableId } from '../../core/identity.ts'
import { defaultValues, type ListDefinition, type ListValues } from '../../core/list.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { useEnv } from '../../env.ts'
import { advisorFlagged } from '../../lists/advisor-flagged.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { EXPORTS } from '../exports/contract.ts'
import { exportRows } from '../exports/queries.ts'
import { searchEstate } from '../search/queries.ts'
import { checkList, resultList } from './contract.ts'
import { getAdvisorOverview, getCheck, getFlagged, listCheckPage, listFlaggedPage, listResultPage } from './queries.ts'

const OWN = '100000000001'
const FOREIGN = '100000000002'
const UNENTITLED = '100000000003'
const IDLE = 'Qch7DwouX1'
const GROUPS = '1iG5NDGVre'
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }

const flaggedList = definitionOf(advisorFlagged)

let database: TestDatabase
let restoreEnv: () => void

const asked = <Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
  changes: Partial<ListValues<Filter, Sort>> = {},
): ListValues<Filter, Sort> => ({ ...defaultValues(list), ...changes })

type Result = { status: string; flagged?: number; savings?: number | null; category?: string; name?: string }

async function writeCheck(accountId: string, checkId: string, result: Result) {
  const { status, flagged = 0, savings = null, category = 'cost_optimizing', name = `Check ${checkId}` } = result
  await database.worker.query(
    `INSERT INTO trusted_advisor_check (account_id, id, check_id, name, category, description, columns, status, processed,
       flagged, suppressed, monthly_savings, refreshed_at, content_hash)
     VALUES ($1, $2, $3, $4, $5, $6, '["Region", "Instance ID", "Average use"]', $7, 20, $8, 1, $9, $10, '')
     ON CONFLICT (account_id, id) DO UPDATE SET status = excluded.status, flagged = excluded.flagged,
       monthly_savings = excluded.monthly_savings, category = excluded.category, name = excluded.name`,
    [
      accountId,
      stableId('check', checkId),
      checkId,
      name,
      category,
      'Idle <b>instances</b><script>alert(1)</script>',
      status,
      flagged,
      savings,
      new Date('2026-11-20T06:00:00Z'),
    ],
  )
}

const resourceId = (checkId: string, awsId: string) => stableId('resource', checkId, awsId)

async function writeResources(accountId: string, checkId: string, awsIds: readonly string[]) {
  await database.worker.query(
    `INSERT INTO trusted_advisor_resource (account_id, id, check_id, aws_id, region, status, is_suppressed, metadata,
       content_hash)
     SELECT $1, id, $3, aws_id, CASE WHEN place % 5 = 0 THEN NULL ELSE 'eu-west-1' END, 'warning', place = 1,
       jsonb_build_array('eu-west-1', aws_id, NULL, 'one cell more'), ''
     FROM unnest($2::uuid[], $4::text[]) WITH ORDINALITY AS t (id, aws_id, place)`,
    [accountId, awsIds.map((awsId) => resourceId(checkId, awsId)), checkId, awsIds],
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  await database.admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  await database.admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
     VALUES ($1, '', 'pay-prod', '', 'ACTIVE', 'payments', now(), now()),
       ($2, '', 'data-prod', '', 'ACTIVE', 'data', now(), now()), ($3, '', 'pay-lab', '', 'ACTIVE', 'payments', now(), now())`,
    [OWN, FOREIGN, UNENTITLED],
  )
  await database.admin.query(
    `INSERT INTO scope (account_id, source, region, status, cause, since, last_complete_at) VALUES
       ($1, 'trustedadvisor.checks', 'global', 'complete', NULL, now(), now()),
       ($2, 'trustedadvisor.checks', 'global', 'complete', NULL, now(), now()),
       ($3, 'trustedadvisor.checks', 'global', 'not_entitled', 'SUPPORT_PLAN', now(), NULL)`,
    [OWN, FOREIGN, UNENTITLED],
  )
  await database.admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await database.admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  await writeCheck(OWN, IDLE, { status: 'warning', flagged: 23, savings: 120.5 })
  await writeCheck(FOREIGN, IDLE, { status: 'ok', savings: 0 })
  await writeCheck(FOREIGN, GROUPS, { status: 'error', flagged: 2, category: 'security' })
  await writeResources(
    OWN,
    IDLE,
    Array.from({ length: 23 }, (_, at) => `i-${at}`),
  )
  await writeResources(FOREIGN, GROUPS, ['sg-1', 'sg-2'])
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

describe('the categories', () => {
  test('are all six, each check counted once by its worst status, and unknown where nothing was told (I3)', async () => {
    const { categories, coverage } = await getAdvisorOverview(operator)
    expect(categories).toHaveLength(6)
    expect(categories[0]).toMatchObject({
      category: 'cost_optimizing',
      checks: 1,
      warning: 1,
      ok: 0,
      monthlySavings: 120.5,
    })
    expect(categories[2]).toMatchObject({ category: 'security', error: 1, monthlySavings: null })
    expect(categories[1]).toMatchObject({ category: 'performance', checks: 0, monthlySavings: null })
    expect(coverage.notAsked).toEqual([{ status: 'not_entitled', cause: 'SUPPORT_PLAN', accounts: 1, places: 1 }])
  })

  test('tell a member of their own accounts only', async () => {
    const { categories } = await getAdvisorOverview(member)
    expect(categories.map(({ checks }) => checks)).toEqual([1, 0, 0, 0, 0, 0])
  })
})

describe('the list of checks', () => {
  test.each(checkList.sorts)('says the same from the accounts’ rows as from the totals, sorted by %s', async (sort) => {
    const whole = await listCheckPage(operator, asked(checkList, { sort }))
    const narrowed = await listCheckPage(operator, asked(checkList, { sort, filters: { account: [OWN, FOREIGN] } }))
    expect(narrowed.rows).toEqual(whole.rows)
    expect(whole.rows).toHaveLength(2)
  })

  test('tells in how many accounts a check has which status, and what could be saved', async () => {
    const { rows } = await listCheckPage(operator, asked(checkList, { filters: { category: ['cost_optimizing'] } }))
    expect(rows).toMatchObject([{ checkId: IDLE, accounts: 2, warning: 1, ok: 1, flagged: 23, monthlySavings: 120.5 }])
  })
})

describe('a check', () => {
  test('tells what AWS says of it without any markup of theirs, and its own columns (T10)', async () => {
    const check = await getCheck(member, { checkId: IDLE })
    expect(check.columns).toEqual(['Region', 'Instance ID', 'Average use'])
    expect(JSON.stringify(check.description)).not.toMatch(/script|alert/)
  })

  test('that only others have looks like one that does not exist (T1)', async () => {
    const refusals = await Promise.all(
      [GROUPS, 'nosuch'].map((checkId) => getCheck(member, { checkId }).catch((error: unknown) => error)),
    )
    expect(refusals[0]).toEqual(refusals[1])
    expect((await getCheck(operator, { checkId: GROUPS })).accounts).toBe(1)
  })

  test('lists each flagged resource once, page by page, with cells that AWS left out as such', async () => {
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page = await listFlaggedPage(member, { about: IDLE, values: asked(flaggedList, { size: 20, after }) })
      for (const { resourceId: name, cells } of page.rows)
        expect(cells).toEqual(['eu-west-1', name, null, 'one cell more'])
      seen.push(...page.rows.map(({ resourceId: name }) => name))
      if (page.after === null) break
      after = page.after
    }
    expect(new Set(seen).size).toBe(23)
    expect(seen).toHaveLength(23)
  })

  test('exports exactly the flagged resources that the same filters show', async () => {
    const values = asked(flaggedList, { size: 100, filters: { suppressed: ['no'] } })
    const { rows } = await listFlaggedPage(operator, { about: IDLE, values })
    const exported: unknown[] = []
    const question = { filters: { check: [IDLE], suppressed: ['no'] }, text: '' }
    for await (const row of exportRows(operator, 'flagged', question)) exported.push(row.resourceId)
    expect(new Set(exported)).toEqual(new Set(rows.map(({ resourceId: name }) => name)))
    expect(rows).toHaveLength(22)
  })

  test('shows nobody else’s resource and no other account’s result (T1)', async () => {
    const foreign = { checkId: GROUPS, accountId: FOREIGN, resourceId: resourceId(GROUPS, 'sg-1') }
    await expect(getFlagged(member, foreign)).rejects.toMatchObject({ kind: 'not_found' })
    expect(await getFlagged(operator, foreign)).toMatchObject({ resourceId: 'sg-1', finding: null })
    const { rows } = await listResultPage(member, { about: IDLE, values: asked(resultList) })
    expect(rows.map(({ accountId }) => accountId)).toEqual([OWN])
  })
})

test.each(['checks', 'flagged'] as const)('the export of %s gives exactly the declared columns', async (kind) => {
  for await (const row of exportRows(operator, kind, { filters: {}, text: '' })) {
    expect(Object.keys(row).sort()).toEqual([...EXPORTS[kind].columns].sort())
  }
})

test('search finds checks by name and id, and for a member only those of their accounts', async () => {
  const hrefs = async (viewer: Viewer, text: string) => (await searchEstate(viewer, { text })).map(({ href }) => href)
  expect(await hrefs(operator, 'check')).toEqual([`/trusted-advisor/${GROUPS}`, `/trusted-advisor/${IDLE}`])
  expect(await hrefs(operator, IDLE)).toEqual([`/trusted-advisor/${IDLE}`])
  expect(await hrefs(member, 'check')).toEqual([`/trusted-advisor/${IDLE}`])
})

test('totals equal a recount after any step of results that come, change and go', async () => {
  const step = fc.record({
    account: fc.constantFrom('200000000001', '200000000002'),
    check: fc.constantFrom('a', 'b'),
    status: fc.constantFrom('ok', 'warning', 'error', 'ready'),
    flagged: fc.nat(9),
    savings: fc.constantFrom(null, 0, 1.25, 12.5),
    category: fc.constantFrom('security', 'performance'),
    goes: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      for (const { account, check, goes, ...result } of steps) {
        if (goes) {
          const key = [account, stableId('check', check)]
          await database.worker.query('DELETE FROM trusted_advisor_check WHERE account_id = $1 AND id = $2', key)
        } else await writeCheck(account, check, result)
      }
      const [kept, counted] = await Promise.all([
        database.admin.query(`SELECT check_id, category, name, status, accounts, flagged, suppressed, saving,
          monthly_savings FROM rollup_trusted_advisor_organization ORDER BY 1, 2, 3, 4`),
        database.admin.query(`SELECT check_id, category, name, status, count(*)::int AS accounts,
          sum(flagged)::int AS flagged, sum(suppressed)::int AS suppressed, count(monthly_savings)::int AS saving,
          coalesce(sum(monthly_savings), 0)::numeric(16, 2) AS monthly_savings
          FROM trusted_advisor_check GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`),
      ])
      expect(kept.rows).toEqual(counted.rows)
    }),
    { numRuns: 15 },
  )
})
