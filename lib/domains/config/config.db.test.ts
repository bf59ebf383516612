import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stableId } from '../../core/identity.ts'
import { defaultValues, type ListDefinition, type ListValues } from '../../core/list.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { useEnv } from '../../env.ts'
import { configEvaluations } from '../../lists/config-evaluations.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { EXPORTS } from '../exports/contract.ts'
import { exportRows } from '../exports/queries.ts'
import { configAccountList, type RuleListValues, ruleList } from './contract.ts'
import { getEvaluation, getRule, listConfigAccountPage, listEvaluationPage, listRulePage } from './queries.ts'

const evaluationList = definitionOf(configEvaluations)

const OWN = '100000000001'
const FOREIGN = '100000000002'
const UNRECORDED = '100000000003'
const PUBLIC_READ = 's3-bucket-public-read-prohibited'
const ROTATED = 'access-keys-rotated'
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

const asked = <Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
  changes: Partial<ListValues<Filter, Sort>> = {},
): ListValues<Filter, Sort> => ({ ...defaultValues(list), ...changes })

async function writeRule(
  accountId: string,
  region: string,
  name: string,
  ruleKey: string,
  compliance: string,
  pack?: string,
) {
  await database.worker.query(
    `INSERT INTO config_rule (account_id, id, region, name, rule_key, conformance_pack, compliance, content_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '') ON CONFLICT (account_id, id) DO UPDATE SET compliance = excluded.compliance,
       rule_key = excluded.rule_key, conformance_pack = excluded.conformance_pack`,
    [accountId, stableId('rule', region, name), region, name, ruleKey, pack ?? null, compliance],
  )
}

const evaluationId = (accountId: string, region: string, ruleName: string, resource: string) =>
  stableId('evaluation', accountId, region, ruleName, resource)

async function writeEvaluations(accountId: string, region: string, ruleKey: string, resources: readonly string[]) {
  await database.worker.query(
    `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id, compliance,
       annotation, ordered_at, content_hash)
     SELECT $1, id, $3, $4, $4, 'AWS::S3::Bucket', resource, 'NON_COMPLIANT', 'Public read is allowed.', $6, ''
     FROM unnest($2::uuid[], $5::text[]) AS t (id, resource)`,
    [
      accountId,
      resources.map((resource) => evaluationId(accountId, region, ruleKey, resource)),
      region,
      ruleKey,
      resources,
      new Date('2026-11-20T06:00:00Z'),
    ],
  )
}

const bucketsOf = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}-${at}`)

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  await database.admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  await database.admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
     VALUES ($1, '', 'pay-prod', '', 'ACTIVE', 'payments', now(), now()),
       ($2, '', 'data-prod', '', 'ACTIVE', 'data', now(), now()), ($3, '', 'pay-lab', '', 'ACTIVE', 'payments', now(), now())`,
    [OWN, FOREIGN, UNRECORDED],
  )
  await database.admin.query(
    `INSERT INTO scope (account_id, source, region, status, cause, message, since, last_complete_at) VALUES
       ($1, 'config.compliance', 'eu-west-1', 'complete', NULL, NULL, now(), now()),
       ($1, 'config.compliance', 'us-east-1', 'failed', 'AGGREGATOR_SOURCE', 'The aggregator says: ACCESS_DENIED.', now(), NULL),
       ($2, 'config.compliance', 'eu-west-1', 'complete', NULL, NULL, now(), now()),
       ($3, 'config.compliance', 'eu-west-1', 'disabled', 'NOT_RECORDED', NULL, now(), NULL)`,
    [OWN, FOREIGN, UNRECORDED],
  )
  await database.admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await database.admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  await writeRule(OWN, 'eu-west-1', PUBLIC_READ, PUBLIC_READ, 'NON_COMPLIANT')
  await writeRule(OWN, 'eu-west-1', `${ROTATED}-conformance-pack-abc123def`, ROTATED, 'COMPLIANT', 'Baseline')
  await writeRule(FOREIGN, 'eu-west-1', PUBLIC_READ, PUBLIC_READ, 'NON_COMPLIANT')
  await writeRule(FOREIGN, 'eu-west-1', 'foreign-only', 'foreign-only', 'NON_COMPLIANT')
  await writeEvaluations(OWN, 'eu-west-1', PUBLIC_READ, bucketsOf('own', 24))
  await writeEvaluations(FOREIGN, 'eu-west-1', PUBLIC_READ, bucketsOf('foreign', 5))
  await writeEvaluations(FOREIGN, 'eu-west-1', 'foreign-only', ['foreign-bucket'])
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

