import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clock } from '../../../core/clock.ts'
import { requestRun } from '../../../inventory/collection/request-run.ts'
import { createTestDatabase, type TestDatabase } from '../../test-database.ts'
import { listMemberAccounts } from './list-accounts.ts'
import { planScopes } from './plan-scopes.ts'

const [SMALL, LARGE, FAILED, NEW] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  for (const id of [SMALL, LARGE, FAILED, NEW]) {
    await database.admin.query(
      `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since) VALUES ($1, '', '', '', 'ACTIVE', $2, $2)`,
      [id, clock.now()],
    )
  }
})
afterAll(() => database.drop())
beforeEach(() => database.admin.query('TRUNCATE scope, run_scope, collection_run'))

async function remember(accountId: string, region: string, status: string, pages: number, source = 'lambda.functions') {
  await database.admin.query(
    `INSERT INTO scope (account_id, source, region, status, since, pages) VALUES ($1, $2, $3, $4, $5, $6)`,
    [accountId, source, region, status, clock.now(), pages],
  )
}

test('accounts of which something failed last time come first, then the longest (F02)', async () => {
  await remember(SMALL, 'eu-central-1', 'complete', 2)
  await remember(SMALL, 'eu-west-1', 'denied', 0)
  await remember(LARGE, 'eu-central-1', 'complete', 9)
  await remember(FAILED, 'eu-central-1', 'complete', 1)
  await remember(FAILED, 'eu-west-1', 'failed', 0)
  const inLine = (await listMemberAccounts(database.worker)).map(({ id }) => id)
  expect(inLine).toEqual([FAILED, LARGE, SMALL, NEW])
})

test('places of an account of which something failed last time come first, then the longest (F02)', async () => {
  await remember(LARGE, 'eu-central-1', 'complete', 3)
  await remember(LARGE, 'eu-west-1', 'complete', 1)
  await remember(LARGE, 'eu-west-1', 'complete', 8, 'lambda.aliases')
  await remember(LARGE, 'us-east-1', 'complete', 0)
  await remember(LARGE, 'us-east-1', 'partial', 0, 'lambda.aliases')
  const runId = await requestRun(database.worker, {})
  const keys = ['eu-central-1', 'eu-west-1', 'us-east-1'].flatMap((region) =>
    ['lambda.functions', 'lambda.aliases'].map((source) => ({ accountId: LARGE, source, region })),
  )
  const planned = await planScopes(database.worker, runId, keys, clock.now())
  expect(planned.map(({ region }) => region)).toEqual(
    ['us-east-1', 'eu-west-1', 'eu-central-1'].flatMap((region) => [region, region]),
  )
})
