import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startOfDay } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { judgeEverything } from './judge-everything.ts'
import { judgeScope } from './judge-scope.ts'
import {
  endFunction,
  forgetEstate,
  LAMBDA_SOURCES,
  type RecordedFunction,
  recordAccount,
  recordFunction,
  recordScope,
  recordScopes,
} from './testing/recorded-estate.ts'
import { differencesFromRecount } from './testing/recount.ts'

const PLACE = { accountId: '111111111111', region: 'eu-west-1' }
const TODAY = startOfDay('2026-11-21')
const TOMORROW = startOfDay('2026-11-22')

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await forgetEstate(database.admin)
  await recordAccount(database.admin, PLACE.accountId, { teamId: 'payments' })
  await recordScopes(database.admin, PLACE, TODAY)
})

const LIVE: RecordedFunction = {
  name: 'charge-card',
  versions: [
    { version: '$LATEST', runtime: 'nodejs24.x' },
    { version: '1', runtime: 'python3.9' },
  ],
  aliases: { live: '1' },
  invokedOn: { '*': '2026-11-20', 'alias:live': '2026-11-20', $LATEST: null, '1': null },
}

async function judge(at = TODAY) {
  await inTransaction(database.worker, (client) =>
    judgeScope(client, PLACE, { runId: null, source: 'lambda.functions', at }),
  )
  expect(await differencesFromRecount(database.admin)).toEqual({})
}

async function rowsOf<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  return (await database.admin.query<Row>(sql)).rows
}

const findings = () =>
  rowsOf<{ status: string; subject: string; severity: string; use: string; reopened: number }>(
    'SELECT status, subject, severity, use, reopened FROM finding ORDER BY resource_name',
  )
const causes = async () =>
  (await rowsOf<{ cause: string }>('SELECT cause FROM finding_transition ORDER BY id')).map(({ cause }) => cause)

describe('judging a place', () => {
  test('a function with one old version in use is one finding, found as a baseline, with a recommendation', async () => {
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judge()
    expect(await findings()).toEqual([
      { status: 'open', subject: 'lambda-runtime:python3.9', severity: 'high', use: 'live', reopened: 0 },
    ])
    expect(await causes()).toEqual(['baseline'])
    expect(
      await rowsOf('SELECT subject, team_id, stage, open_findings, live_findings, due_on::text FROM recommendation'),
    ).toEqual([
      {
        subject: 'lambda-runtime:python3.9',
        team_id: 'payments',
        stage: 'pending_response',
        open_findings: 1,
        live_findings: 1,
        due_on: '2027-02-01',
      },
    ])
  })

  test('judging what has not changed writes nothing', async () => {
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judge()
    const rowVersions = () =>
      rowsOf(`SELECT xmin::text FROM lambda_function UNION ALL SELECT xmin::text FROM account
        UNION ALL SELECT xmin::text FROM finding UNION ALL SELECT xmin::text FROM recommendation
        UNION ALL SELECT xmin::text FROM rollup_account UNION ALL SELECT xmin::text FROM rollup_organization
        UNION ALL SELECT xmin::text FROM rollup_runtime UNION ALL SELECT xmin::text FROM movement_day`)
    const before = await rowVersions()
    await judge()
    expect(await rowVersions()).toEqual(before)
    expect(await causes()).toHaveLength(1)
  })

  test('a function that left the runtime is fixed only by a complete reading', async () => {
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judge()
    await recordFunction(database.admin, PLACE, { ...LIVE, versions: LIVE.versions.slice(0, 1), aliases: {} }, TODAY)
    await recordScope(database.admin, PLACE, 'lambda.functions', 'partial', TODAY)
    await judge()
    expect((await findings())[0]?.status).toBe('open')

    await recordScope(database.admin, PLACE, 'lambda.functions', 'complete', TODAY)
    await judge()
    expect((await findings())[0]?.status).toBe('resolved')
    expect(await causes()).toEqual(['baseline', 'fixed'])
    expect(await rowsOf('SELECT stage FROM recommendation')).toEqual([{ stage: 'resolved' }])
  })

  test('a function gone and back is the same finding, resolved and reopened (F42)', async () => {
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judge()
    await endFunction(database.admin, PLACE, LIVE.name, TODAY)
    await judge()
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judge()
    expect(await findings()).toMatchObject([{ status: 'open', reopened: 1 }])
    expect(await causes()).toEqual(['baseline', 'deleted', 'reopened'])
    expect(await rowsOf('SELECT stage FROM recommendation')).toEqual([{ stage: 'pending_response' }])
  })

  test('after the baseline, a new function is observed', async () => {
    await judge()
    await recordFunction(database.admin, PLACE, LIVE, TOMORROW)
    await recordScopes(database.admin, PLACE, TOMORROW)
    await judge(TOMORROW)
    expect(await causes()).toEqual(['observed'])
  })

  test('while aliases were never read, use is unknown and never dormant', async () => {
    await database.admin.query(
      `UPDATE scope SET status = 'denied', last_complete_at = NULL WHERE source = 'lambda.aliases'`,
    )
    await recordFunction(database.admin, PLACE, { ...LIVE, aliases: {}, invokedOn: { '*': null } }, TODAY)
    await judge()
    expect(await findings()).toMatchObject([{ use: 'unknown', severity: 'high' }])
  })

  test('a function that came after the last complete reading of aliases is of unknown use', async () => {
    await recordFunction(database.admin, PLACE, { ...LIVE, aliases: {}, invokedOn: { '*': null } }, TOMORROW)
    await judge(TOMORROW)
    expect(await findings()).toMatchObject([{ use: 'unknown' }])
  })

  test('a tag that names an existing team gives it the function and its own recommendation', async () => {
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judge()
    await database.admin.query(`INSERT INTO team VALUES ('data', 'Data', $1)`, [TODAY])
    await recordFunction(database.admin, PLACE, { ...LIVE, tags: { team: 'Data' } }, TODAY)
    await judge(TOMORROW)
    expect(await causes()).toEqual(['baseline', 'owner_changed'])
    expect(await rowsOf('SELECT team_id, stage FROM recommendation ORDER BY team_id')).toEqual([
      { team_id: 'data', stage: 'pending_response' },
      { team_id: 'payments', stage: 'resolved' },
    ])
  })

  test('a day that enters the notice window opens findings without a reading', async () => {
    const approaching = { name: 'report', versions: [{ version: '$LATEST', runtime: 'nodejs22.x' }] }
    const early = startOfDay('2026-10-01')
    await recordScopes(database.admin, PLACE, early)
    await recordFunction(database.admin, PLACE, approaching, early)
    await judge(early)
    expect(await findings()).toEqual([])
    await judgeEverything(database.worker, { at: TODAY, cause: 'calendar' })
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await causes()).toEqual(['calendar'])
    expect(await rowsOf('SELECT judged_on::text FROM installation')).toEqual([{ judged_on: '2026-11-21' }])
  })

  test('a day that brings another runtime to the fore ends the recommendation of the one before', async () => {
    const early = startOfDay('2026-10-01')
    await recordScopes(database.admin, PLACE, early)
    const versions = [
      { version: '$LATEST', runtime: 'nodejs22.x' },
      { version: '1', runtime: 'python2.7' },
    ]
    const invokedOn = { '*': '2026-09-30', $LATEST: '2026-09-30', '1': null }
    await recordFunction(database.admin, PLACE, { name: 'mixed', versions, invokedOn }, early)
    await judge(early)
    await judgeEverything(database.worker, { at: startOfDay('2026-11-05'), cause: 'calendar' })
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await rowsOf('SELECT subject, stage FROM recommendation ORDER BY 1')).toEqual([
      { subject: 'lambda-runtime:nodejs22.x', stage: 'pending_response' },
      { subject: 'lambda-runtime:python2.7', stage: 'resolved' },
    ])
  })

  test('a suspended account is not judged anew', async () => {
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await database.admin.query(`UPDATE account SET state = 'SUSPENDED'`)
    expect(await judgeEverything(database.worker, { at: TODAY, cause: 'calendar' })).toEqual({ accounts: 0 })
    expect(await findings()).toEqual([])
  })
})