describe('the list of rules', () => {
  test('takes a rule that AWS Config has no data of for unknown, not for complied with (I3)', async () => {
    await writeRule(OWN, 'us-east-1', 'no-data', 'no-data', 'INSUFFICIENT_DATA')
    const keys = async (viewer: Viewer, state: string) =>
      (await listRulePage(viewer, asked(ruleList, { filters: { status: [state] } }))).rows.map(({ ruleKey }) => ruleKey)
    try {
      for (const viewer of [operator, member]) {
        expect(await keys(viewer, 'compliant')).toEqual([ROTATED])
        expect(await keys(viewer, 'unknown')).toEqual(['no-data'])
      }
    } finally {
      await database.worker.query(`DELETE FROM config_rule WHERE rule_key = 'no-data'`)
    }
  })

  test('calls a rule of AWS’s by its words, any other by its name, and finds it by either', async () => {
    const titled = async (text: string) =>
      (await listRulePage(operator, asked(ruleList, { text }))).rows.map(({ title }) => title)
    expect(await titled('')).toEqual(['S3 bucket public read prohibited', 'foreign-only', 'Access keys rotated'])
    expect(await titled('access keys')).toEqual(['Access keys rotated'])
    expect(await titled('access-keys')).toEqual(['Access keys rotated'])
  })

  test('counts resources, accounts and Regions of the whole organisation for whoever reads everything', async () => {
    const { rows, totals } = await listRulePage(operator, asked(ruleList))
    expect(rows.map(({ ruleKey }) => ruleKey)).toEqual([PUBLIC_READ, 'foreign-only', ROTATED])
    expect(rows[0]).toMatchObject({ resources: 29, failing: 2, rules: 2, accounts: 2, failingAccounts: 2 })
    expect(rows[2]).toMatchObject({ resources: 0, failing: 0, packs: ['Baseline'], regions: ['eu-west-1'] })
    expect(totals).toEqual({ failing: 2, resources: 30 })
  })

  test('counts only what is of their own accounts for a member', async () => {
    const { rows } = await listRulePage(member, asked(ruleList))
    expect(rows.map(({ ruleKey, resources, accounts }) => [ruleKey, resources, accounts])).toEqual([
      [PUBLIC_READ, 24, 1],
      [ROTATED, 0, 1],
    ])
  })

  test('says the same from the accounts’ totals as from the organisation’s', async () => {
    const whole = await listRulePage(operator, asked(ruleList))
    const narrowed = await listRulePage(operator, asked(ruleList, { filters: { account: [OWN, FOREIGN] } }))
    expect(narrowed.rows).toEqual(whole.rows)
  })

  test.each(ruleList.sorts)(
    'holds every rule once, sorted by %s, whatever the direction and the filter',
    async (sort) => {
      for (const order of ['asc', 'desc'] as const) {
        const values: RuleListValues = asked(ruleList, { sort, order, size: 20 })
        const { rows } = await listRulePage(operator, values)
        expect(new Set(rows.map(({ ruleKey }) => ruleKey)).size).toBe(3)
      }
      const failing = await listRulePage(operator, asked(ruleList, { sort, filters: { status: ['noncompliant'] } }))
      expect(failing.rows).toHaveLength(2)
      const packed = await listRulePage(operator, asked(ruleList, { sort, filters: { pack: ['Baseline'] } }))
      expect(packed.rows.map(({ ruleKey }) => ruleKey)).toEqual([ROTATED])
    },
  )

  test('tells where Config does not record, and where it could not be read, beside its figures (I3)', async () => {
    const { coverage } = await listRulePage(member, asked(ruleList))
    expect(coverage.notAsked).toEqual([{ status: 'disabled', cause: 'NOT_RECORDED', accounts: 1, places: 1 }])
    expect(coverage.named).toMatchObject([{ accountId: OWN, regions: ['us-east-1'], cause: 'AGGREGATOR_SOURCE' }])
    expect(coverage.looked).toBe(coverage.accounts - 1)
  })
})

