import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HealthEventRow } from '../../collectors/rows.ts'
import { clock } from '../../core/clock.ts'
import { DAY_MS } from '../../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { openAttempt, startRun } from '../testing/recorded-scopes.ts'

const PLACE = { accountId: '111111111111', region: 'global' }
const PAYMENTS = '222222222222'
const LEDGER = '333333333333'
const ARN = 'arn:aws:health:eu-central-1::event/EKS/AWS_EKS_PLANNED_LIFECYCLE_EVENT/AWS_EKS_PLANNED_LIFECYCLE_EVENT_1'

type Event = Extract<HealthEventRow, { kind: 'event' }>
type Entity = Extract<HealthEventRow, { kind: 'entity' }>

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  for (const id of [PLACE.accountId, PAYMENTS, LEDGER]) {
    await database.admin.query(
      `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since)
       VALUES ($1, 'arn', $1, 'mail@example.org', 'ACTIVE', $2, $2)`,
      [id, clock.now()],
    )
  }
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.admin.query(`TRUNCATE health_event, health_event_update, health_event_account, health_entity,
    health_entity_update, scope, run_scope, collection_run CASCADE`)
})

const inDays = (days: number): string => new Date(clock.now().getTime() + days * DAY_MS).toISOString()

const event = (changes: Partial<Event> = {}): Event => ({
  kind: 'event',
  arn: ARN,
  service: 'EKS',
  typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT',
  category: 'scheduledChange',
  scopeCode: 'ACCOUNT_SPECIFIC',
  region: 'eu-central-1',
  startsAt: '2027-03-01T00:00:00.000Z',
  endsAt: null,
  lastUpdatedAt: '2026-10-01T08:00:00.000Z',
  awsStatus: 'upcoming',
  actionability: 'ACTION_REQUIRED',
  description: 'Standard support for 1.31 ends.',
  metadata: { deprecated_versions: '1.31 in EKS' },
  ...changes,
})
const touches = (accountId: string, eventArn = ARN, isNamed = true): HealthEventRow => ({
  kind: 'account',
  eventArn,
  accountId,
  isNamed,
})
const RETIREMENT = { typeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED' }
const entity = (value: string, changes: Partial<Entity> = {}): Entity => ({
  kind: 'entity',
  eventArn: ARN,
  accountId: PAYMENTS,
  value,
  status: 'PENDING',
  lastUpdatedAt: '2026-10-01T08:00:00.000Z',
  ...changes,
})

async function record(rows: readonly HealthEventRow[], status: 'complete' | 'partial' = 'complete') {
  const attempt = await openAttempt(database.worker, await startRun(database.worker), 'health.events', PLACE)
  expect(await attempt.record(status, rows)).toBe('recorded')
}

const all = async (sql: string) => (await database.admin.query(sql)).rows
const stored = async () => (await all('SELECT * FROM health_event'))[0]
const counts = () =>
  all(`SELECT account_id AS account, entities, pending, resolved, unknown FROM health_event_account ORDER BY 1`)

describe('an event of AWS Health', () => {
  test('is kept with its accounts, its resources and the state it was first seen in', async () => {
    await record([event(), touches(PAYMENTS), touches(LEDGER), entity('a'), entity('b', { status: 'RESOLVED' })])
    expect(await stored()).toMatchObject({ arn: ARN, aws_status: 'upcoming', withdrawn_at: null })
    expect(await counts()).toEqual([
      { account: PAYMENTS, entities: 2, pending: 1, resolved: 1, unknown: 0 },
      // An event may name no resource of an account that it touches (F39).
      { account: LEDGER, entities: 0, pending: 0, resolved: 0, unknown: 0 },
    ])
    expect(await all('SELECT status FROM health_entity_update ORDER BY 1')).toEqual([
      { status: 'PENDING' },
      { status: 'RESOLVED' },
    ])
    expect(await all('SELECT aws_status FROM health_event_update')).toEqual([{ aws_status: 'upcoming' }])
  })

  test('that reads the same again is not written anew, nor are its resources', async () => {
    const rows = [event(), touches(PAYMENTS), entity('a')]
    const versions = () =>
      all(`SELECT xmin::text FROM health_event UNION ALL SELECT xmin::text FROM health_entity
        UNION ALL SELECT xmin::text FROM health_event_account UNION ALL SELECT xmin::text FROM health_event_update`)
    await record(rows)
    const before = await versions()
    await record(rows)
    expect(await versions()).toEqual(before)
  })

  test('that AWS moves stays the same change, and both dates stay known (F47)', async () => {
    const retirement = { typeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED', metadata: {} }
    await record([event(retirement), touches(PAYMENTS)])
    const before = await stored()
    const moved = { startsAt: '2027-04-01T00:00:00.000Z', lastUpdatedAt: '2026-11-01T08:00:00.000Z' }
    await record([event({ ...retirement, ...moved }), touches(PAYMENTS)])
    const after = await stored()
    expect([after.change_id, after.first_seen_at]).toEqual([before.change_id, before.first_seen_at])
    const dates = await all('SELECT starts_at FROM health_event_update ORDER BY id')
    expect(dates.map(({ starts_at: at }) => at.toISOString().slice(0, 10))).toEqual(['2027-03-01', '2027-04-01'])
  })

  test('keeps its newest state when an older one comes late (F46)', async () => {
    await record([event({ awsStatus: 'open', lastUpdatedAt: '2026-11-01T08:00:00.000Z' }), touches(PAYMENTS)])
    await record([event(), touches(PAYMENTS)])
    expect(await stored()).toMatchObject({ aws_status: 'open' })
    expect(await all('SELECT aws_status FROM health_event_update')).toHaveLength(1)
  })

  test('keeps its description when AWS could not tell it this time', async () => {
    await record([event(), touches(PAYMENTS)])
    const before = await stored()
    const silent = { description: null, metadata: {}, awsStatus: 'open', lastUpdatedAt: '2026-11-01T08:00:00.000Z' }
    await record([event(silent), touches(PAYMENTS)], 'partial')
    const { description, metadata, change_id, aws_status } = await stored()
    expect({ description, metadata, change_id, aws_status }).toEqual({
      description: before.description,
      metadata: before.metadata,
      change_id: before.change_id,
      aws_status: 'open',
    })
  })

  test('that was first seen without its details joins its change as soon as they are told', async () => {
    await record([event({ description: null, metadata: {} }), touches(PAYMENTS)], 'partial')
    await record([event(), touches(PAYMENTS)])
    const sibling = event({
      arn: `${ARN}-in-another-region`,
      region: 'eu-west-1',
      startsAt: '2027-05-01T00:00:00.000Z',
    })
    await record([event(), sibling, touches(PAYMENTS)])
    expect(await all('SELECT DISTINCT change_id FROM health_event')).toHaveLength(1)
  })
})

describe('an event that is no longer listed', () => {
  test.each([
    ['and was neither closed nor old is withdrawn', { startsAt: inDays(30) }, true],
    ['and ended less than 90 days ago is withdrawn', { startsAt: inDays(-120), endsAt: inDays(-80) }, true],
    ['but was closed stays as it was', { awsStatus: 'closed', startsAt: inDays(30) }, false],
    ['but began 91 days ago stays as it was', { ...RETIREMENT, awsStatus: 'open', startsAt: inDays(-91) }, false],
    ['and is a deadline of 91 days ago, which AWS keeps for four years, is withdrawn', { startsAt: inDays(-91) }, true],
    ['but is a deadline of five years ago stays as it was', { startsAt: inDays(-5 * 365) }, false],
  ])('%s', async (_, changes, isWithdrawn) => {
    await record([event(changes), touches(PAYMENTS), entity('a')])
    await record([])
    const { withdrawn_at: withdrawnAt, unlisted_at: unlistedAt } = await stored()
    expect(withdrawnAt !== null).toBe(isWithdrawn)
    // What AWS may have forgotten is said to be unknown; of what it closed it is known how it ended.
    const isClosed = 'awsStatus' in changes && changes.awsStatus === 'closed'
    expect(unlistedAt !== null).toBe(!isWithdrawn && !isClosed)
    expect(await all('SELECT ended_at FROM health_entity')).toEqual([{ ended_at: null }])
  })

  test('is not withdrawn by a reading that was not complete (I2)', async () => {
    await record([event({ startsAt: inDays(30) }), touches(PAYMENTS)])
    await record([], 'partial')
    expect(await stored()).toMatchObject({ withdrawn_at: null })
  })

  test('is withdrawn all the same when only the resources of another could not be told (F23)', async () => {
    const gone = event({ arn: `${ARN}-gone`, startsAt: inDays(30) })
    await record([event(), gone, touches(PAYMENTS), entity('a')])
    await record([{ kind: 'listed' }, event(), touches(PAYMENTS, ARN, false)], 'partial')
    expect(await all('SELECT arn FROM health_event WHERE withdrawn_at IS NOT NULL')).toEqual([{ arn: `${ARN}-gone` }])
    expect(await counts()).toMatchObject([{ account: PAYMENTS, entities: 1 }])
  })

  test('and may have been forgotten is known again once it is listed again', async () => {
    const rows = [event({ ...RETIREMENT, awsStatus: 'open', startsAt: inDays(-1_454) }), touches(PAYMENTS)]
    await record(rows)
    await record([])
    const { unlisted_at: since } = await stored()
    expect(since).not.toBeNull()
    await record([])
    expect(await stored()).toMatchObject({ unlisted_at: since, withdrawn_at: null })
    await record(rows)
    expect(await stored()).toMatchObject({ unlisted_at: null })
  })

  test('and comes back is not withdrawn any more', async () => {
    const rows = [event({ startsAt: inDays(30) }), touches(PAYMENTS)]
    await record(rows)
    await record([])
    await record(rows)
    expect(await stored()).toMatchObject({ withdrawn_at: null })
  })
})

describe('a resource that an event names', () => {
  test('has every status it was seen in, and is counted by the last one', async () => {
    await record([event(), touches(PAYMENTS), entity('a'), entity('b')])
    const resolved = entity('a', { status: 'RESOLVED', lastUpdatedAt: '2026-11-02T08:00:00.000Z' })
    await record([event(), touches(PAYMENTS), resolved, entity('b')])
    expect(await counts()).toEqual([{ account: PAYMENTS, entities: 2, pending: 1, resolved: 1, unknown: 0 }])
    expect(
      await all(`SELECT u.status FROM health_entity_update u JOIN health_entity e ON e.id = u.entity_id
        WHERE e.value = 'a' ORDER BY u.id`),
    ).toEqual([{ status: 'PENDING' }, { status: 'RESOLVED' }])
  })

  test('stays as it was when those of its account were not asked for, or could not be told', async () => {
    await record([event(), touches(PAYMENTS), touches(LEDGER), entity('a'), entity('c', { accountId: LEDGER })])
    await record([event(), touches(PAYMENTS), touches(LEDGER, ARN, false)])
    expect(await counts()).toMatchObject([
      { account: PAYMENTS, entities: 0 },
      { account: LEDGER, entities: 1, pending: 1 },
    ])
  })

  test('ends with the complete reading that no longer names it, and no other', async () => {
    await record([event(), touches(PAYMENTS), entity('a'), entity('b')])
    await record([event(), touches(PAYMENTS), entity('a')], 'partial')
    expect(await counts()).toMatchObject([{ entities: 2 }])
    await record([event(), touches(PAYMENTS), entity('a')])
    expect(await counts()).toMatchObject([{ entities: 1 }])
    await record([event(), touches(PAYMENTS), entity('a'), entity('b')])
    expect(await counts()).toMatchObject([{ entities: 2 }])
    expect(await all('SELECT 1 FROM health_entity WHERE ended_at IS NOT NULL')).toEqual([])
  })

  test('without a status, or with one of another kind, is counted as unknown (F27)', async () => {
    const odd = [
      entity('AWS_ACCOUNT', { status: null }),
      entity('b', { status: 'IMPAIRED' }),
      entity('c', { status: 'NEW' }),
    ]
    await record([event(), touches(PAYMENTS), ...odd])
    expect(await counts()).toEqual([{ account: PAYMENTS, entities: 3, pending: 0, resolved: 0, unknown: 3 }])
  })

  test('goes with its account when the event no longer touches that', async () => {
    const ofLedger = entity('c', { accountId: LEDGER })
    await record([event(), touches(PAYMENTS), touches(LEDGER), entity('a'), ofLedger])
    await record([event(), touches(PAYMENTS), entity('a')])
    expect(await counts()).toMatchObject([{ account: PAYMENTS }])
  })
})
