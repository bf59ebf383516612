import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setClockOffset } from '#lib/core/clock'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { NOBODY, OWN_NOTES } from '#lib/history/history-entry'
import type { ReportFigures } from './contract.ts'
import { cutWeek, getOrMakeReport, listWeeksToMake, makeReports } from './make-reports.ts'
import {
  idOf,
  recordAccount,
  recordOwner,
  recordRecommendation,
  recordRun,
  recordStep,
  recordTeam,
  recordTransition,
} from './testing/recorded-weeks.ts'

const [PROD, TEST] = ['111111111111', '222222222222'] as const
const SUBJECT = 'lambda-runtime:python3.9'
/** Monday to Sunday: 9 to 15 November 2026. */
const WEEK = '2026-W46'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
  setClockOffset(Date.parse('2026-11-20T12:00:00Z') - Date.now())
  const { admin } = database
  for (const team of ['payments', 'platform']) await recordTeam(admin, team, '2026-11-01T06:00:00Z')
  await recordAccount(admin, PROD, 'payments', '2026-11-01T06:00:00Z')
  await recordAccount(admin, TEST, 'platform', '2026-11-01T06:00:00Z')
  await recordRun(admin, '2026-11-01T06:00:00Z', [
    { accountId: PROD, status: 'complete' },
    { accountId: TEST, status: 'complete' },
  ])
})
afterEach(async () => {
  setClockOffset(0)
  await database.drop()
})

async function cut(week = WEEK): Promise<{ all: ReportFigures; of: (teamId: string) => ReportFigures }> {
  const { figures } = await cutWeek(database.worker, week)
  const find = (teamId: string | null) => {
    const found = figures.find((one) => one.teamId === teamId)
    if (!found) throw new Error(`no report of ${teamId}`)
    return found
  }
  return { all: find(null), of: find }
}

const base = { accountId: PROD, teamId: 'payments', subject: SUBJECT }

test('a week tells what opened and closed in it, for everybody and for whose it was', async () => {
  const { admin } = database
  await recordTransition(admin, { ...base, finding: 'a', to: 'open', at: '2026-11-03T06:00:00Z', cause: 'baseline' })
  await recordTransition(admin, { ...base, finding: 'b', to: 'open', at: '2026-11-10T06:00:00Z' })
  await recordTransition(admin, {
    ...base,
    finding: 'a',
    from: 'open',
    to: 'resolved',
    cause: 'fixed',
    at: '2026-11-15T23:59:59.999Z',
  })
  // Belongs to the next week.
  await recordTransition(admin, { ...base, finding: 'c', to: 'open', at: '2026-11-16T00:00:00Z' })
  const { all, of } = await cut()
  const lambda = { source: 'lambda', before: 1, opened: 1, closed: 1, other: 0, now: 1 }
  expect(all.sources[0]).toEqual(lambda)
  expect(of('payments').sources[0]).toEqual(lambda)
  expect(of('platform').sources[0]).toEqual({ ...lambda, before: 0, opened: 0, closed: 0, now: 0 })
  expect(all.totals.open).toEqual({ now: 1, before: 1 })
})

test('what was late is told by the date that was in force then, whatever AWS moved later', async () => {
  const { admin } = database
  const at = '2026-11-04T06:00:00Z'
  await recordTransition(admin, { ...base, finding: 'late', to: 'open', dueOn: '2026-11-12', at })
  await recordTransition(admin, { ...base, finding: 'soon', to: 'open', dueOn: '2026-12-16', at })
  await recordTransition(admin, { ...base, finding: 'far', to: 'open', dueOn: '2027-05-15', at })
  const moved = { from: 'open', to: 'open', cause: 'catalogue', at: '2026-11-17T06:00:00Z' } as const
  await recordTransition(admin, { ...base, ...moved, finding: 'late', dueOn: '2027-03-01' })
  const { all } = await cut()
  expect(all.totals.overdue).toEqual({ now: 1, before: 0 })
  expect(all.late.lines).toEqual([
    { day: '2026-11-12', checkId: 'lambda.deprecated-runtime', subject: SUBJECT, open: 1, accounts: 1 },
  ])
  expect(all.due.map(({ days, open }) => [days, open])).toEqual([
    [30, 1],
    [60, 1],
    [90, 1],
    [180, 2],
  ])
})