describe('the list of accounts', () => {
  test('gives unknown, not zero, for an account in which Config was read nowhere (I3)', async () => {
    const { rows } = await listConfigAccountPage(operator, asked(configAccountList))
    expect(rows.map(({ accountId, resources }) => [accountId, resources])).toEqual([
      [OWN, 24],
      [FOREIGN, 6],
      [UNRECORDED, null],
    ])
    expect(rows[0]).toMatchObject({ read: 1, gaps: 1, notRecorded: 0 })
  })
})

describe('a rule', () => {
  test('that only others have looks like one that does not exist (T1)', async () => {
    const refusals = await Promise.all(
      ['foreign-only', 'no-such-rule'].map((ruleKey) => getRule(member, { ruleKey }).catch((error: unknown) => error)),
    )
    expect(refusals[0]).toEqual(refusals[1])
    expect(refusals[0]).toMatchObject({ kind: 'not_found' })
    expect((await getRule(operator, { ruleKey: 'foreign-only' })).resources).toBe(1)
  })

  test('lists every resource that does not comply once, page by page, in any order', async () => {
    const question = fc.record({
      sort: fc.constantFrom(...evaluationList.sorts),
      order: fc.constantFrom('asc' as const, 'desc' as const),
    })
    await fc.assert(
      fc.asyncProperty(question, async (changes) => {
        const seen: string[] = []
        for (let after: string | null = null; ; ) {
          const values: ListValues = asked(evaluationList, { ...changes, size: 20, after })
          const page = await listEvaluationPage(operator, { about: PUBLIC_READ, values })
          seen.push(...page.rows.map(({ resourceId }) => resourceId))
          if (page.after === null) break
          after = page.after
        }
        expect(seen).toHaveLength(29)
        expect(new Set(seen).size).toBe(29)
      }),
      { numRuns: 8, examples: evaluationList.sorts.map((sort) => [{ sort, order: 'desc' }]) },
    )
  })

  test('lists a member only their own resources, and exports exactly those', async () => {
    const values = asked(evaluationList, { size: 100 })
    const { rows, total } = await listEvaluationPage(member, { about: PUBLIC_READ, values })
    expect(new Set(rows.map(({ accountId }) => accountId))).toEqual(new Set([OWN]))
    expect(total).toEqual({ count: 24, capped: false })
    const exported: unknown[] = []
    const question = { filters: { rule: [PUBLIC_READ] }, text: '' }
    for await (const row of exportRows(member, 'evaluations', question)) exported.push(row)
    expect(exported).toHaveLength(24)
    const narrowed = asked(evaluationList, { text: 'OWN-1', size: 100 })
    expect((await listEvaluationPage(member, { about: PUBLIC_READ, values: narrowed })).rows).toHaveLength(11)
  })

  test('shows one resource with what AWS says of it, and nobody else’s (T1)', async () => {
    const own = { accountId: OWN, evaluationId: evaluationId(OWN, 'eu-west-1', PUBLIC_READ, 'own-3') }
    expect(await getEvaluation(member, own)).toMatchObject({
      annotation: 'Public read is allowed.',
      orderedAt: '2026-11-20T06:00:00.000Z',
      finding: null,
    })
    const foreign = {
      accountId: FOREIGN,
      evaluationId: evaluationId(FOREIGN, 'eu-west-1', PUBLIC_READ, 'foreign-3'),
    }
    await expect(getEvaluation(member, foreign)).rejects.toMatchObject({ kind: 'not_found' })
  })
})

