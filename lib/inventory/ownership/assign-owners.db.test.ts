import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startOfDay } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { judgeScope } from '../judging/judge-scope.ts'
import { forgetEstate, recordAccount, recordFunction, recordScopes } from '../judging/testing/recorded-estate.ts'
import { differencesFromRecount } from '../judging/testing/recount.ts'
import { assignOwners } from './assign-owners.ts'

const AT = startOfDay('2026-11-21')
const PLACE = { accountId: '111111111111', region: 'eu-west-1' }

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await forgetEstate(database.admin)
  await recordAccount(database.admin, PLACE.accountId)
  await recordScopes(database.admin, PLACE, AT)
})

const assign = () => inTransaction(database.worker, (client) => assignOwners(client, { at: AT }))
const judge = () =>
  inTransaction(database.worker, (client) =>
    judgeScope(client, PLACE, { runId: null, source: 'lambda.functions', at: AT }),
  )
const tagAccount = (value: string) =>
  database.admin.query(
    `INSERT INTO account_tag VALUES ($1, 'team', $2) ON CONFLICT (account_id, key) DO UPDATE SET value = excluded.value`,
    [PLACE.accountId, value],
  )
const all = async (sql: string) => (await database.admin.query(sql)).rows

test('an account tag makes its team and gives it the account', async () => {
  await tagAccount('Payments EU')
  await assign()
  expect(await all('SELECT id, name FROM team')).toEqual([{ id: 'payments-eu', name: 'Payments EU' }])
  expect(await all('SELECT team_id, team_rule FROM account')).toEqual([
    { team_id: 'payments-eu', team_rule: 'account tag team' },
  ])
})

test('when an account changes hands, its functions, findings and recommendations do so at once (F32)', async () => {
  await tagAccount('payments')
  await assign()
  await recordFunction(
    database.admin,
    PLACE,
    { name: 'f', versions: [{ version: '$LATEST', runtime: 'python3.9' }] },
    AT,
  )
  await judge()
  await tagAccount('web')
  await assign()
  expect(await all('SELECT team_id FROM lambda_function UNION ALL SELECT team_id FROM finding')).toEqual([
    { team_id: 'web' },
    { team_id: 'web' },
  ])
  expect(await all('SELECT team_id, stage FROM recommendation ORDER BY 1')).toEqual([
    { team_id: 'payments', stage: 'resolved' },
    { team_id: 'web', stage: 'pending_response' },
  ])
  expect(await differencesFromRecount(database.admin)).toEqual({})
})

test('a team that comes into being gets the functions whose tags have named it all along', async () => {
  await recordFunction(
    database.admin,
    PLACE,
    { name: 'f', versions: [{ version: '$LATEST', runtime: 'python3.9' }], tags: { team: 'data' } },
    AT,
  )
  await judge()
  expect(await all('SELECT team_id FROM finding')).toEqual([{ team_id: null }])
  await recordAccount(database.admin, '222222222222')
  await database.admin.query(`INSERT INTO account_tag VALUES ('222222222222', 'team', 'data')`)
  await assign()
  expect(await all('SELECT team_id FROM finding')).toEqual([{ team_id: 'data' }])
  expect(await differencesFromRecount(database.admin)).toEqual({})
})

test('an owner is not taken away by assigning again', async () => {
  await tagAccount('payments')
  await assign()
  const before = await all('SELECT xmin::text FROM account')
  await assign()
  expect(await all('SELECT xmin::text FROM account')).toEqual(before)
})
