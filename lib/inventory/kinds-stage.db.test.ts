/** Readings that bring rows of several kinds: AWS Config's rules with evaluations, Trusted Advisor's checks with resources. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConfigComplianceRow, TrustedAdvisorRow } from '../collectors/rows.ts'
import { clock } from '../core/clock.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { openAttempt, startRun } from './testing/recorded-scopes.ts'

const ACCOUNT = '111111111111'
const PLACE = { accountId: ACCOUNT, region: 'eu-central-1' }
const WHOLE_ACCOUNT = { accountId: ACCOUNT, region: 'global' }

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.admin.query(
    `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since)
     VALUES ($1, 'arn', 'payments-prod', 'payments@example.org', 'ACTIVE', $2, $2)`,
    [ACCOUNT, clock.now()],
  )
})
afterAll(() => database.drop())
beforeEach(async () => {
  for (const table of ['config_rule', 'config_evaluation', 'trusted_advisor_check', 'trusted_advisor_resource']) {
    await database.admin.query(`DELETE FROM ${table}`)
  }
  await database.admin.query('TRUNCATE scope, run_scope, collection_run CASCADE')
})

const rule = (name: string, compliance = 'NON_COMPLIANT'): ConfigComplianceRow => ({
  kind: 'rule',
  name,
  compliance,
  nonCompliant: compliance === 'NON_COMPLIANT' ? 1 : 0,
  isCapped: false,
})
const evaluation = (ruleName: string, resourceId: string): ConfigComplianceRow => ({
  kind: 'evaluation',
  ruleName,
  resourceType: 'AWS::Lambda::Function',
  resourceId,
  compliance: 'NON_COMPLIANT',
  annotation: null,
  orderedAt: '2026-11-20T22:00:00.000Z',
})
const check = (checkId: string, changes: object = {}): TrustedAdvisorRow => ({
  kind: 'check',
  checkId,
  name: checkId,
  category: 'cost_optimizing',
  description: null,
  columns: ['Status', 'Region'],
  status: 'warning',
  processed: 5,
  flagged: 1,
  ignored: 0,
  suppressed: 0,
  monthlySavings: 12.5,
  refreshedAt: '2026-11-20T20:10:00.000Z',
  ...changes,
})
const flagged = (awsId: string, metadata: (string | null)[] = ['Yellow', null]): TrustedAdvisorRow => ({
  kind: 'resource',
  checkId: 'Qch7DwouX1',
  awsId,
  region: 'eu-west-1',
  status: 'warning',
  isSuppressed: false,
  metadata,
})

type Recorded = readonly (ConfigComplianceRow | TrustedAdvisorRow)[]

const openCompliance = async () =>
  openAttempt(database.worker, await startRun(database.worker), 'config.compliance', PLACE)
const openAdvice = async () =>
  openAttempt(database.worker, await startRun(database.worker), 'trustedadvisor.checks', WHOLE_ACCOUNT)
const recordCompliance = async (rows: Recorded, status: 'complete' | 'partial' = 'complete') =>
  (await openCompliance()).record(status, rows)
const recordAdvice = async (rows: Recorded, status: 'complete' | 'partial' = 'complete') =>
  (await openAdvice()).record(status, rows)
const all = async (sql: string) => (await database.admin.query(sql)).rows

describe('rules of AWS Config and the resources that fail them', () => {
  test('stand each in their own table, a rule of a conformance pack under the name it has everywhere', async () => {
    const name = 'lambda-dlq-check-conformance-pack-k2p9w1x7q'
    await recordCompliance([rule(name), evaluation(name, 'orders')])
    expect(await all('SELECT name, rule_key, conformance_pack, compliance, non_compliant FROM config_rule')).toEqual([
      {
        name,
        rule_key: 'lambda-dlq-check',
        conformance_pack: 'unnamed',
        compliance: 'NON_COMPLIANT',
        non_compliant: 1,
      },
    ])
    expect(await all('SELECT rule_key, resource_id, region FROM config_evaluation')).toEqual([
      { rule_key: 'lambda-dlq-check', resource_id: 'orders', region: 'eu-central-1' },
    ])
    expect(await all('SELECT count FROM scope')).toEqual([{ count: 2 }])
  })

  test('are not written anew when they read the same', async () => {
    const rows = [rule('a'), evaluation('a', 'orders'), evaluation('a', 'refunds')]
    const seen = () =>
      all('SELECT id, xmin::text FROM config_rule UNION ALL SELECT id, xmin::text FROM config_evaluation')
    await recordCompliance(rows)
    const before = await seen()
    await recordCompliance(rows)
    expect(await seen()).toEqual(before)
  })

  test('go with the complete reading that no longer shows them, and with no other (I2)', async () => {
    await recordCompliance([rule('a'), rule('b'), evaluation('a', 'orders'), evaluation('b', 'orders')])
    await recordCompliance([rule('a')], 'partial')
    expect(await all('SELECT 1 FROM config_evaluation')).toHaveLength(2)
    await recordCompliance([rule('a', 'COMPLIANT'), rule('b'), evaluation('b', 'orders')])
    expect(await all('SELECT name, compliance FROM config_rule ORDER BY 1')).toEqual([
      { name: 'a', compliance: 'COMPLIANT' },
      { name: 'b', compliance: 'NON_COMPLIANT' },
    ])
    expect(await all('SELECT rule_key FROM config_evaluation')).toEqual([{ rule_key: 'b' }])
  })

  test('of a Region leave those of another as they are', async () => {
    await recordCompliance([rule('a')])
    const other = { accountId: ACCOUNT, region: 'eu-west-1' }
    const attempt = await openAttempt(database.worker, await startRun(database.worker), 'config.compliance', other)
    await attempt.record('complete', [rule('b')])
    expect(await all('SELECT name, region FROM config_rule ORDER BY 1')).toEqual([
      { name: 'a', region: 'eu-central-1' },
      { name: 'b', region: 'eu-west-1' },
    ])
  })

  test('that were compared with rows another run has changed since are not merged (F54)', async () => {
    const slow = await openCompliance()
    await recordCompliance([rule('a')])
    expect(await slow.record('complete', [rule('b')])).toBe('stale')
    expect(await all('SELECT name FROM config_rule')).toEqual([{ name: 'a' }])
  })
})

describe('checks of Trusted Advisor and the resources they flag', () => {
  test('stand with their cells, null ones too, with what they would save and with a Region of their own', async () => {
    await recordAdvice([check('Qch7DwouX1'), flagged('x')])
    expect(
      await all('SELECT check_id, monthly_savings::float8 AS savings, columns FROM trusted_advisor_check'),
    ).toEqual([{ check_id: 'Qch7DwouX1', savings: 12.5, columns: ['Status', 'Region'] }])
    expect(await all('SELECT aws_id, region, metadata FROM trusted_advisor_resource')).toEqual([
      { aws_id: 'x', region: 'eu-west-1', metadata: ['Yellow', null] },
    ])
  })

  test('change, come and go by themselves', async () => {
    await recordAdvice([check('Qch7DwouX1'), flagged('x'), flagged('y')])
    await recordAdvice([check('Qch7DwouX1', { status: 'error' }), flagged('y', ['Red', 'eu-west-1']), flagged('z')])
    expect(await all('SELECT status FROM trusted_advisor_check')).toEqual([{ status: 'error' }])
    expect(await all('SELECT aws_id, metadata->>0 AS first FROM trusted_advisor_resource ORDER BY 1')).toEqual([
      { aws_id: 'y', first: 'Red' },
      { aws_id: 'z', first: 'Yellow' },
    ])
  })

  test('beyond what waits in memory go through stages in the database and leave none behind', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => flagged(`resource-${index}`))
    await recordAdvice([check('Qch7DwouX1'), ...many])
    expect(await all('SELECT count(*)::int AS count FROM trusted_advisor_resource')).toEqual([{ count: 2_500 }])
    expect(await all(`SELECT tablename FROM pg_tables WHERE schemaname = 'staging'`)).toEqual([])
  })
})