test.each(['rules', 'evaluations'] as const)('the export of %s gives exactly the declared columns', async (kind) => {
  for await (const row of exportRows(operator, kind, { filters: {}, text: '' })) {
    expect(Object.keys(row).sort()).toEqual([...EXPORTS[kind].columns].sort())
  }
})

/** The totals as they are kept, and as they would be counted from the rows. */
const KEPT_AND_COUNTED = {
  accounts: [
    'SELECT account_id, rule_key, region, rules, failing, resources, compliant FROM rollup_config_rule ORDER BY 1, 2, 3',
    `SELECT account_id, rule_key, region, sum(rules)::int AS rules, sum(failing)::int AS failing,
       sum(resources)::int AS resources, sum(compliant)::int AS compliant
     FROM (SELECT account_id, rule_key, region, 1 AS rules, (compliance = 'NON_COMPLIANT')::int AS failing,
         0 AS resources, (compliance = 'COMPLIANT')::int AS compliant FROM config_rule
       UNION ALL SELECT account_id, rule_key, region, 0, 0, 1, 0 FROM config_evaluation
         WHERE compliance = 'NON_COMPLIANT') c GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ],
  perAccount: [
    'SELECT * FROM rollup_config_account ORDER BY 1',
    `SELECT account_id, sum(rules)::int AS rules, sum(failing)::int AS failing, sum(resources)::int AS resources
     FROM rollup_config_rule GROUP BY 1 ORDER BY 1`,
  ],
  ruleAccounts: [
    'SELECT * FROM rollup_config_rule_accounts ORDER BY 1',
    `SELECT rule_key, count(DISTINCT account_id) FILTER (WHERE rules > 0)::int AS accounts,
       count(DISTINCT account_id) FILTER (WHERE failing > 0)::int AS failing
     FROM rollup_config_rule GROUP BY 1 HAVING count(*) FILTER (WHERE rules > 0) > 0 ORDER BY 1`,
  ],
  regions: [
    'SELECT * FROM rollup_config_region_organization ORDER BY 1, 2',
    `SELECT rule_key, region, sum(rules)::int AS rules, sum(failing)::int AS failing,
       sum(resources)::int AS resources, sum(compliant)::int AS compliant
     FROM rollup_config_rule GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  packs: [
    'SELECT * FROM rollup_config_pack_organization ORDER BY 1, 2',
    `SELECT rule_key, coalesce(conformance_pack, '') AS conformance_pack, count(*)::int AS rules
     FROM config_rule GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
} as const

test('totals equal a recount after any step of rules and resources that come, change and go', async () => {
  const accounts = ['200000000001', '200000000002']
  const step = fc.record({
    account: fc.constantFrom(...accounts),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    rule: fc.constantFrom('a', 'b'),
    compliance: fc.constantFrom('COMPLIANT', 'NON_COMPLIANT', 'INSUFFICIENT_DATA'),
    pack: fc.constantFrom(undefined, 'P', 'Q'),
    does: fc.constantFrom('write' as const, 'delete' as const, 'find' as const, 'lose' as const),
    resource: fc.constantFrom('x', 'y', 'z'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const { account, region, rule, compliance, pack, does, resource } of steps) {
        const id = evaluationId(account, region, rule, resource)
        const gone = does === 'delete' ? stableId('rule', region, rule) : id
        if (does === 'write') await writeRule(account, region, rule, rule, compliance, pack)
        if (does === 'delete') {
          await database.worker.query('DELETE FROM config_rule WHERE account_id = $1 AND id = $2', [account, gone])
        }
        if (does === 'lose' || does === 'find') {
          await database.worker.query('DELETE FROM config_evaluation WHERE account_id = $1 AND id = $2', [account, id])
        }
        if (does === 'find') await writeEvaluations(account, region, rule, [resource])
      }
      for (const [what, [kept, counted]] of Object.entries(KEPT_AND_COUNTED)) {
        const [asKept, asCounted] = await Promise.all([database.admin.query(kept), database.admin.query(counted)])
        expect(asKept.rows, what).toEqual(asCounted.rows)
      }
    }),
    { numRuns: 15 },
  )
})
