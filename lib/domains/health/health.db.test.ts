import fc from 'fast-check'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as getChangeRoute } from '../../../app/api/v1/health/changes/[changeId]/route.ts'
import { beginSession } from '../../auth/sessions.ts'
import { EVENT_STATUSES, eventStatus } from '../../checks/health/event-status.ts'
import { setClockOffset } from '../../core/clock.ts'
import { defaultValues } from '../../core/list.ts'
import { addDays, startOfDay } from '../../core/time.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { closeAuthDatabase } from '../../db/auth-database.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import type { Row } from '../../encode/row.ts'
import { useEnv } from '../../env.ts'
import { recordAccount, recordScope } from '../../inventory/judging/testing/recorded-estate.ts'
import { EXPORTS } from '../exports/contract.ts'
import { exportRows } from '../exports/queries.ts'
import { getChange, listChangeAccounts, listChangeResources } from './change-detail.ts'
import { type ChangeListValues, type ChangeRow, changeList } from './contract.ts'
import { listChangeFacets, listChangePage } from './queries.ts'
import { type RecordedEvent, recordEvent } from './testing/recorded-events.ts'

const TODAY = '2026-11-21'
const OWN = '111111111111'
const FOREIGN = '222222222222'
const HUB = '999999999999'
const ARN = 'arn:aws:health:eu-west-1::event/EKS/AWS_EKS_PLANNED_LIFECYCLE_EVENT'
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void
let eks: string
let foreignOnly: string
let many: string

const asked = (changes: Partial<ChangeListValues> = {}): ChangeListValues => ({
  ...defaultValues(changeList),
  ...changes,
})

async function readAll(values: ChangeListValues, viewer: Viewer = operator): Promise<ChangeRow[]> {
  const rows: ChangeRow[] = []
  for (let after: string | null = null; ; ) {
    const page = await listChangePage(viewer, { ...values, after })
    rows.push(...page.rows)
    if (page.after === null) return rows
    after = page.after
  }
}

async function exported(filters: Record<string, string[]> = {}, viewer: Viewer = operator): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of exportRows(viewer, 'events', { filters, text: '' })) rows.push(row)
  return rows
}

const numbered = (count: number, status: string | null) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`arn:aws:eks:::cluster/c-${status}-${at}`, status]))

/** Many rows in one transaction, so that a slow disk is waited for once. */
async function recordAll(events: readonly RecordedEvent[]): Promise<string[]> {
  const client = await database.admin.connect()
  try {
    await client.query('BEGIN')
    const changes: string[] = []
    for (const event of events) changes.push(await recordEvent(client, event))
    await client.query('COMMIT')
    return changes
  } finally {
    client.release()
  }
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  setClockOffset(startOfDay(TODAY).getTime() + 43_200_000 - Date.now())
  const { admin } = database
  await recordAccount(admin, OWN, { teamId: 'payments' })
  await recordAccount(admin, FOREIGN, { teamId: 'data' })
  await recordAccount(admin, HUB)
  await recordScope(
    admin,
    { accountId: HUB, region: 'global' },
    'health.events',
    'complete',
    new Date('2026-07-01T00:00:00Z'),
  )
  await admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  await admin.query(`INSERT INTO account_contact VALUES ($1, 'OPERATIONS', 'Ola', 'SRE', 'ola@example.org', '1')`, [
    OWN,
  ])
  // One change in seventeen Regions, over its date in one account.
  const inRegions = Array.from({ length: 17 }, (_, region) => ({
    arn: `${ARN}/${region}`,
    region: `xx-test-${region}`,
    versions: '1.31',
    startsAt: '2026-11-01T07:00:00Z',
    description: 'Clusters on <b>1.31</b> are upgraded.',
    accounts: {
      [OWN]: { ...numbered(2, 'PENDING'), ...numbered(1, 'RESOLVED') },
      [FOREIGN]: numbered(4, 'RESOLVED'),
    },
  }))
  const ofOthers = {
    arn: `${ARN}/foreign`,
    versions: '1.28',
    startsAt: '2027-03-01T07:00:00Z',
    accounts: { [FOREIGN]: numbered(3, 'PENDING') },
  }
  const withoutResources = {
    arn: `${ARN}/nobody`,
    versions: '1.27',
    startsAt: null,
    awsStatus: 'open',
    accounts: { [OWN]: {} },
  }
  const retirements = Array.from({ length: 60 }, (_, day) => ({
    arn: `arn:aws:health:eu-west-1::event/EC2/R/${String(day).padStart(2, '0')}`,
    service: 'EC2',
    typeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED',
    startsAt: `${addDays(TODAY, day % 20 === 0 ? -5 - day : day)}T03:00:00Z`,
    endsAt: `${addDays(TODAY, day + 1)}T03:00:00Z`,
    accounts: { [day % 2 === 0 ? OWN : FOREIGN]: day % 3 === 0 ? {} : numbered(day % 7, null) },
    withdrawnAt: day === 7 ? '2026-11-20T00:00:00Z' : null,
  }))
  const changes = await recordAll([ofOthers, withoutResources, ...inRegions, ...retirements])
  foreignOnly = changes[0] ?? ''
  eks = changes[2] ?? ''
  many = changes.at(-1) ?? ''
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeAuthDatabase()
  await closeViewerDatabase()
  await database.drop()
})