describe('a run', () => {
  const RUN = 'b54d8f0a-0000-4000-8000-000000000001'
  const LATER = new Date(TODAY.getTime() + 60_000)

  async function beginRun(startedAt: Date) {
    await database.admin.query(
      `INSERT INTO collection_run (id, trigger, status, requested_at, started_at) VALUES ($1, 'test', 'running', $2, $2)`,
      [RUN, startedAt],
    )
  }

  async function judgeInRun(source: string, at: Date) {
    await inTransaction(database.worker, (client) => judgeScope(client, PLACE, { runId: RUN, source, at }))
    expect(await differencesFromRecount(database.admin)).toEqual({})
  }

  /** As if the place had never been read before the run. */
  async function readFunctionsFirst(at: Date) {
    await database.admin.query('DELETE FROM scope')
    await recordScope(database.admin, PLACE, 'lambda.functions', 'complete', at)
    await recordFunction(database.admin, PLACE, { ...LIVE, aliases: {}, tags: { team: 'data' } }, at)
    await judgeInRun('lambda.functions', at)
  }

  test('that is the first here makes all of it a baseline, also what its later readings correct', async () => {
    await database.admin.query(`INSERT INTO team VALUES ('data', 'data', $1)`, [TODAY])
    await database.admin.query('UPDATE account SET first_seen_at = $1', [TODAY])
    await beginRun(TODAY)
    await readFunctionsFirst(TODAY)
    for (const source of LAMBDA_SOURCES) await recordScope(database.admin, PLACE, source, 'complete', LATER)
    await judgeInRun('tagging.resources', LATER)
    expect(new Set(await causes())).toEqual(new Set(['baseline']))
  })

  test('leaves no recommendation behind that it made for one team and then gave to another', async () => {
    await database.admin.query(`INSERT INTO team VALUES ('data', 'data', $1)`, [TODAY])
    await beginRun(TODAY)
    await recordFunction(database.admin, PLACE, LIVE, TODAY)
    await judgeInRun('lambda.functions', TODAY)
    await recordFunction(database.admin, PLACE, { ...LIVE, tags: { team: 'data' } }, TODAY)
    await judgeInRun('tagging.resources', LATER)
    expect(await rowsOf('SELECT team_id, stage FROM recommendation')).toEqual([
      { team_id: 'data', stage: 'pending_response' },
    ])
  })

  test('that reaches a known account for the first time has gained coverage, not found news', async () => {
    await beginRun(TODAY)
    await readFunctionsFirst(TODAY)
    expect(await causes()).toEqual(['coverage_gained'])
  })

  test('that meets an account which joined says so', async () => {
    await recordAccount(database.admin, '999999999999', { firstSeenAt: startOfDay('2026-01-01') })
    await database.admin.query(
      `INSERT INTO organization (id, arn, management_account_id, observed_at) VALUES ('o-1', 'arn', '999999999999', $1)`,
      [TODAY],
    )
    await database.admin.query('UPDATE account SET first_seen_at = $1 WHERE id = $2', [TODAY, PLACE.accountId])
    await beginRun(TODAY)
    await readFunctionsFirst(TODAY)
    expect(await causes()).toEqual(['account_joined'])
  })
})