test('a promise whose day has passed is late, until the answer changes', async () => {
  const { admin } = database
  const at = '2026-11-03T06:00:00Z'
  for (const [accountId, teamId] of [
    [PROD, 'payments'],
    [TEST, 'platform'],
  ] as const) {
    await recordRecommendation(admin, { accountId, subject: SUBJECT, teamId, at })
  }
  const mine = { accountId: PROD, id: idOf(PROD, SUBJECT, 'payments') }
  const accepted = { ...mine, action: 'accepted', to: 'in_progress', committedOn: '2026-11-13' } as const
  await recordStep(admin, { ...accepted, at: '2026-11-10T09:00:00Z' })
  await recordStep(admin, { ...accepted, committedOn: '2026-12-13', at: '2026-11-17T09:00:00Z' })
  const { all, of } = await cut()
  expect(all.totals.lateAnswers).toEqual({ now: 1, before: 0 })
  expect(all.totals.waiting).toEqual({ now: 1, before: 2 })
  expect(of('payments').lateAnswers.lines).toMatchObject([{ accountId: PROD, committedOn: '2026-11-13' }])
  expect(of('platform').lateAnswers).toEqual({ lines: [], total: 0 })
  expect(all.decisions).toEqual([{ action: 'accepted', count: 1 }])
  expect(of('platform').decisions).toEqual([])
  expect(all.steps.lines).toMatchObject([{ action: 'accepted', actor: 'mara', at: '2026-11-10T09:00:00.000Z' }])
})

test('what is resolved because its account left is not told as resolved', async () => {
  const { admin } = database
  const at = '2026-11-10T09:00:00Z'
  const step = { action: 'resolved', to: 'resolved', actor: NOBODY, at } as const
  for (const [accountId, teamId] of [
    [PROD, 'payments'],
    [TEST, 'platform'],
  ] as const) {
    await recordRecommendation(admin, { accountId, subject: SUBJECT, teamId, at: '2026-11-03T06:00:00Z' })
  }
  await recordStep(admin, { ...step, accountId: PROD, id: idOf(PROD, SUBJECT, 'payments') })
  const went = { note: OWN_NOTES.accountLeft }
  await recordStep(admin, { ...step, ...went, accountId: TEST, id: idOf(TEST, SUBJECT, 'platform') })
  const { all, of } = await cut()
  expect(all.decisions).toEqual([{ action: 'resolved', count: 1 }])
  expect(of('platform').decisions).toEqual([])
})

test('what could not be seen is told as of the end of the week, and of whoever owned the account then', async () => {
  const { admin } = database
  const denied = { accountId: PROD, status: 'denied', cause: 'ASSUME_ROLE' }
  await recordRun(admin, '2026-11-14T06:00:00Z', [denied, { accountId: TEST, status: 'complete' }])
  await recordRun(admin, '2026-11-16T06:00:00Z', [
    { accountId: PROD, status: 'complete' },
    { accountId: TEST, status: 'complete' },
  ])
  await recordOwner(admin, PROD, 'platform', '2026-11-17T06:00:00Z')
  const { all, of } = await cut()
  expect(all.coverage).toMatchObject({ accounts: 2, looked: 1 })
  expect(all.totals.missed).toEqual({ now: 1, before: 0 })
  expect(of('payments').coverage).toMatchObject({
    accounts: 1,
    looked: 0,
    gaps: [{ source: 'lambda.functions', status: 'denied', cause: 'ASSUME_ROLE', accounts: 1, accountIds: [PROD] }],
  })
  expect(of('platform').coverage).toMatchObject({ accounts: 1, looked: 1, gaps: [] })
})

test('accounts that no collection has asked for weeks were not looked at, rather than all looked at (I3)', async () => {
  setClockOffset(Date.parse('2026-12-30T12:00:00Z') - Date.now())
  const { all, of } = await cut('2026-W52')
  expect(all.coverage).toMatchObject({ accounts: 2, looked: 0 })
  expect(all.totals.missed.now).toBe(2)
  expect(of('payments').coverage).toMatchObject({ accounts: 1, looked: 0 })
})

test('a source that was never read has no figure, rather than zero (I3)', async () => {
  const { all } = await cut()
  expect(all.sources.map(({ source, now }) => [source, now])).toEqual([
    ['lambda', 0],
    ['config', null],
    ['health', null],
    ['trustedadvisor', null],
  ])
})

test('of the first week there is no figure of the week before, and of earlier ones no report (I3)', async () => {
  const first = await cut('2026-W44')
  expect(first.all.totals.open).toEqual({ now: 0, before: null })
  await expect(makeReports(database.worker, '2026-W43')).rejects.toThrow('nothing was known then')
})

test('a week that is not over has no report yet', async () => {
  await expect(makeReports(database.worker, '2026-W47')).rejects.toThrow('2026-W47 is not over')
})

test('the weeks to make are those that are over since the first collection, and none once they are made', async () => {
  const { worker } = database
  const now = new Date('2026-11-20T12:00:00Z')
  expect(await listWeeksToMake(worker, now)).toEqual(['2026-W44', '2026-W45', '2026-W46'])
  expect(await makeReports(worker, '2026-W46')).toBe(3)
  expect(await listWeeksToMake(worker, now)).toEqual([])
  expect(await makeReports(worker, '2026-W46')).toBe(0)
})

