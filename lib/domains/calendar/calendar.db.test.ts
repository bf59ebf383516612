import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as getEntryRoute } from '../../../app/api/v1/calendar/entry/route.ts'
import { beginSession } from '../../auth/sessions.ts'
import { setClockOffset } from '../../core/clock.ts'
import { startOfDay } from '../../core/time.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { closeAuthDatabase } from '../../db/auth-database.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { useEnv } from '../../env.ts'
import { judgeDepartures } from '../../inventory/judging/judge-departures.ts'
import { judgeScope } from '../../inventory/judging/judge-scope.ts'
import { lockOrganization } from '../../inventory/judging/place-lock.ts'
import { recordAccount, recordFunction, recordScopes } from '../../inventory/judging/testing/recorded-estate.ts'
import { recordEvent } from '../health/testing/recorded-events.ts'
import type { CalendarQuestion } from './contract.ts'
import { getEntry } from './entry-detail.ts'
import { getCalendar, listCalendarFacets } from './queries.ts'

const TODAY = '2026-11-21'
const OWN = '111111111111'
const FOREIGN = '222222222222'
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }
const YEARS: CalendarQuestion = { from: '2026-11-01', until: '2027-12-01' }

let database: TestDatabase
let restoreEnv: () => void

const entriesOf = async (viewer: Viewer = operator, question: Partial<CalendarQuestion> = {}) =>
  (await getCalendar(viewer, { ...YEARS, ...question })).entries

async function answered(
  accountId: string,
  id: string,
  answer: { stage: string; committedOn?: string; expiresOn?: string; open: number; subject?: string },
) {
  await database.admin.query(
    `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, stage, title, open_findings, committed_on,
       expires_on, created_at, changed_at)
     VALUES ($1, $2, $3, 'config.required-tags', (SELECT team_id FROM account WHERE id = $1), $4, 'required-tags', $5, $6,
       $7, now(), now())`,
    [
      accountId,
      `00000000-0000-4000-8000-00000000000${id}`,
      answer.subject ?? 'config-rule:required-tags',
      answer.stage,
      answer.open,
      answer.committedOn ?? null,
      answer.expiresOn ?? null,
    ],
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  const at = startOfDay(TODAY)
  setClockOffset(at.getTime() + 43_200_000 - Date.now())
  const { admin } = database
  await recordAccount(admin, OWN, { teamId: 'payments' })
  await recordAccount(admin, FOREIGN, { teamId: 'data' })
  await admin.query(`INSERT INTO account_tag VALUES ('${OWN}', 'team', 'payments'), ('${FOREIGN}', 'team', 'data')`)
  await admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  for (const [accountId, count, runtime] of [
    [OWN, 2, 'python3.9'],
    [FOREIGN, 3, 'python3.9'],
    [FOREIGN, 1, 'nodejs22.x'],
  ] as const) {
    const place = { accountId, region: 'eu-west-1' }
    await recordScopes(admin, place, at)
    for (let index = 0; index < count; index++) {
      const versions = [{ version: '$LATEST', runtime }]
      await recordFunction(admin, place, { name: `${runtime}-${index}`, versions }, at)
    }
    const context = { runId: null, source: 'lambda.functions', at }
    await inTransaction(database.worker, (client) => judgeScope(client, place, context))
  }
  for (const [region, startsAt] of [
    ['eu-west-1', '2026-12-16T07:00:00Z'],
    ['us-east-1', '2026-12-16T23:59:59Z'],
    ['ap-south-1', '2027-01-20T00:00:00Z'],
  ] as const) {
    await recordEvent(admin, {
      arn: `arn:aws:health:${region}::event/EKS/E/1`,
      region,
      versions: '1.31',
      startsAt,
      accounts: { [OWN]: { a: 'PENDING', b: 'RESOLVED' }, [FOREIGN]: { c: 'PENDING' } },
    })
  }
  await recordEvent(admin, {
    arn: 'arn:aws:health:eu-west-1::event/EC2/M/1',
    service: 'EC2',
    typeCode: 'AWS_EC2_SYSTEM_MAINTENANCE_EVENT',
    startsAt: '2026-10-30T07:00:00Z',
    endsAt: '2026-11-02T07:00:00Z',
    awsStatus: 'closed',
    accounts: { [FOREIGN]: { i: null } },
  })
  await answered(OWN, '1', { stage: 'in_progress', committedOn: '2026-11-10', open: 4 })
  await answered(FOREIGN, '2', { stage: 'in_progress', committedOn: '2026-11-10', open: 3 })
  await answered(FOREIGN, '3', { stage: 'dismissed', expiresOn: '2026-12-01', open: 9 })
  await answered(OWN, '4', { stage: 'dismissed', committedOn: '2026-11-10', open: 9, subject: 'config-rule:other' })
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeAuthDatabase()
  await closeViewerDatabase()
  await database.drop()
})

