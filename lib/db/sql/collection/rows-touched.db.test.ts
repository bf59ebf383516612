import pg, { type Pool } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { clock } from '../../../core/clock.ts'
import { startRun } from '../../../inventory/testing/recorded-scopes.ts'
import { createTestDatabase, type TestDatabase } from '../../test-database.ts'
import { inTransaction } from '../../worker-pool.ts'
import { beginAttempts } from './begin-attempts.ts'
import { lockAttempt } from './lock-attempt.ts'
import { planScopes } from './plan-scopes.ts'
import { unplanScopes } from './unplan-scopes.ts'
import { writeOutcomes } from './write-outcomes.ts'

const ACCOUNTS = Array.from({ length: 100 }, (_, index) => String(100_000_000_000 + index))
const SOURCES = ['lambda.functions', 'lambda.aliases', 'lambda.concurrency', 'lambda.invocations', 'tagging.resources']
const REGIONS = Array.from({ length: 17 }, (_, index) => `eu-test-${index + 1}`)
const KEYS = ACCOUNTS.flatMap((accountId) =>
  SOURCES.flatMap((source) => REGIONS.map((region) => ({ accountId, source, region }))),
)
const [ACCOUNT = ''] = ACCOUNTS.slice(40)
const OF_ACCOUNT = KEYS.filter(({ accountId }) => accountId === ACCOUNT)
const ONE = OF_ACCOUNT.slice(20, 21)

/** What the server knows of the tables when the statements are planned: it must not matter. */
const STATISTICS = ['none', 'of the run before', 'of the run itself'] as const

/** A prepared statement is planned for the values of a call, or once for all calls, as PostgreSQL finds cheaper. */
const PLANNED = ['for the call', 'for all calls'] as const

let database: TestDatabase

beforeEach(async () => {
  await database?.drop()
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** A run with thousands of scopes, none of them begun. */
async function plannedRun(statistics: (typeof STATISTICS)[number]): Promise<string> {
  const { admin, worker } = database
  for (const table of ['scope', 'run_scope', 'collection_run']) {
    await admin.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`)
  }
  const analyze = () => admin.query('ANALYZE scope, run_scope, collection_run')
  if (statistics === 'of the run before') {
    await planScopes(worker, await startRun(worker), KEYS, clock.now())
    await analyze()
    await admin.query(`UPDATE collection_run SET status = 'complete'`)
  }
  const runId = await startRun(worker)
  await planScopes(worker, runId, KEYS, clock.now())
  if (statistics === 'of the run itself') await analyze()
  return runId
}

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

/** Rows of tables that a plan's scans looked at, those that they threw away included. */
function rowsOf(plan: Plan): number {
  const isTable = plan['Relation Name'] !== undefined && plan['Node Type'].includes('Scan')
  const perLoop =
    plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  const own = isTable ? perLoop * plan['Actual Loops'] : 0
  return (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), own)
}

/** A value as PostgreSQL reads it. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map((one) => JSON.stringify(one)).join(',')}}`
  return value instanceof Date ? value.toISOString() : String(value)
}

/** Does what `work` does with the database, and answers how many rows its statements touched. */
async function rowsTouched(
  planned: (typeof PLANNED)[number],
  work: (measured: Pool) => Promise<unknown>,
): Promise<number> {
  let rows = 0
  const query = async (text: string, values: unknown[]) => {
    const explained = await inTransaction(database.worker, async (client) => {
      const mode = planned === 'for all calls' ? 'force_generic_plan' : 'force_custom_plan'
      await client.query(`SET LOCAL plan_cache_mode = ${mode}`)
      await client.query(`PREPARE measured AS ${text}`)
      const given = values.map((value) => pg.escapeLiteral(textOf(value))).join(', ')
      const answer = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE measured (${given})`,
      )
      await client.query('DEALLOCATE measured')
      return answer
    })
    for (const row of explained.rows) rows += rowsOf(row['QUERY PLAN'][0].Plan)
    return { rows: [], rowCount: 1 }
  }
  // The statements ask nothing else of a database.
  await work({ query } as unknown as Pool)
  return rows
}

const OUTCOME = {
  status: 'complete',
  cause: null,
  message: null,
  remedy: null,
  rows: 1,
  pages: 1,
  awsCalls: 1,
  throttles: 0,
  durationMs: 1,
  changed: true,
  lost: false,
}

/** Rows touched for each key: the most that a statement may take, whatever the size of the run. */
const MOST_PER_SCOPE = 6

const EACH = STATISTICS.flatMap((statistics) => PLANNED.map((planned) => [statistics, planned] as const))

test.each(EACH)(
  'what a scope takes does not grow with its run, with statistics %s, planned %s',
  async (statistics, planned) => {
    const runId = await plannedRun(statistics)
    const at = clock.now()
    const touched: [string, number][] = []
    const measure = async (name: string, scopes: number, work: (measured: Pool) => Promise<unknown>) =>
      touched.push([name, (await rowsTouched(planned, work)) / scopes])

    for (const keys of [ONE, OF_ACCOUNT]) {
      const of = keys.length
      await measure(`planning ${of}`, of, (measured) => planScopes(measured, runId, keys, at))
      await measure(`beginning ${of}`, of, (measured) => beginAttempts(measured, runId, keys, at))
    }
    const others = KEYS.filter(({ accountId }) => accountId !== ACCOUNT)
    await beginAttempts(database.worker, runId, others.slice(0, 4_000), at)
    for (const [keys, attempt] of [
      [ONE, 2],
      [OF_ACCOUNT.filter((key) => key !== ONE[0]), 1],
    ] as const) {
      const of = keys.length
      const outcomes = keys.map((key) => ({ ...OUTCOME, ...key, attempt }))
      if (of === 1)
        await measure('locking', of, (measured) =>
          lockAttempt(measured as never, runId, { ...ONE[0], attempt } as never),
        )
      await measure(`ending ${of}`, of, (measured) => writeOutcomes(measured, runId, outcomes, at))
    }
    const [other = ''] = ACCOUNTS.slice(-1)
    await measure('unplanning', OF_ACCOUNT.length, (measured) => unplanScopes(measured, runId, other, ['eu-test-1']))

    expect(touched.filter(([, rows]) => rows > MOST_PER_SCOPE)).toEqual([])
    const { rows } = await database.admin.query<{ status: string; scopes: number }>(
      'SELECT status, count(*)::int AS scopes FROM run_scope WHERE run_id = $1 GROUP BY 1 ORDER BY 1',
      [runId],
    )
    expect(rows).toEqual([
      { status: 'complete', scopes: OF_ACCOUNT.length },
      { status: 'pending', scopes: KEYS.length - 4_000 - OF_ACCOUNT.length - 80 },
      { status: 'running', scopes: 4_000 },
    ])
  },
)
