import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY_MS, startOfDay } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { useEnv } from '../../env.ts'
import { assignOwners } from '../ownership/assign-owners.ts'
import { judgeEverything } from './judge-everything.ts'
import { judgeScope } from './judge-scope.ts'
import {
  arnOf,
  endFunction,
  forgetEstate,
  recordAccount,
  recordFunction,
  recordScope,
  recordScopes,
} from './testing/recorded-estate.ts'
import {
  HUB,
  type RecordedEvent,
  recordEvent,
  recordFlagged,
  recordNoncompliant,
  recordSources,
} from './testing/recorded-statements.ts'
import { differencesFromRecount } from './testing/recount.ts'

const ACCOUNT = '111111111111'
const OTHER = '222222222222'
const PLACE = { accountId: ACCOUNT, region: 'eu-west-1' }
const ELSEWHERE = { accountId: OTHER, region: 'us-east-1' }
const GLOBAL = { accountId: ACCOUNT, region: 'global' }
const TODAY = startOfDay('2026-11-21')
const TAG_ID = '00000000-0000-4000-8000-000000000077'
const later = (days: number) => new Date(TODAY.getTime() + days * DAY_MS)

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  const { admin } = database
  await admin.query('ALTER TABLE history DISABLE TRIGGER ALL')
  await admin.query('TRUNCATE history')
  await forgetEstate(admin)
  await recordAccount(admin, HUB)
  await recordAccount(admin, ACCOUNT, { teamId: 'payments' })
  await recordAccount(admin, OTHER, { teamId: 'data' })
  await recordScopes(admin, PLACE, TODAY)
  await recordSources(admin, [PLACE, ELSEWHERE], 'complete', TODAY)
})

const placeOf = {
  'config.compliance': PLACE,
  'trustedadvisor.checks': GLOBAL,
  'lambda.functions': PLACE,
  'tagging.resources': PLACE,
} as const

type Source = keyof typeof placeOf | 'health.events'

async function judgeOnly(source: Source, at = TODAY) {
  const place = source === 'health.events' ? { accountId: HUB, region: 'global' } : placeOf[source]
  await inTransaction(database.worker, (client) => judgeScope(client, place, { runId: null, source, at }))
}

async function judge(source: Source, at = TODAY) {
  await judgeOnly(source, at)
  expect(await differencesFromRecount(database.admin)).toEqual({})
}

async function rowsOf<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  return (await database.admin.query<Row>(sql)).rows
}

const findings = () =>
  rowsOf(`SELECT f.check_id, f.subject, f.status, f.severity, f.asks, f.due_on::text,
      ARRAY(SELECT w.source FROM finding_witness w WHERE w.account_id = f.account_id AND w.finding_id = f.id
        AND w.ended_at IS NULL ORDER BY 1) AS sources
    FROM finding f ORDER BY f.account_id, f.check_id, f.resource_id`)
const causes = async () =>
  (await rowsOf<{ cause: string }>('SELECT cause FROM finding_transition ORDER BY id')).map(({ cause }) => cause)
const recommendations = () =>
  rowsOf('SELECT account_id, title, team_id, stage, open_findings FROM recommendation ORDER BY account_id, title')

const CHARGE = arnOf(PLACE, 'charge')
const RUNTIME_EVENT: RecordedEvent = {
  name: 'python39',
  typeCode: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
  startsAt: new Date('2025-12-15T07:00:00Z'),
  versions: 'Python 3.9 in Lambda',
  entities: { [ACCOUNT]: { [`${CHARGE}:$LATEST`]: 'PENDING' } },
}
const EKS: RecordedEvent = {
  name: 'eks-131-a',
  startsAt: startOfDay('2027-03-03'),
  versions: '1.31',
  entities: { [ACCOUNT]: { orders: 'PENDING' } },
}

const recordCharge = (runtime: string, at = TODAY) =>
  recordFunction(database.admin, PLACE, { name: 'charge', versions: [{ version: '$LATEST', runtime }] }, at)
const flagCharge = () =>
  recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a', function: { arn: `${CHARGE}:$LATEST`, runtime: 'python3.9' } }])

