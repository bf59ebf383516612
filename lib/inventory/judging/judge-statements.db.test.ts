import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startOfDay } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { judgeEverything } from './judge-everything.ts'
import {
  ACCOUNT,
  CHARGE,
  EKS,
  type JudgedSources,
  judgedSources,
  later,
  OTHER,
  PLACE,
  TODAY,
} from './testing/judged-sources.ts'
import { endFunction, recordScope } from './testing/recorded-estate.ts'
import {
  HUB,
  type RecordedEvent,
  recordEvent,
  recordFlagged,
  recordNoncompliant,
  recordSources,
} from './testing/recorded-statements.ts'
import { differencesFromRecount } from './testing/recount.ts'

let database: TestDatabase
let sources: JudgedSources

beforeAll(async () => {
  database = await createTestDatabase()
  sources = judgedSources(database)
})
afterAll(() => database.drop())
beforeEach(() => sources.reset())

const RUNTIME_EVENT: RecordedEvent = {
  name: 'python39',
  typeCode: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
  startsAt: new Date('2025-12-15T07:00:00Z'),
  versions: 'Python 3.9 in Lambda',
  entities: { [ACCOUNT]: { [`${CHARGE}:$LATEST`]: 'PENDING' } },
}

describe('three sources that say one thing of one function', () => {
  const all = ['lambda.functions', 'trustedadvisor.checks', 'health.events'] as const
  const orders = all.flatMap((first) => all.flatMap((second) => all.map((third) => [first, second, third] as const)))

  test.each(orders.filter((order) => new Set(order).size === 3))(
    'are one finding with three witnesses and one recommendation: %s, %s, %s',
    async (...order) => {
      await sources.recordCharge('python3.9')
      await sources.flagCharge()
      await recordEvent(database.admin, RUNTIME_EVENT, TODAY)
      for (const source of order) await sources.judgeOnly(source)
      expect(await differencesFromRecount(database.admin)).toEqual({})
      expect(await sources.findings()).toEqual([
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
      expect(await sources.recommendations()).toEqual([
        {
          account_id: ACCOUNT,
          title: 'Python 3.9 (python3.9)',
          team_id: 'payments',
          stage: 'pending_response',
          open_findings: 1,
        },
      ])
      expect((await sources.causes())[0]).toBe('baseline')
    },
  )

  test('are over when the last of them has ended, each by its own reading', async () => {
    await sources.recordCharge('python3.9')
    await sources.flagCharge()
    await recordEvent(database.admin, RUNTIME_EVENT, TODAY)
    for (const source of all) await sources.judge(source)

    await sources.recordCharge('nodejs24.x')
    await sources.judge('lambda.functions', later(1))
    // Lambda has nothing to say any more, and the words are those of Health.
    expect(await sources.findings()).toMatchObject([
      { status: 'open', severity: 'high', sources: ['health.events', 'trustedadvisor.checks'] },
    ])
    await recordFlagged(database.admin, ACCOUNT, [])
    await sources.judge('trustedadvisor.checks', later(1))
    expect(await sources.findings()).toMatchObject([{ status: 'open', sources: ['health.events'] }])
    await recordEvent(
      database.admin,
      { ...RUNTIME_EVENT, entities: { [ACCOUNT]: { [`${CHARGE}:$LATEST`]: 'RESOLVED' } } },
      later(1),
    )
    await sources.judge('health.events', later(1))
    expect(await sources.findings()).toMatchObject([{ status: 'resolved', sources: [] }])
    expect(await sources.recommendations()).toMatchObject([{ stage: 'resolved' }])
    expect((await sources.causes()).at(-1)).toBe('fixed')
  })

  test('keep a function’s finding alive when the function itself is gone', async () => {
    await sources.recordCharge('python3.9')
    await sources.flagCharge()
    await sources.judge('lambda.functions')
    await sources.judge('trustedadvisor.checks')
    await endFunction(database.admin, PLACE, 'charge', later(1))
    await sources.judge('lambda.functions', later(1))
    expect(await sources.findings()).toMatchObject([{ status: 'open', sources: ['trustedadvisor.checks'] }])
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
    await sources.judge('health.events')
    expect(await sources.findings()).toHaveLength(17)
    expect(await sources.recommendations()).toEqual([
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
    await sources.judge('health.events')
    expect(await sources.recommendations()).toMatchObject([
      { account_id: ACCOUNT, team_id: 'payments' },
      { account_id: OTHER, team_id: 'data' },
    ])
  })

  test('is fixed where AWS says so, and withdrawn where AWS takes it back', async () => {
    await recordEvent(database.admin, EKS, TODAY)
    await recordEvent(database.admin, { ...EKS, name: 'other', entities: { [OTHER]: { a: 'PENDING' } } }, TODAY)
    await sources.judge('health.events')
    await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: 'RESOLVED' } } }, later(1))
    await recordEvent(
      database.admin,
      { ...EKS, name: 'other', withdrawnAt: later(1), entities: { [OTHER]: { a: 'PENDING' } } },
      later(1),
    )
    await sources.judge('health.events', later(1))
    expect(await sources.findings()).toMatchObject([{ status: 'resolved' }, { status: 'resolved' }])
    expect(await sources.causes()).toEqual(['baseline', 'baseline', 'fixed', 'withdrawn'])
  })

  test('becomes late by the day, without a reading', async () => {
    await recordEvent(database.admin, { ...EKS, startsAt: startOfDay('2026-11-25') }, TODAY)
    await sources.judge('health.events')
    expect(await sources.findings()).toMatchObject([{ severity: 'high' }])
    await judgeEverything(database.worker, { at: startOfDay('2026-11-26'), cause: 'calendar' })
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await sources.findings()).toMatchObject([{ status: 'open', severity: 'critical' }])
    expect(await sources.causes()).toEqual(['baseline', 'calendar'])
  })
})