describe('the list of dates', () => {
  test('has one entry for all Regions of a change on one day, and another for another day', async () => {
    const changes = await entriesOf(operator, { kind: ['health_change'], service: ['EKS'] })
    expect(changes).toMatchObject([
      { date: '2026-12-16', title: 'EKS 1.31', open: 4, done: 2, accounts: 2, status: 'upcoming' },
      { date: '2027-01-20', title: 'EKS 1.31', open: 2, done: 1 },
    ])
  })

  test('has what lasts into the days that are asked for', async () => {
    const [maintenance] = await entriesOf(operator, { service: ['EC2'] })
    expect(maintenance).toMatchObject({ date: '2026-10-30', endDate: '2026-11-02', status: 'completed' })
  })

  test('has each date of each runtime that something stands on, with how much', async () => {
    const dates = await entriesOf(operator, { kind: ['runtime_date'] })
    expect(dates.map(({ date, title, open }) => [date, title, open])).toEqual(
      expect.arrayContaining([
        ['2027-02-01', 'python3.9 create block', 5],
        ['2027-04-30', 'nodejs22.x deprecation', 1],
      ]),
    )
    expect(dates.every(({ title }) => /^(python3\.9|nodejs22\.x) /.test(title))).toBe(true)
  })

  test('has promised days, late where they are past, and the days on which exceptions end', async () => {
    const answers = await entriesOf(operator, { service: ['CONFIG'] })
    expect(answers).toMatchObject([
      { date: '2026-11-10', kind: 'decision_due', status: 'overdue', open: 7, accounts: 2, href: '/recommendations' },
      { date: '2026-12-01', kind: 'exception_expiry', status: 'upcoming', open: 9, accounts: 1 },
    ])
    expect(answers[1]?.href).toBe(`/recommendations/${FOREIGN}/00000000-0000-4000-8000-000000000003`)
  })

  test('is ordered by day, and holds no id twice', async () => {
    const entries = await entriesOf()
    const days = entries.map(({ date }) => date)
    expect(days).toEqual(days.toSorted())
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  test('counts, narrowed to an account or a team, what is of it', async () => {
    for (const narrowed of [{ account: [OWN] }, { team: ['payments'] }]) {
      const entries = await entriesOf(operator, narrowed)
      expect(entries.find(({ title }) => title === 'EKS 1.31')).toMatchObject({ open: 2, done: 2, accounts: 1 })
      expect(entries.find(({ title }) => title === 'python3.9 create block')).toMatchObject({ open: 2, accounts: 1 })
      expect(entries.find(({ kind }) => kind === 'decision_due')).toMatchObject({ open: 4, accounts: 1 })
    }
    expect((await entriesOf(operator, { team: ['none'] })).length).toBe(0)
  })
})

describe('an entry', () => {
  test('of a runtime tells what AWS does, whose functions stand on it, and names them', async () => {
    const entry = (await entriesOf()).find(({ title }) => title === 'python3.9 create block')
    const detail = await getEntry(operator, { entry: entry?.id ?? '' })
    expect(detail.about[0]).toMatch(/refuses to create/)
    expect(detail.accounts.map(({ accountId, teamId, open }) => [accountId, teamId, open])).toEqual([
      [FOREIGN, 'data', 3],
      [OWN, 'payments', 2],
    ])
    expect(detail.accounts[0]?.recommendation).not.toBeNull()
    expect(detail.resources).toHaveLength(5)
  })

  test('of a promise tells who promised', async () => {
    const entry = (await entriesOf()).find(({ kind }) => kind === 'decision_due')
    const detail = await getEntry(operator, { entry: entry?.id ?? '' })
    expect(detail.accounts.map(({ accountId }) => accountId)).toEqual([OWN, FOREIGN])
  })
})

describe('a member', () => {
  test('has the dates of their own accounts, with their own counts (T1)', async () => {
    const entries = await entriesOf(member)
    expect(entries.find(({ title }) => title === 'EKS 1.31')).toMatchObject({
      open: 2,
      accounts: 1,
      teams: ['payments'],
    })
    expect(entries.find(({ title }) => title === 'python3.9 create block')).toMatchObject({ open: 2, accounts: 1 })
    expect(entries.find(({ kind }) => kind === 'decision_due')).toMatchObject({ open: 4, accounts: 1 })
    expect(entries.some(({ title, kind }) => title.startsWith('nodejs') || kind === 'exception_expiry')).toBe(false)
    expect((await listCalendarFacets(member)).team.map(({ value }) => value)).toEqual(['payments', 'none'])
  })

  test('finds a date of others as little as one that is not (T1)', async () => {
    const cookie = (await beginSession('mara')).getSetCookie().join().split(';')[0] ?? ''
    const answer = async (entry: string) => {
      const url = `http://127.0.0.1/api/v1/calendar/entry?${new URLSearchParams({ entry })}`
      const response = await getEntryRoute(new NextRequest(url, { headers: { cookie } }), {
        params: Promise.resolve({}),
      })
      return { status: response.status, body: await response.text() }
    }
    const foreign = (await entriesOf()).find(({ kind }) => kind === 'exception_expiry')?.id ?? ''
    const none = await answer('exception_expiry~2026-12-01~config-rule:none')
    expect(none.status).toBe(404)
    expect(await answer(foreign)).toEqual(none)
    const own = (await entriesOf(member)).find(({ title }) => title === 'python3.9 create block')?.id ?? ''
    const detail = await getEntry(member, { entry: own })
    expect(detail.accounts.map(({ accountId }) => accountId)).toEqual([OWN])
    expect(detail.resources.every(({ accountId }) => accountId === OWN)).toBe(true)
  })
})

test('what an account took along when it left the organisation is neither done nor a promise kept (F31)', async () => {
  await database.admin.query('UPDATE account SET left_at = now() WHERE id = $1', [FOREIGN])
  await inTransaction(database.worker, async (client) => {
    await lockOrganization(client)
    await judgeDepartures(client, { at: startOfDay(TODAY), runId: null })
  })
  await database.admin.query(`UPDATE recommendation SET stage = 'resolved', open_findings = 0 WHERE account_id = $1`, [
    FOREIGN,
  ])
  const entries = await entriesOf()
  const dates = entries.filter(({ kind }) => kind === 'runtime_date')
  expect(dates.map(({ open, done, accounts }) => ({ open, done, accounts }))).toEqual(
    dates.map(() => ({ open: 2, done: 0, accounts: 1 })),
  )
  const promised = entries.filter(({ kind }) => kind === 'decision_due')
  expect(promised).toMatchObject([{ accounts: 1, done: 0, open: 4, status: 'overdue' }])
})