describe('three sources that say one thing of one function', () => {
  const sources = ['lambda.functions', 'trustedadvisor.checks', 'health.events'] as const
  const orders = sources.flatMap((first) =>
    sources.flatMap((second) => sources.map((third) => [first, second, third] as const)),
  )

  test.each(orders.filter((order) => new Set(order).size === 3))(
    'are one finding with three witnesses and one recommendation: %s, %s, %s',
    async (...order) => {
      await recordCharge('python3.9')
      await flagCharge()
      await recordEvent(database.admin, RUNTIME_EVENT, TODAY)
      for (const source of order) await judgeOnly(source)
      expect(await differencesFromRecount(database.admin)).toEqual({})
      expect(await findings()).toEqual([
        {
          check_id: 'lambda.deprecated-runtime',
          subject: 'lambda-runtime:python3.9',
          status: 'open',
          severity: 'low',
          asks: true,
          due_on: '2027-02-01',
          sources: ['health.events', 'lambda.functions', 'trustedadvisor.checks'],
        },
      ])
      expect(await recommendations()).toEqual([
        {
          account_id: ACCOUNT,
          title: 'Python 3.9 (python3.9)',
          team_id: 'payments',
          stage: 'pending_response',
          open_findings: 1,
        },
      ])
      expect((await causes())[0]).toBe('baseline')
    },
  )

  test('are over when the last of them has ended, each by its own reading', async () => {
    await recordCharge('python3.9')
    await flagCharge()
    await recordEvent(database.admin, RUNTIME_EVENT, TODAY)
    for (const source of sources) await judge(source)

    await recordCharge('nodejs24.x')
    await judge('lambda.functions', later(1))
    // Lambda has nothing to say any more, and the words are those of Health.
    expect(await findings()).toMatchObject([
      { status: 'open', severity: 'high', sources: ['health.events', 'trustedadvisor.checks'] },
    ])
    await recordFlagged(database.admin, ACCOUNT, [])
    await judge('trustedadvisor.checks', later(1))
    expect(await findings()).toMatchObject([{ status: 'open', sources: ['health.events'] }])
    await recordEvent(
      database.admin,
      { ...RUNTIME_EVENT, entities: { [ACCOUNT]: { [`${CHARGE}:$LATEST`]: 'RESOLVED' } } },
      later(1),
    )
    await judge('health.events', later(1))
    expect(await findings()).toMatchObject([{ status: 'resolved', sources: [] }])
    expect(await recommendations()).toMatchObject([{ stage: 'resolved' }])
    expect((await causes()).at(-1)).toBe('fixed')
  })

  test('keep a function’s finding alive when the function itself is gone', async () => {
    await recordCharge('python3.9')
    await flagCharge()
    await judge('lambda.functions')
    await judge('trustedadvisor.checks')
    await endFunction(database.admin, PLACE, 'charge', later(1))
    await judge('lambda.functions', later(1))
    expect(await findings()).toMatchObject([{ status: 'open', sources: ['trustedadvisor.checks'] }])
  })
})

describe('a change in many places', () => {
  test('is one recommendation of seventeen Regions', async () => {
    for (let region = 0; region < 17; region++) {
      await recordEvent(
        database.admin,
        { ...EKS, name: `eks-${region}`, region: `region-${region}`, entities: { [ACCOUNT]: { orders: 'PENDING' } } },
        TODAY,
      )
    }
    await judge('health.events')
    expect(await findings()).toHaveLength(17)
    expect(await recommendations()).toEqual([
      {
        account_id: ACCOUNT,
        title: 'EKS 1.31: planned lifecycle event',
        team_id: 'payments',
        stage: 'pending_response',
        open_findings: 17,
      },
    ])
  })

  test('is a recommendation of each account it touches, also where it names nothing of it', async () => {
    await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: null }, [OTHER]: {} } }, TODAY)
    await judge('health.events')
    expect(await recommendations()).toMatchObject([
      { account_id: ACCOUNT, team_id: 'payments' },
      { account_id: OTHER, team_id: 'data' },
    ])
  })

  test('is fixed where AWS says so, and withdrawn where AWS takes it back', async () => {
    await recordEvent(database.admin, EKS, TODAY)
    await recordEvent(database.admin, { ...EKS, name: 'other', entities: { [OTHER]: { a: 'PENDING' } } }, TODAY)
    await judge('health.events')
    await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: 'RESOLVED' } } }, later(1))
    await recordEvent(
      database.admin,
      { ...EKS, name: 'other', withdrawnAt: later(1), entities: { [OTHER]: { a: 'PENDING' } } },
      later(1),
    )
    await judge('health.events', later(1))
    expect(await findings()).toMatchObject([{ status: 'resolved' }, { status: 'resolved' }])
    expect(await causes()).toEqual(['baseline', 'baseline', 'fixed', 'withdrawn'])
  })

  test('becomes late by the day, without a reading', async () => {
    await recordEvent(database.admin, { ...EKS, startsAt: startOfDay('2026-11-25') }, TODAY)
    await judge('health.events')
    expect(await findings()).toMatchObject([{ severity: 'high' }])
    await judgeEverything(database.worker, { at: startOfDay('2026-11-26'), cause: 'calendar' })
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await findings()).toMatchObject([{ status: 'open', severity: 'critical' }])
    expect(await causes()).toEqual(['baseline', 'calendar'])
  })
})

