/** F31: an account that has left is archived, and its history stays readable. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { judgeDepartures } from './judge-departures.ts'
import { lockOrganization } from './place-lock.ts'
import { ACCOUNT, EKS, type JudgedSources, judgedSources, later, PLACE, TODAY } from './testing/judged-sources.ts'
import { recordEvent, recordNoncompliant } from './testing/recorded-statements.ts'
import { differencesFromRecount } from './testing/recount.ts'

let database: TestDatabase
let sources: JudgedSources

beforeAll(async () => {
  database = await createTestDatabase()
  sources = judgedSources(database)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sources.reset()
  await sources.recordCharge('python3.9')
  await sources.flagCharge()
  await recordNoncompliant(database.admin, PLACE, { 'restricted-ssh': ['sg-1', 'sg-2'] })
  // A rule is complied with, and of the other only what does not comply came through.
  await database.admin.query(
    `INSERT INTO config_rule (account_id, id, region, name, rule_key, compliance, content_hash)
     VALUES ($1, gen_random_uuid(), $2, 'required-tags', 'required-tags', 'COMPLIANT', '')`,
    [PLACE.accountId, PLACE.region],
  )
  await recordEvent(database.admin, EKS, TODAY)
  for (const source of ['lambda.functions', 'trustedadvisor.checks', 'config.compliance', 'health.events'] as const) {
    await sources.judge(source)
  }
})

/** As recording the organisation's accounts does. */
async function record(leftAt: Date | null, at: Date) {
  await inTransaction(database.worker, async (client) => {
    await lockOrganization(client)
    await client.query('UPDATE account SET left_at = $2 WHERE id = $1', [ACCOUNT, leftAt])
    await judgeDepartures(client, { at, runId: null })
  })
  expect(await differencesFromRecount(database.admin)).toEqual({})
}

const statuses = async () => [...new Set((await sources.findings()).map(({ status }) => status))]
const countedIn = async (table: string) => (await sources.rowsOf(`SELECT FROM ${table}`)).length
const RECORDED = ['lambda_function', 'lambda_version', 'config_evaluation', 'trusted_advisor_resource', 'health_entity']
const TOTALS = ['rollup_config_rule', 'rollup_config_account', 'rollup_trusted_advisor_organization']

test('what stood open in it goes with it, told as such, and nothing that was recorded is lost', async () => {
  const recorded = await Promise.all(RECORDED.map(countedIn))
  await record(later(1), later(1))
  expect(await statuses()).toEqual(['resolved'])
  expect((await sources.causes()).slice(-4)).toEqual(Array(4).fill('account_left'))
  expect(await Promise.all(RECORDED.map(countedIn))).toEqual(recorded)
  expect(await Promise.all(TOTALS.map(countedIn))).toEqual([0, 0, 0])
})

test('what was answered stays in the history, with the step that ended it', async () => {
  const answered = await sources.rowsOf<{ id: string }>('SELECT id FROM recommendation ORDER BY id')
  await record(later(1), later(1))
  expect(await sources.rowsOf('SELECT id FROM recommendation ORDER BY id')).toEqual(answered)
  expect(await sources.rowsOf(`SELECT DISTINCT action, entry ->> 'note' AS note FROM history`)).toEqual([
    { action: 'resolved', note: 'The account has left the organisation.' },
  ])
  expect(await countedIn('history')).toBe(answered.length)
})

test('back in the organisation it counts again as it was last read, each finding the one it was', async () => {
  const before = await sources.findings()
  await record(later(1), later(1))
  await record(null, later(9))
  expect(await sources.findings()).toEqual(before)
  expect((await sources.causes()).slice(-4)).toEqual(Array(4).fill('account_joined'))
})

test('what a reading under way still brings of it is kept, and neither counts nor opens anything', async () => {
  await record(later(1), later(1))
  const causes = await sources.causes()
  await recordNoncompliant(database.admin, PLACE, { 'restricted-ssh': ['sg-1', 'sg-2', 'sg-3'] })
  await sources.judge('config.compliance', later(2))
  await sources.flagCharge()
  await sources.judge('trustedadvisor.checks', later(2))
  await sources.recordCharge('python3.8', later(2))
  await sources.judge('lambda.functions', later(2))
  expect(await sources.causes()).toEqual(causes)
  expect(await statuses()).toEqual(['resolved'])
  expect(await sources.rowsOf('SELECT FROM lambda_function WHERE ended_at IS NULL')).toEqual([])
  expect(await Promise.all(TOTALS.map(countedIn))).toEqual([0, 0, 0])

  await record(null, later(9))
  const open = (await sources.findings()).filter(({ status }) => status === 'open')
  expect(open.map(({ subject }) => subject)).toContain('lambda-runtime:python3.8')
  expect(open.filter(({ subject }) => subject === 'config-rule:restricted-ssh')).toHaveLength(3)
})

test('told once: the next reading of the same accounts changes nothing (I5)', async () => {
  await record(later(1), later(1))
  const causes = await sources.causes()
  await record(later(1), later(2))
  expect(await sources.causes()).toEqual(causes)
})
