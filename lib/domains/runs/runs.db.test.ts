import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultValues } from '#lib/core/list'
import { closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { runList, runRequest } from './contract.ts'
import { requestRun } from './mutations.ts'
import { getRun, listRunPage, listRunScopes } from './queries.ts'

const RUN_ID = randomUUID()
const OWN = '111111111111'
const FOREIGN = '222222222222'
const member: Viewer = { personId: 'member-a', name: 'Avery', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  const { admin } = database
  await admin.query(
    `INSERT INTO team (id, name, created_at) VALUES ('payments', 'Payments', now()) ON CONFLICT DO NOTHING`,
  )
  await admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('member-a', 'a@example.org', 'Avery', 'member', now())
     ON CONFLICT DO NOTHING`,
  )
  await admin.query(`INSERT INTO membership VALUES ('member-a', 'payments') ON CONFLICT DO NOTHING`)
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
     VALUES ($1, 'arn', 'own', 'x', 'ACTIVE', 'payments', now(), now()), ($2, 'arn', 'foreign', 'x', 'ACTIVE', NULL, now(), now())`,
    [OWN, FOREIGN],
  )
  await admin.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at, started_at, finished_at,
       duration_ms, scopes_expected)
     VALUES ($1, 'schedule', 'partial', '{}', '{}', '{}', '2026-11-20', '2026-11-20', '2026-11-20', 900, 40)`,
    [RUN_ID],
  )
  await admin.query(
    `INSERT INTO run_scope (run_id, account_id, source, region, status, rows)
     SELECT $1, account, 'lambda.functions', 'region-' || n, CASE WHEN n = 3 THEN 'denied' WHEN n = 4 THEN 'disabled'
       ELSE 'complete' END, 5 FROM unnest($2::text[]) account, generate_series(1, 20) n`,
    [RUN_ID, [OWN, FOREIGN]],
  )
  await admin.query(
    `INSERT INTO scope (account_id, source, region, status, since) SELECT $1, 'lambda.functions', 'region-1', 'complete', now()`,
    [OWN],
  )
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

test('what came of a run adds up, for whoever sees all of it and for whoever sees a part', async () => {
  const all = (await listRunPage(operator, defaultValues(runList))).rows.find(({ id }) => id === RUN_ID)
  expect(all?.scopes).toEqual({ complete: 36, denied: 2, disabled: 2 })
  const own = (await listRunPage(member, defaultValues(runList))).rows.find(({ id }) => id === RUN_ID)
  expect(own?.scopes).toEqual({ complete: 18, denied: 1, disabled: 1 })
})

test('a run tells its progress by source, and which places it did not read to the end', async () => {
  const run = await getRun(operator, { runId: RUN_ID })
  expect(run.progress).toMatchObject([{ source: 'lambda.functions', total: 40, settled: 40, rows: 200 }])
  const gaps = await listRunScopes(operator, { runId: RUN_ID })
  expect(gaps.rows.map(({ accountId, region }) => [accountId, region])).toEqual([
    [OWN, 'region-3'],
    [FOREIGN, 'region-3'],
  ])
  const seen = await listRunScopes(member, { runId: RUN_ID })
  expect(seen.rows.map(({ accountId }) => accountId)).toEqual([OWN])
})

test('asking for a collection leaves a run that waits for a worker, with who asked', async () => {
  const { runId } = await requestRun(operator, runRequest.parse({ accountIds: [OWN] }))
  const run = await getRun(operator, { runId })
  expect(run).toMatchObject({ status: 'requested', trigger: 'manual', requestedBy: 'operator', accountIds: [OWN] })
})

test('what does not exist cannot be asked for', async () => {
  await expect(requestRun(operator, runRequest.parse({ accountIds: ['999999999999'] }))).rejects.toThrow(
    'There is no account 999999999999',
  )
  await expect(requestRun(operator, runRequest.parse({ sources: ['lambda.nothing'] }))).rejects.toThrow(
    'There is no source lambda.nothing',
  )
  expect(runRequest.safeParse({ sources: ["x'; DROP TABLE"] }).success).toBe(false)
})