test('two who make the reports of a week at once make them once (F55, I5)', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => makeReports(database.worker, WEEK)))
  expect(made.reduce((all, one) => all + one, 0)).toBe(3)
})

const aTransition = fc.record({
  accountId: fc.constantFrom(PROD, TEST),
  finding: fc.constantFrom('a', 'b', 'c', 'd'),
  checkId: fc.constantFrom('lambda.deprecated-runtime', 'config.s3-bucket-ssl'),
  subject: fc.constantFrom(SUBJECT, 'config-rule:s3-bucket-ssl'),
  teamId: fc.constantFrom('payments', 'platform', null),
  dueOn: fc.constantFrom('2026-11-12', '2026-12-01', '2027-02-01', null),
  to: fc.constantFrom('open', 'resolved'),
  cause: fc.constantFrom('observed', 'fixed', 'owner_changed', 'reopened'),
  minutes: fc.integer({ min: 0, max: 14 * 24 * 60 - 1 }),
})
const at = (from: string, minutes: number) => new Date(Date.parse(from) + minutes * 60_000).toISOString()

test('the same week gives the same figures, whatever is recorded after it (F90)', async () => {
  const { admin, worker } = database
  await fc.assert(
    fc.asyncProperty(
      fc.array(aTransition, { maxLength: 25 }),
      fc.array(aTransition, { maxLength: 25 }),
      async (during, later) => {
        await admin.query('TRUNCATE finding_transition')
        for (const { minutes, ...one } of during) {
          await recordTransition(admin, { ...one, at: at('2026-11-02T00:00:00Z', minutes) })
        }
        const before = await cutWeek(worker, WEEK)
        for (const { minutes, ...one } of later) {
          await recordTransition(admin, { ...one, at: at('2026-11-16T00:00:00Z', minutes) })
        }
        await recordRun(admin, '2026-11-16T06:00:00Z', [{ accountId: PROD, status: 'denied', cause: 'ASSUME_ROLE' }])
        expect((await cutWeek(worker, WEEK)).figures).toEqual(before.figures)
      },
    ),
    { numRuns: 12 },
  )
})

test('what was open, with what opened and without what closed, is what is open after', async () => {
  const { admin, worker } = database
  await fc.assert(
    fc.asyncProperty(fc.array(aTransition, { maxLength: 40 }), async (recorded) => {
      await admin.query('TRUNCATE finding_transition')
      for (const { minutes, ...one } of recorded) {
        await recordTransition(admin, { ...one, at: at('2026-11-02T00:00:00Z', minutes) })
      }
      const { figures } = await cutWeek(worker, WEEK)
      for (const { totals, movement } of figures) {
        const moved = movement.reduce((sum, { opened, closed }) => sum + opened - closed, 0)
        expect((totals.open.before ?? 0) + moved).toBe(totals.open.now)
      }
      const [all, ...teams] = figures
      const unowned = all?.teams.find(({ teamId }) => teamId === null)?.open ?? 0
      expect(teams.reduce((sum, { totals }) => sum + (totals.open.now ?? 0), unowned)).toBe(all?.totals.open.now)
    }),
    { numRuns: 20 },
  )
})

test('a report that was made stays as it is, and says so by its hash (F90)', async () => {
  const { admin, worker } = database
  const first = await getOrMakeReport(worker, WEEK, 'payments')
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/)
  await recordTransition(admin, { ...base, finding: 'late arrival', to: 'open', at: '2026-11-11T06:00:00Z' })
  await admin.query(`UPDATE team SET name = 'Another name' WHERE id = 'payments'`)
  expect(await getOrMakeReport(worker, WEEK, 'payments')).toEqual(first)
  await expect(worker.query('UPDATE report SET hash = hash')).rejects.toThrow('permission denied')
})

test('a team’s report names nothing of another team’s (T22)', async () => {
  const { admin, worker } = database
  await recordTransition(admin, { ...base, finding: 'a', to: 'open', dueOn: '2026-11-01', at: '2026-11-10T06:00:00Z' })
  const denied = { accountId: PROD, status: 'denied', cause: 'ASSUME_ROLE' }
  await recordRun(admin, '2026-11-14T06:00:00Z', [denied, { accountId: TEST, status: 'complete' }])
  const { figures, names } = await getOrMakeReport(worker, WEEK, 'platform')
  expect(JSON.stringify({ figures, names })).not.toContain(PROD)
  expect(names.teams).toEqual({ platform: 'Platform' })
  expect(figures.late.total).toBe(0)
})