describe('a reading', () => {
  test.each(['partial', 'denied', 'failed', 'not_entitled'])('that is %s ends nothing (I2)', async (status) => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a' }])
    await recordEvent(database.admin, EKS, TODAY)
    await sources.judge('config.compliance')
    await sources.judge('trustedadvisor.checks')
    await sources.judge('health.events')
    await recordSources(database.admin, [PLACE], status, TODAY)
    await recordNoncompliant(database.admin, PLACE, {})
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a', isSuppressed: true }])
    await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: 'RESOLVED' } } }, later(1))
    await sources.judge('config.compliance', later(1))
    await sources.judge('trustedadvisor.checks', later(1))
    await sources.judge('health.events', later(1))
    expect((await sources.findings()).map((row) => row.status)).toEqual(['open', 'open', 'open'])

    await recordSources(database.admin, [PLACE], 'complete', later(2))
    await sources.judge('config.compliance', later(2))
    await sources.judge('trustedadvisor.checks', later(2))
    await sources.judge('health.events', later(2))
    expect((await sources.findings()).map((row) => row.status)).toEqual(['resolved', 'resolved', 'resolved'])
    expect((await sources.causes()).slice(3)).toEqual(['fixed', 'suppressed', 'fixed'])
  })

  test('that says what the one before said writes nothing', async () => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs', 'data'] })
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a' }])
    await recordEvent(database.admin, EKS, TODAY)
    const judgeAll = async () => {
      for (const source of ['config.compliance', 'trustedadvisor.checks', 'health.events'] as const)
        await sources.judge(source)
    }
    const rowVersions = () =>
      sources.rowsOf(`SELECT xmin::text FROM finding UNION ALL SELECT xmin::text FROM finding_witness
        UNION ALL SELECT xmin::text FROM account UNION ALL SELECT xmin::text FROM recommendation
        UNION ALL SELECT xmin::text FROM rollup_account UNION ALL SELECT xmin::text FROM rollup_organization`)
    await judgeAll()
    const before = await rowVersions()
    await judgeAll()
    expect(await rowVersions()).toEqual(before)
  })

  test('after the first complete one brings news', async () => {
    await sources.judge('config.compliance')
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await sources.judge('config.compliance', later(1))
    expect(await sources.causes()).toEqual(['observed'])
  })
})

test('a suspended account keeps what was last known of it', async () => {
  await recordEvent(database.admin, EKS, TODAY)
  await sources.judge('health.events')
  await database.admin.query(`UPDATE account SET state = 'SUSPENDED' WHERE id = $1`, [ACCOUNT])
  await recordScope(database.admin, { accountId: HUB, region: 'global' }, 'health.events', 'complete', later(1))
  await recordEvent(database.admin, { ...EKS, entities: { [ACCOUNT]: { orders: 'RESOLVED' } } }, later(1))
  await sources.judge('health.events', later(1))
  expect(await sources.findings()).toMatchObject([{ status: 'open' }])
})