describe('the list of changes', () => {
  test('has one row for a change in seventeen Regions, with all of its resources', async () => {
    const rows = (await readAll(asked({ filters: { type: ['planned'] } }))).filter(({ changeId }) => changeId === eks)
    expect(rows).toMatchObject([
      { title: 'EKS 1.31: planned lifecycle event', events: 17, accounts: 2, entities: 17 * 7, open: 34, resolved: 85 },
    ])
    expect(rows[0]?.regions).toHaveLength(17)
    expect(rows[0]?.status).toBe('overdue')
  })

  test('holds every change once, in order, whatever the sort, its direction and the page', async () => {
    const all = await readAll(asked({ size: 100 }))
    const question = fc.record({
      sort: fc.constantFrom(...changeList.sorts),
      order: fc.constantFrom('asc' as const, 'desc' as const),
    })
    await fc.assert(
      fc.asyncProperty(question, async (changes) => {
        const rows = await readAll(asked({ ...changes, size: 20 }))
        expect(new Set(rows.map(({ changeId }) => changeId))).toEqual(new Set(all.map(({ changeId }) => changeId)))
        expect(rows).toHaveLength(all.length)
      }),
      { numRuns: 12 },
    )
  })

  test('begins with what is late, and ends with what was withdrawn', async () => {
    const ranks = (await readAll(asked())).map(({ status }) => EVENT_STATUSES.indexOf(status))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(ranks[0]).toBe(0)
    expect(ranks.at(-1)).toBe(EVENT_STATUSES.indexOf('withdrawn'))
  })

  test('tells notice from when it was first seen, and promises of planned lifecycle events only', async () => {
    const rows = await readAll(asked())
    expect(rows.find(({ changeId }) => changeId === eks)?.notice).toEqual({
      days: 92,
      atLeast: false,
      promise: 'minor_only',
    })
    expect(rows.find(({ changeId }) => changeId === many)?.notice.promise).toBe('none')
  })

  test('takes a text for itself, not for a pattern (T11)', async () => {
    expect(await readAll(asked({ text: '%%' }))).toEqual([])
    expect((await readAll(asked({ text: 'instance retirement' }))).length).toBeGreaterThan(20)
    expect(await readAll(asked({ text: '1.31' }))).toHaveLength(1)
  })

  test('counts, narrowed by anything, exactly the resources that its export has', async () => {
    const one = (values: readonly string[]) =>
      fc.option(
        fc.constantFrom(...values).map((value) => [value]),
        { nil: undefined },
      )
    const filters = fc.record({
      type: one(['planned', 'scheduled']),
      status: one(EVENT_STATUSES),
      service: one(['EKS', 'EC2']),
      region: one(['eu-west-1', 'xx-test-3']),
      account: one([OWN, FOREIGN]),
      team: one(['payments', 'data', 'none']),
    })
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(operator, member), async (given, viewer) => {
        const chosen = Object.fromEntries(Object.entries(given).filter(([, values]) => values !== undefined))
        const rows = await readAll(asked({ filters: chosen, size: 100 }), viewer)
        const resources = await exported(chosen as Record<string, string[]>, viewer)
        const named = resources.filter(({ entityValue }) => entityValue !== null)
        expect(named).toHaveLength(rows.reduce((sum, { entities }) => sum + entities, 0))
      }),
      { numRuns: 25 },
    )
  })
})

