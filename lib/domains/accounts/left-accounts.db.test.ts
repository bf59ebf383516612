/** F31: what was recorded of an account that has left counts and is listed no more; who has its address still reads it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stableId } from '../../core/identity.ts'
import { defaultValues } from '../../core/list.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { useEnv } from '../../env.ts'
import { judgeDepartures } from '../../inventory/judging/judge-departures.ts'
import { lockOrganization } from '../../inventory/judging/place-lock.ts'
import { advisorFlagged } from '../../lists/advisor-flagged.ts'
import { configEvaluations } from '../../lists/config-evaluations.ts'
import { definitionOf } from '../../lists/shown-list.ts'
import { ruleList } from '../config/contract.ts'
import { getEvaluation, listEvaluationPage, listRulePage } from '../config/queries.ts'
import { exportRows } from '../exports/queries.ts'
import { getFunction } from '../lambda/function-detail.ts'
import { searchEstate } from '../search/queries.ts'
import { checkList, resultList } from '../trusted-advisor/contract.ts'
import { getFlagged, listCheckPage, listFlaggedPage, listResultPage } from '../trusted-advisor/queries.ts'

const HERE = '100000000001'
const LEFT = '100000000002'
const RULE = 'restricted-ssh'
const CHECK = 'Qch7DwouX1'
const ID = stableId('anything')
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  const { admin, worker } = database
  await admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now())`)
  await admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  for (const accountId of [HERE, LEFT]) {
    await admin.query(
      `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
       VALUES ($1, '', $1, '', 'ACTIVE', 'payments', now(), now())`,
      [accountId],
    )
    await worker.query(
      `INSERT INTO config_rule (account_id, id, region, name, rule_key, compliance, content_hash)
       VALUES ($1, $2, 'eu-west-1', $3, $3, 'NON_COMPLIANT', '')`,
      [accountId, ID, RULE],
    )
    await worker.query(
      `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id,
         compliance, content_hash)
       VALUES ($1, $2, 'eu-west-1', $3, $3, 'AWS::EC2::SecurityGroup', 'sg-1', 'NON_COMPLIANT', '')`,
      [accountId, ID, RULE],
    )
    await worker.query(
      `INSERT INTO trusted_advisor_check (account_id, id, check_id, name, category, columns, status, flagged,
         monthly_savings, content_hash)
       VALUES ($1, $2, $3, 'Idle instances', 'cost_optimizing', '[]', 'warning', 1, 10, '')`,
      [accountId, ID, CHECK],
    )
    await worker.query(
      `INSERT INTO trusted_advisor_resource (account_id, id, check_id, aws_id, status, is_suppressed, metadata,
         content_hash) VALUES ($1, $2, $3, 'i-1', 'warning', false, '[]', '')`,
      [accountId, ID, CHECK],
    )
    await worker.query(
      `INSERT INTO lambda_function (account_id, id, region, name, arn, package_type, runtime, first_seen_at, ended_at)
       VALUES ($1, $2, 'eu-west-1', 'charge', 'arn', 'Zip', 'python3.9', now(), CASE WHEN $1 = $3 THEN now() END)`,
      [accountId, ID, HERE],
    )
  }
  await worker.query(
    `INSERT INTO lambda_version (account_id, id, function_id, region, function_name, version, arn, package_type, runtime,
       snap_start, content_hash) VALUES ($1, $2, $2, 'eu-west-1', 'charge', '$LATEST', 'arn', 'Zip', 'python3.9', false, '')`,
    [LEFT, ID],
  )
  await inTransaction(worker, async (client) => {
    await lockOrganization(client)
    await client.query('UPDATE account SET left_at = now() WHERE id = $1', [LEFT])
    await judgeDepartures(client, { at: new Date(), runId: null })
  })
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function exported(viewer: Viewer, kind: Parameters<typeof exportRows>[1]) {
  const accounts = []
  for await (const { accountId } of exportRows(viewer, kind, { filters: {}, text: '' })) accounts.push(accountId)
  return accounts
}

test.for([
  ['whoever reads everything', operator],
  ['a member', member],
] as const)(
  '%s finds neither its rules and resources nor its checks in totals, lists and exports',
  async ([, viewer]) => {
    const rules = await listRulePage(viewer, defaultValues(ruleList))
    expect(rules).toMatchObject({
      totals: { resources: 1 },
      rows: [{ rules: 1, failing: 1, resources: 1, accounts: 1 }],
    })
    const checks = await listCheckPage(viewer, defaultValues(checkList))
    expect(checks.rows).toMatchObject([{ accounts: 1, warning: 1, flagged: 1, monthlySavings: 10 }])
    const lists = [
      await listEvaluationPage(viewer, { about: RULE, values: defaultValues(definitionOf(configEvaluations)) }),
      await listResultPage(viewer, { about: CHECK, values: defaultValues(resultList) }),
      await listFlaggedPage(viewer, { about: CHECK, values: defaultValues(definitionOf(advisorFlagged)) }),
    ]
    for (const { rows, total } of lists) {
      expect(rows.map(({ accountId }) => accountId)).toEqual([HERE])
      expect(total.count).toBe(1)
    }
    expect(await exported(viewer, 'evaluations')).toEqual([HERE])
    expect(await exported(viewer, 'flagged')).toEqual([HERE])
    expect(await searchEstate(viewer, { text: 'Idle' })).toHaveLength(1)
  },
)

test('its rows are kept, and read by their address', async () => {
  expect(await getEvaluation(operator, { accountId: LEFT, evaluationId: ID })).toMatchObject({
    accountId: LEFT,
  })
  expect(await getFlagged(operator, { checkId: CHECK, accountId: LEFT, resourceId: ID })).toMatchObject({
    accountId: LEFT,
  })
})

test('back in the organisation it counts as it was', async () => {
  await database.worker.query('UPDATE account SET left_at = NULL WHERE id = $1', [LEFT])
  expect(await listRulePage(operator, defaultValues(ruleList))).toMatchObject({ totals: { resources: 2 } })
  expect((await listCheckPage(operator, defaultValues(checkList))).rows).toMatchObject([{ accounts: 2, flagged: 2 }])
})

test('a function of it is not said to be gone: that its account left tells nothing of it', async () => {
  const detail = (accountId: string) => getFunction(operator, { accountId, functionId: ID })
  expect(await detail(LEFT)).toMatchObject({ wentWithAccount: true, versionRows: [{ version: '$LATEST' }] })
  expect(await detail(HERE)).toMatchObject({ wentWithAccount: false, versionRows: [] })
})
