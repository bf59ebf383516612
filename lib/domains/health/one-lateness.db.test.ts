/** Whether a change is late: one answer, wherever it is told. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { VERDICT_OF_STATUS } from '../../checks/health/event-status.ts'
import { setClockOffset } from '../../core/clock.ts'
import { defaultValues } from '../../core/list.ts'
import { DAY_MS, HOUR_MS, startOfDay } from '../../core/time.ts'
import { closeViewerDatabase, operator } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import type { Row } from '../../encode/row.ts'
import { useEnv } from '../../env.ts'
import { judgeEverything } from '../../inventory/judging/judge-everything.ts'
import { forgetEstate, recordAccount, recordScope } from '../../inventory/judging/testing/recorded-estate.ts'
import { getCalendar } from '../calendar/queries.ts'
import type { ExportKind } from '../exports/contract.ts'
import { exportRows } from '../exports/queries.ts'
import { getOverview } from '../overview/queries.ts'
import { recommendationList } from '../recommendations/contract.ts'
import { listRecommendationPage } from '../recommendations/queries.ts'
import { cutWeek } from '../reports/make-reports.ts'
import { recordEvent } from './testing/recorded-events.ts'

/** A Monday, on which the report of the week before is made; what is late then is told from that day. */
const TODAY = '2026-11-23'
const NOW = new Date(startOfDay(TODAY).getTime() + 12 * HOUR_MS)
const ACCOUNT = '111111111111'
const HUB = '999999999999'
/** The last moment of the week before. */
const JUDGED_AT = new Date(startOfDay(TODAY).getTime() - 1)

let database: TestDatabase
let restoreEnv: () => void
beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function exported(kind: ExportKind): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of exportRows(operator, kind, { filters: {}, text: '' })) rows.push(row)
  return rows
}

const change = fc.record({
  typeCode: fc.constantFrom('AWS_EKS_PLANNED_LIFECYCLE_EVENT', 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED'),
  awsStatus: fc.constantFrom('open', 'upcoming', 'closed', null),
  startsInDays: fc.option(fc.constantFrom(-1_454, -200, -7, -1, 0, 1, 20, 31, 400), { nil: null }),
  unlistedAt: fc.constantFrom(null, null, null, '2026-11-20T00:00:00Z'),
  hour: fc.constantFrom(0, 7, 13, 23),
  statuses: fc.array(fc.constantFrom('PENDING', 'RESOLVED', 'UNKNOWN', null), { maxLength: 3 }),
})
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

async function record(changes: readonly Change[]): Promise<void> {
  const { admin } = database
  await forgetEstate(admin)
  await recordAccount(admin, HUB)
  await recordAccount(admin, ACCOUNT)
  await recordScope(admin, { accountId: HUB, region: 'global' }, 'health.events', 'complete', startOfDay('2026-11-01'))
  await admin.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at, finished_at)
     VALUES (gen_random_uuid(), 'schedule', 'complete', '{}', '{}', '{}', $1, $1)`,
    [startOfDay('2026-11-01')],
  )
  for (const [at, { startsInDays, hour, statuses, ...about }] of changes.entries()) {
    const startsAt =
      startsInDays === null ? null : new Date(startOfDay(TODAY).getTime() + startsInDays * DAY_MS + hour * HOUR_MS)
    await recordEvent(admin, {
      ...about,
      arn: `arn:aws:health:eu-west-1::event/X/${at}`,
      versions: `v${at}`,
      startsAt: startsAt?.toISOString() ?? null,
      accounts: { [ACCOUNT]: Object.fromEntries(statuses.map((status, index) => [`r-${at}-${index}`, status])) },
    })
  }
}

/** The word of each event that is not over, by what findings call it. */
const wordOf = (status: unknown): string =>
  VERDICT_OF_STATUS[status as keyof typeof VERDICT_OF_STATUS] ?? `not stated: ${status}`

test('list, calendar, findings, recommendations, overview and report agree on every change', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 8, maxLength: 16 }), async (changes) => {
      await record(changes)
      // As at the end of the week, for its report; then as today, for everything else.
      setClockOffset(JUDGED_AT.getTime() - 1_000 - Date.now())
      await judgeEverything(database.worker, { at: JUDGED_AT, cause: 'calendar' })
      setClockOffset(NOW.getTime() - Date.now())
      const { figures } = await cutWeek(database.worker, '2026-W47')
      const lateInReport = figures.find(({ teamId }) => teamId === null)?.totals.overdue.now
      await judgeEverything(database.worker, { at: NOW, cause: 'calendar' })

      const events = await exported('events')
      const statusOf = new Map(events.map((event) => [String(event.eventArn), event.status]))
      const findings = (await exported('findings')).filter(({ status }) => status === 'open')
      const eventOf = (resourceId: unknown) => String(resourceId).split('-')[1]
      for (const { resourceId, verdict, subject } of findings) {
        const at = resourceId === 'AWS_ACCOUNT' ? String(subject).split('/v')[1] : eventOf(resourceId)
        expect(verdict).toBe(wordOf(statusOf.get(`arn:aws:health:eu-west-1::event/X/${at}`)))
      }
      const overdue = findings.filter(({ verdict }) => verdict === 'overdue')
      expect(findings.filter(({ dueOn }) => dueOn !== null && String(dueOn) < TODAY)).toEqual(overdue)
      // Of what is past nothing is said to be approaching.
      const past = (row: Row) => row.startTime !== null && String(row.startTime) <= NOW.toISOString()
      expect(events.filter((row) => past(row) && row.status === 'upcoming')).toEqual([])

      const overview = await getOverview(operator)
      expect(overview.findings.overdue.now).toBe(overdue.length)
      expect(overview.work.overdue.resources).toBe(overdue.length)
      expect(overview.units.reduce((sum, unit) => sum + unit.overdue.resources, 0)).toBe(overdue.length)
      expect(overview.teams.reduce((sum, team) => sum + team.overdue.resources, 0)).toBe(overdue.length)
      const asked = { ...defaultValues(recommendationList), filters: { due: ['overdue'] } }
      const { rows } = await listRecommendationPage(operator, asked)
      expect(rows.reduce((sum, row) => sum + row.openFindings, 0)).toBe(overdue.length)
      expect(lateInReport).toBe(overdue.length)

      const entries = (
        await getCalendar(operator, { from: '2020-01-01', until: '2030-01-01', kind: ['health_change'] })
      ).entries
      const dated = [...new Set(events.filter(({ startTime }) => startTime !== null).map(({ eventArn }) => eventArn))]
      expect(entries.map(({ status }) => status).sort()).toEqual(dated.map((arn) => statusOf.get(String(arn))).sort())
    }),
    { numRuns: 6 },
  )
})