describe('the export of events', () => {
  test('has every promised field, a row for each resource, and one with nulls where there is none', async () => {
    const rows = await exported({ service: ['EKS'] })
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([...EXPORTS.events.columns].sort())
    const [bare] = rows.filter(({ eventArn }) => eventArn === `${ARN}/nobody`)
    expect(bare).toMatchObject({ accountId: OWN, entityValue: null, entityStatus: null, startTime: null })
    expect(rows.filter(({ eventArn }) => eventArn === `${ARN}/3`)).toHaveLength(7)
  })

  test('is ordered by its key', async () => {
    const keys = (await exported()).map((row) => [row.eventArn, row.accountId ?? '', row.entityValue ?? ''].join('\n'))
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('a change', () => {
  test('tells its events, what AWS says as it is, its updates and how its resources were resolved', async () => {
    const change = await getChange(operator, { changeId: eks })
    expect(change.description).toBe('Clusters on <b>1.31</b> are upgraded.')
    expect(change.eventRows).toHaveLength(17)
    expect(change.updates.every((update) => update.change === 'announced')).toBe(true)
    expect(change.progress[0]).toEqual({ day: '2026-08-29', open: expect.any(Number) })
    expect(change.progress.at(-1)).toEqual({ day: TODAY, open: 34 })
  })

  test('lists its accounts with owner and contacts, those with the most to do first', async () => {
    const { rows } = await listChangeAccounts(operator, { changeId: eks })
    expect(rows).toMatchObject([
      { accountId: OWN, teamId: 'payments', open: 34, entities: 51, contacts: [{ kind: 'OPERATIONS', name: 'Ola' }] },
      { accountId: FOREIGN, teamId: 'data', open: 0, entities: 68, contacts: [], contactsRead: false },
    ])
    expect(rows[0]?.progress.at(-1)).toEqual({ day: TODAY, open: 34 })
  })

  test('leads to the recommendation that asks for an answer to it, and to no other', async () => {
    const insert = (id: string, subject: string) =>
      database.admin.query(
        `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, created_at, changed_at)
         VALUES ($1, $2, $3, 'health.scheduled-change', 'payments', now(), now())`,
        [OWN, id, subject],
      )
    await insert('00000000-0000-4000-8000-000000000001', 'health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/1-28')
    await insert('00000000-0000-4000-8000-000000000002', 'health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/1-31')
    const { rows } = await listChangeAccounts(operator, { changeId: eks })
    expect(rows[0]?.recommendation).toMatchObject({ id: '00000000-0000-4000-8000-000000000002' })
  })

  test('pages through its resources, what is still to be done first', async () => {
    const seen: (string | null)[] = []
    for (let after: string | undefined; ; ) {
      const page = await listChangeResources(operator, { changeId: eks, ...(after && { after }) })
      expect(page.total).toEqual({ count: 17 * 7, capped: false })
      seen.push(...page.rows.map(({ status }) => status))
      if (page.after === null) break
      after = page.after
    }
    expect(seen).toHaveLength(17 * 7)
    expect(seen.lastIndexOf('PENDING')).toBeLessThan(seen.indexOf('RESOLVED'))
  })
})

describe('a member', () => {
  test('sees changes of their own accounts with their own counts, and is offered no others (T1)', async () => {
    const rows = await readAll(asked(), member)
    expect(rows.find(({ changeId }) => changeId === eks)).toMatchObject({ accounts: 1, entities: 51, open: 34 })
    expect(rows.some(({ changeId }) => changeId === foreignOnly)).toBe(false)
    const { team } = await listChangeFacets(member)
    expect(team.map(({ value }) => value)).toEqual(['payments', 'none'])
    const accounts = new Set((await exported({}, member)).map(({ accountId }) => accountId))
    expect([...accounts]).toEqual([OWN])
    const detail = await listChangeAccounts(member, { changeId: eks })
    expect(detail.rows.map(({ accountId }) => accountId)).toEqual([OWN])
    const resources = await listChangeResources(member, { changeId: eks, account: [FOREIGN] })
    expect(resources).toMatchObject({ rows: [], total: { count: 0 } })
  })

  test('is told how the reading of the organisation fares, and not of whose account', async () => {
    const { reading } = await listChangePage(member, asked())
    expect(reading).toEqual({
      status: 'complete',
      cause: null,
      message: null,
      lastCompleteAt: '2026-07-01T00:00:00.000Z',
    })
  })

  test('gets for a change of others what they get for none at all, by every way (T1)', async () => {
    const cookie = (await beginSession('mara')).getSetCookie().join().split(';')[0] ?? ''
    const answer = async (changeId: string) => {
      const request = new NextRequest(`http://127.0.0.1/api/v1/health/changes/${changeId}`, { headers: { cookie } })
      const response = await getChangeRoute(request, { params: Promise.resolve({ changeId }) })
      return { status: response.status, body: await response.text() }
    }
    const nobodys = '12345678-0000-4000-8000-000000000000'
    expect(await answer(foreignOnly)).toEqual(await answer(nobodys))
    expect((await answer(foreignOnly)).status).toBe(404)
    for (const changeId of [foreignOnly, nobodys]) {
      await expect(listChangeAccounts(member, { changeId })).rejects.toMatchObject({ kind: 'not_found' })
      await expect(listChangeResources(member, { changeId })).rejects.toMatchObject({ kind: 'not_found' })
    }
  })
})

test('the status in SQL is that of the rule, for every kind of event there can be', async () => {
  const now = new Date(startOfDay(TODAY).getTime() + 43_200_000)
  const counts = [[], ['PENDING'], ['RESOLVED'], [null], ['PENDING', 'RESOLVED'], ['RESOLVED', 'IMPAIRED']]
  const events: RecordedEvent[] = []
  for (const typeCode of ['AWS_MSK_PLANNED_LIFECYCLE_EVENT', 'AWS_MSK_XPLANNEDXLIFECYCLEXEVENT']) {
    for (const awsStatus of ['open', 'upcoming', 'closed', 'CLOSED', null]) {
      for (const startsAt of [
        null,
        '2026-11-21T12:00:00Z',
        '2026-11-21T13:00:00Z',
        '2026-11-20T23:59:59Z',
        '2020-01-01T00:00:00Z',
      ]) {
        for (const statuses of counts) {
          const accounts = { [OWN]: Object.fromEntries(statuses.map((status, at) => [`c-${at}`, status])) }
          const arn = ['arn:aws:health:kinds', typeCode, awsStatus, startsAt, JSON.stringify(statuses)].join('/')
          const unlistedAt = events.length % 3 === 0 ? '2026-11-20T00:00:00Z' : null
          events.push({ arn, service: 'MSK', typeCode, awsStatus, startsAt, accounts, unlistedAt })
        }
      }
    }
  }
  await recordAll(events)
  setClockOffset(now.getTime() - Date.now())
  const told = new Map((await exported()).map(({ eventArn, status }) => [eventArn, status]))
  const { rows } = await database.admin.query(
    `SELECT e.arn, e.type_code AS "typeCode", e.aws_status AS "awsStatus", e.starts_at AS "startsAt",
       e.withdrawn_at AS "withdrawnAt", e.unlisted_at AS "unlistedAt", sum(a.entities)::int AS entities, sum(a.pending)::int AS pending,
       sum(a.resolved)::int AS resolved, sum(a.unknown)::int AS unknown
     FROM health_event e JOIN health_event_account a ON a.event_id = e.id GROUP BY e.id`,
  )
  expect(rows.length).toBeGreaterThan(250)
  for (const event of rows) expect(told.get(event.arn), event.arn).toBe(eventStatus(event, event, now))
})
