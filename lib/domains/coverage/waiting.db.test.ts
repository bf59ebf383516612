/** The aggregator of AWS Config was refused and never read: nothing was asked of any account, and every page says so (I3). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultValues } from '#lib/core/list'
import { asViewer, closeViewerDatabase, operator } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { isGapSql } from '../../db/sql/gap.ts'
import { countLookedAt, listGapsAt } from '../../db/sql/reports/read-coverage-at.ts'
import { endReadRun } from '../../inventory/collection/end-run.ts'
import { accountList } from '../accounts/contract.ts'
import { listAccountPage } from '../accounts/queries.ts'
import { configAccountList } from '../config/contract.ts'
import { listConfigAccountPage } from '../config/queries.ts'
import { getOverview } from '../overview/queries.ts'
import { getRun, listRunScopes } from '../runs/queries.ts'
import { type CoverageListValues, coverageList } from './contract.ts'
import { getMatrix, listScopePage } from './queries.ts'
import { readAskedCoverage } from './source-coverage.ts'

const WAITING = '100000000001'
const READ = '100000000002'
const NEW = '100000000003'
const CLOSED = '100000000004'
const RUN = '00000000-0000-4000-8000-000000000001'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  const { admin } = database
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, ou_path, first_seen_at, state_since)
     SELECT id, '', 'account-' || right(id, 2), '', CASE WHEN id = $2 THEN 'SUSPENDED' ELSE 'ACTIVE' END, '/', now(), now()
     FROM unnest($1::text[]) id`,
    [[WAITING, READ, NEW, CLOSED], CLOSED],
  )
  await admin.query(
    `INSERT INTO scope (account_id, source, region, status, cause, message, since, last_complete_at) VALUES
       ($1, 'config.compliance', 'eu-west-1', 'skipped', 'DEPENDENCY', 'Not read.', now(), NULL),
       ($2, 'config.compliance', 'eu-west-1', 'complete', NULL, NULL, now(), now()),
       ($3, 'config.compliance', 'eu-west-1', 'skipped', 'ACCOUNT_STATE', 'Not active.', now(), NULL)`,
    [WAITING, READ, CLOSED],
  )
  await admin.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at, started_at, finished_at)
     VALUES ($1, 'manual', 'running', '{}', '{}', '{}', now(), now(), NULL)`,
    [RUN],
  )
  await admin.query(
    `INSERT INTO run_scope (run_id, account_id, source, region, status, cause, finished_at)
     SELECT $1, account_id, source, region, status, cause, now() FROM scope`,
    [RUN],
  )
  await endReadRun(database.worker, RUN)
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const gapsOnly: CoverageListValues = { ...defaultValues(coverageList), filters: { status: ['gap'] } }

test('beside the figures, by name, and not once more among what needed no asking', async () => {
  const coverage = await asViewer(operator, (tx) => readAskedCoverage(tx, 'config.compliance'))
  expect(coverage).toMatchObject({ accounts: 3, looked: 1, named: [{ accountId: WAITING, cause: 'DEPENDENCY' }, {}] })
  expect(coverage.notAsked).toMatchObject([{ cause: 'ACCOUNT_STATE', accounts: 1 }])
})

test('an account of which a source was never expected was not looked at by it either', async () => {
  const { accounts, looked, gaps, named } = await asViewer(operator, (tx) => readAskedCoverage(tx, 'lambda.functions'))
  expect({ accounts, looked, gaps }).toEqual({
    accounts: 3,
    looked: 0,
    gaps: [{ status: 'never', cause: null, accounts: 3 }],
  })
  expect(named.map(({ accountId }) => accountId)).toEqual([WAITING, READ, NEW])
})

test('on the overview: in its coverage, in what was newly missed, and in its table by unit', async () => {
  const { coverage, missed, units } = await getOverview(operator)
  expect(coverage).toMatchObject({ accounts: 3, looked: 1 })
  expect(missed).toEqual({ now: 2, new: 2 })
  expect(units).toMatchObject([{ accounts: 3, missed: 2, inactive: 1 }])
})

test('among the totals of coverage, beside what was rightly skipped', async () => {
  const { totals } = await getMatrix(operator, defaultValues(coverageList))
  expect(totals.find(({ status }) => status === 'skipped')).toMatchObject({ scopes: 2, waiting: 1 })
  expect(totals.find(({ status }) => status === 'complete')).toMatchObject({ scopes: 1, waiting: 0 })
})

test('in the matrix, the list of places and both lists of accounts', async () => {
  expect((await getMatrix(operator, gapsOnly)).rows.map(({ accountId }) => accountId)).toEqual([WAITING])
  expect((await listScopePage(operator, gapsOnly)).rows.map(({ accountId }) => accountId)).toEqual([WAITING])
  const { rows } = await listAccountPage(operator, defaultValues(accountList))
  expect(rows.map(({ accountId, gaps }) => [accountId, gaps]).sort()).toEqual([
    [WAITING, 1],
    [READ, 0],
    [NEW, 0],
    [CLOSED, 0],
  ])
  const config = await listConfigAccountPage(operator, defaultValues(configAccountList))
  expect(config.rows.find(({ accountId }) => accountId === WAITING)).toMatchObject({
    gaps: 1,
    notRecorded: 0,
    rules: null,
  })
})

test('on the pages of a run, which did not read everything', async () => {
  const run = await getRun(operator, { runId: RUN })
  expect(run).toMatchObject({ status: 'partial', scopes: { complete: 1, skipped: 1, waiting: 1 } })
  const { rows } = await listRunScopes(operator, { runId: RUN })
  expect(rows.map(({ accountId }) => accountId)).toEqual([WAITING])
})

test('in the report of a week', async () => {
  const client = await database.admin.connect()
  try {
    const later = new Date(Date.now() + 60_000)
    expect(await countLookedAt(client, later)).toContainEqual({ isTotal: true, teamId: null, accounts: 3, missed: 1 })
    expect(await listGapsAt(client, later, 10)).toContainEqual(expect.objectContaining({ accountIds: [WAITING] }))
  } finally {
    client.release()
  }
})

test('gaps are found by their index', async () => {
  const client = await database.admin.connect()
  try {
    await client.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off')
    const { rows } = await client.query(
      `EXPLAIN SELECT s.account_id FROM scope s WHERE s.expected AND ${isGapSql('s')} ORDER BY s.account_id`,
    )
    expect(JSON.stringify(rows)).toContain('scope_gaps')
    const ofRun = await client.query(
      `EXPLAIN SELECT s.account_id FROM run_scope s WHERE s.run_id = $1 AND ${isGapSql('s')}
         AND s.status NOT IN ('pending', 'running') ORDER BY s.account_id`,
      [RUN],
    )
    expect(JSON.stringify(ofRun.rows)).toContain('run_scope_gaps')
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})
