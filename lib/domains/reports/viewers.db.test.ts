import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClockOffset } from '#lib/core/clock'
import { closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { makeReports } from './make-reports.ts'
import { downloadReport, getReport, listReportWeeks } from './queries.ts'
import { recordAccount, recordRun, recordTeam } from './testing/recorded-weeks.ts'

const WEEK = '2026-W46'
const ACCOUNTS = { payments: '111111111111', platform: '222222222222' } as const
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }
const stranger: Viewer = { personId: 'sam', name: 'Sam', role: 'member', teamIds: [] }
const auditor: Viewer = { personId: 'ada', name: 'Ada', role: 'auditor', teamIds: [] }

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  setClockOffset(Date.parse('2026-11-20T12:00:00Z') - Date.now())
  const { admin, worker } = database
  for (const [team, account] of Object.entries(ACCOUNTS)) {
    await recordTeam(admin, team, '2026-11-01T06:00:00Z')
    await recordAccount(admin, account, team, '2026-11-01T06:00:00Z')
  }
  await admin.query(`INSERT INTO person (id, email, name, role, created_at) VALUES
    ('mara', 'mara@example.org', 'Mara', 'member', now()), ('sam', 'sam@example.org', 'Sam', 'member', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  const denied = { status: 'denied', cause: 'ASSUME_ROLE' } as const
  await recordRun(
    admin,
    '2026-11-01T06:00:00Z',
    Object.values(ACCOUNTS).map((accountId) => ({ accountId, ...denied })),
  )
  for (const week of ['2026-W45', WEEK]) await makeReports(worker, week)
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

test('who reads everything has the organisation’s reports and every team’s, the last week first', async () => {
  for (const viewer of [operator, auditor]) {
    const { owners, owner, rows } = await listReportWeeks(viewer, {})
    expect(owners.map(({ teamId }) => teamId)).toEqual([null, 'payments', 'platform'])
    expect(owner?.teamId).toBeNull()
    expect(rows.map(({ week }) => week)).toEqual([WEEK, '2026-W45'])
    expect((await getReport(viewer, { week: WEEK, team: 'platform' })).teamId).toBe('platform')
  }
})

test('a member has their team’s reports and no others', async () => {
  const { owners, rows } = await listReportWeeks(member, {})
  expect(owners).toEqual([{ teamId: 'payments', name: 'Payments' }])
  expect(rows).toHaveLength(2)
  const { html, teamId } = await getReport(member, { week: WEEK })
  expect(teamId).toBe('payments')
  expect(html).toContain(ACCOUNTS.payments)
  expect(html).not.toContain(ACCOUNTS.platform)
})

test('another team’s report, and the organisation’s, look to a member like ones that are not there (T1, T22)', async () => {
  const refusal = async (ask: Promise<unknown>) =>
    ask.then(
      () => null,
      (error: Error) => error.message,
    )
  const missing = await refusal(getReport(member, { week: WEEK, team: 'nobody' }))
  expect(missing).not.toBeNull()
  for (const team of ['platform', '']) {
    expect(await refusal(getReport(member, { week: WEEK, team }))).toBe(missing)
    expect(await refusal(downloadReport(member, { week: WEEK, team, format: 'csv', bom: false }))).toBe(missing)
    expect(await refusal(listReportWeeks(member, { team }))).toBe(missing)
  }
  expect(await refusal(downloadReport(member, { week: '2026-W44', team: 'payments', format: 'csv', bom: false }))).toBe(
    missing,
  )
})

test('a member without a team has no report, and is told so', async () => {
  expect(await listReportWeeks(stranger, {})).toEqual({ owners: [], owner: null, rows: [], before: null })
  await expect(getReport(stranger, { week: WEEK })).rejects.toThrow('There is no such report')
})

test('a file is what is on screen, named for its week and team, and runs nothing where it is opened', async () => {
  const { html } = await getReport(member, { week: WEEK })
  const file = await downloadReport(member, { week: WEEK, team: undefined, format: 'html', bom: false })
  expect(await file.text()).toBe(html)
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="steward-report-${WEEK}-payments.html"`)
  expect(file.headers.get('content-security-policy')).toContain("default-src 'none'")
})