describe('a reading', () => {
  test.each(['partial', 'denied', 'failed', 'not_entitled'])('that is %s ends nothing (I2)', async (status) => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a' }])
    await recordEvent(database.admin, EKS, TODAY)
    await judge('config.compliance')
    await judge('trustedadvisor.checks')
    await judge('health.events')
    await recordSources(database.admin, [PLACE], status, TODAY)
    await recordNoncompliant(database.admin, PLACE, {})
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a', isSuppressed: true }])
    await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: 'RESOLVED' } } }, later(1))
    await judge('config.compliance', later(1))
    await judge('trustedadvisor.checks', later(1))
    await judge('health.events', later(1))
    expect((await findings()).map((row) => row.status)).toEqual(['open', 'open', 'open'])

    await recordSources(database.admin, [PLACE], 'complete', later(2))
    await judge('config.compliance', later(2))
    await judge('trustedadvisor.checks', later(2))
    await judge('health.events', later(2))
    expect((await findings()).map((row) => row.status)).toEqual(['resolved', 'resolved', 'resolved'])
    expect((await causes()).slice(3)).toEqual(['fixed', 'suppressed', 'fixed'])
  })

  test('that says what the one before said writes nothing', async () => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs', 'data'] })
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a' }])
    await recordEvent(database.admin, EKS, TODAY)
    const judgeAll = async () => {
      for (const source of ['config.compliance', 'trustedadvisor.checks', 'health.events'] as const) await judge(source)
    }
    const rowVersions = () =>
      rowsOf(`SELECT xmin::text FROM finding UNION ALL SELECT xmin::text FROM finding_witness
        UNION ALL SELECT xmin::text FROM account UNION ALL SELECT xmin::text FROM recommendation
        UNION ALL SELECT xmin::text FROM rollup_account UNION ALL SELECT xmin::text FROM rollup_organization`)
    await judgeAll()
    const before = await rowVersions()
    await judgeAll()
    expect(await rowVersions()).toEqual(before)
  })

  test('after the first complete one brings news', async () => {
    await judge('config.compliance')
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await judge('config.compliance', later(1))
    expect(await causes()).toEqual(['observed'])
  })
})

