import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock } from '../../core/clock.ts'
import { defaultValues } from '../../core/list.ts'
import { DAY_MS } from '../../core/time.ts'
import { closeViewerDatabase, operator } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { runList } from '../../domains/runs/contract.ts'
import { getRun, listRunPage } from '../../domains/runs/queries.ts'
import { useEnv } from '../../env.ts'
import { forgetRunDetails } from './forget-run-details.ts'

const RUNS = 60
const SCOPES = 40

let database: TestDatabase
let restoreEnv: () => void
/** The oldest first: one a day, the last one today. */
const runIds = Array.from({ length: RUNS }, () => randomUUID())

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, runDetailsDays: 30 })
  for (const [index, id] of runIds.entries()) {
    const at = new Date(clock.now().getTime() - (RUNS - 1 - index) * DAY_MS)
    await database.admin.query(
      `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at, started_at, finished_at,
         duration_ms, scopes_expected, rows, aws_calls)
       VALUES ($1, 'schedule', 'partial', '{}', '{}', '{}', $2, $2, $2, 900, $3, 7, 9)`,
      [id, at, SCOPES],
    )
    await database.admin.query(
      `INSERT INTO run_scope (run_id, account_id, source, region, status)
       SELECT $1, '111111111111', 'lambda.functions', 'region-' || n, CASE WHEN n = 1 THEN 'denied' ELSE 'complete' END
       FROM generate_series(1, $2::int) n`,
      [id, SCOPES],
    )
  }
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function scopesOf(runId: string): Promise<number> {
  return (await database.admin.query('SELECT FROM run_scope WHERE run_id = $1', [runId])).rowCount ?? 0
}

test('what runs did place by place goes after the days of the setting, once, and their totals stay', async () => {
  expect(await forgetRunDetails(database.worker)).toBe(30)
  expect(await forgetRunDetails(database.worker)).toBe(0)
  const [oldest = '', ...rest] = runIds
  expect(await scopesOf(oldest)).toBe(0)
  expect(await scopesOf(rest.at(-1) ?? '')).toBe(SCOPES)
  const run = await getRun(operator, { runId: oldest })
  expect(run).toMatchObject({ detailsRemoved: true, status: 'partial', rows: 7, awsCalls: 9, scopesExpected: SCOPES })
  // Not all of them complete, as counting what is left would have it.
  expect([run.scopes, run.progress]).toEqual([{}, []])
  const page = await listRunPage(operator, { ...defaultValues(runList), order: 'asc' })
  expect(page.rows[0]).toMatchObject({ id: oldest, detailsRemoved: true, scopes: {} })
})

test('the newest runs keep theirs, however long nothing was collected', async () => {
  await database.admin.query(`UPDATE collection_run SET requested_at = requested_at - interval '200 days',
    started_at = started_at - interval '200 days', finished_at = finished_at - interval '200 days'`)
  await forgetRunDetails(database.worker)
  const { rows } = await database.admin.query('SELECT FROM collection_run WHERE details_removed_at IS NULL')
  expect(rows).toHaveLength(25)
  expect(await scopesOf(runIds.at(-25) ?? '')).toBe(SCOPES)
})