describe('recommendations', () => {
  test('of what does not ask are not made, and are when settings ask for more', async () => {
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a', category: 'cost_optimizing' }])
    await judge('trustedadvisor.checks')
    expect(await findings()).toMatchObject([{ severity: 'low', asks: false }])
    expect(await recommendations()).toEqual([])
    const restore = useEnv({ askSeverity: 'low' })
    try {
      await judgeEverything(database.worker, { at: TODAY, cause: 'catalogue' })
      expect(await differencesFromRecount(database.admin)).toEqual({})
      expect(await recommendations()).toMatchObject([{ title: 'Pfx0RwqBli', stage: 'pending_response' }])
    } finally {
      restore()
    }
    await judgeEverything(database.worker, { at: TODAY, cause: 'catalogue' })
    expect(await recommendations()).toMatchObject([{ stage: 'resolved', open_findings: 0 }])
  })

  test('keep what was decided while they are renewed, resolve by themselves and come back, with their history', async () => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await judge('config.compliance')
    await database.admin.query(
      `UPDATE recommendation SET stage = 'in_progress', acknowledged_at = $1, acknowledged_by = 'ann', decided_at = $1,
         decided_by = 'ann', committed_on = '2027-01-01', assignee = 'bob', note = 'soon', version = 2`,
      [TODAY],
    )
    const decided = () =>
      rowsOf(
        `SELECT stage, version, acknowledged_by, decided_by, committed_on::text, assignee, note FROM recommendation`,
      )
    const answer = {
      acknowledged_by: 'ann',
      decided_by: 'ann',
      committed_on: '2027-01-01',
      assignee: 'bob',
      note: 'soon',
    }
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs', 'data'] })
    await judge('config.compliance', later(1))
    expect(await decided()).toEqual([{ stage: 'in_progress', version: 2, ...answer }])
    await recordNoncompliant(database.admin, PLACE, {})
    await judge('config.compliance', later(2))
    expect(await decided()).toEqual([{ stage: 'resolved', version: 3, ...answer }])
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await judge('config.compliance', later(3))
    // Come back, it has to be seen anew.
    expect(await decided()).toEqual([{ stage: 'pending_response', version: 4, ...answer, acknowledged_by: null }])
    expect(
      await rowsOf('SELECT actor, action, entry->>$$from$$ AS "from", entry->>$$to$$ AS "to" FROM history ORDER BY at'),
    ).toEqual([
      { actor: 'steward', action: 'resolved', from: 'in_progress', to: 'resolved' },
      { actor: 'steward', action: 'returned', from: 'resolved', to: 'pending_response' },
    ])
  })

  test('go to the new owner of an account with everything that is open in it', async () => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await recordEvent(database.admin, EKS, TODAY)
    await judge('config.compliance')
    await judge('health.events')
    await database.admin.query(`INSERT INTO account_tag VALUES ($1, 'team', 'Search')`, [ACCOUNT])
    await inTransaction(database.worker, (client) => assignOwners(client, { at: later(1) }))
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await rowsOf('SELECT DISTINCT team_id FROM finding')).toEqual([{ team_id: 'search' }])
    expect(await rowsOf('SELECT team_id, stage, count(*)::int FROM recommendation GROUP BY 1, 2 ORDER BY 1')).toEqual([
      { team_id: 'payments', stage: 'resolved', count: 2 },
      { team_id: 'search', stage: 'pending_response', count: 2 },
    ])
  })

  test('that a run made for nobody, before it knew the owner, were never there', async () => {
    const run = 'b54d8f0a-0000-4000-8000-000000000002'
    await database.admin.query(
      `INSERT INTO collection_run (id, trigger, status, requested_at, started_at) VALUES ($1, 'test', 'running', $2, $2)`,
      [run, TODAY],
    )
    await database.admin.query('UPDATE account SET team_id = NULL, first_seen_at = $2 WHERE id = $1', [ACCOUNT, TODAY])
    await recordEvent(database.admin, EKS, TODAY)
    const place = { accountId: HUB, region: 'global' }
    await inTransaction(database.worker, (client) =>
      judgeScope(client, place, { runId: run, source: 'health.events', at: TODAY }),
    )
    await database.admin.query(`INSERT INTO account_tag VALUES ($1, 'team', 'Search')`, [ACCOUNT])
    await inTransaction(database.worker, (client) => assignOwners(client, { at: TODAY, runId: run }))
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await recommendations()).toMatchObject([{ team_id: 'search', stage: 'pending_response' }])
    expect(await causes()).toEqual(['baseline', 'baseline'])
  })

  test('of what others say of a function go to the team its tags name, as soon as they are read', async () => {
    const recordTags = (team: string) =>
      database.admin.query(
        `INSERT INTO resource_tag (account_id, id, region, arn, tags, content_hash)
         VALUES ($1, $5, $2, $3, jsonb_build_object('team', $4::text), '')
         ON CONFLICT (account_id, id) DO UPDATE SET tags = excluded.tags`,
        [ACCOUNT, PLACE.region, CHARGE, team, TAG_ID],
      )
    await recordTags('data')
    await flagCharge()
    await judge('trustedadvisor.checks')
    await database.admin.query(
      `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id,
         compliance, content_hash)
       VALUES ($1, gen_random_uuid(), $2, 'dlq', 'dlq', 'AWS::Lambda::Function', 'charge', 'NON_COMPLIANT', '')`,
      [ACCOUNT, PLACE.region],
    )
    await judge('config.compliance')
    expect(await rowsOf('SELECT DISTINCT team_id FROM finding')).toEqual([{ team_id: 'data' }])

    await recordTags('payments')
    await judge('tagging.resources', later(1))
    expect(await rowsOf('SELECT DISTINCT team_id FROM finding')).toEqual([{ team_id: 'payments' }])
    expect((await causes()).slice(2)).toEqual(['owner_changed', 'owner_changed'])
  })
})

test('a suspended account keeps what was last known of it', async () => {
  await recordEvent(database.admin, EKS, TODAY)
  await judge('health.events')
  await database.admin.query(`UPDATE account SET state = 'SUSPENDED' WHERE id = $1`, [ACCOUNT])
  await recordScope(database.admin, { accountId: HUB, region: 'global' }, 'health.events', 'complete', later(1))
  await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: 'RESOLVED' } } }, later(1))
  await judge('health.events', later(1))
  expect(await findings()).toMatchObject([{ status: 'open' }])
})
