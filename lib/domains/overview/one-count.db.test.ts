/** What is to be done is counted alike on the overview, in the list that a figure opens, and in its export. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock } from '../../core/clock.ts'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES } from '../../core/finding-source.ts'
import { defaultValues } from '../../core/list.ts'
import { addDays, dayOf } from '../../core/time.ts'
import { sumOfWork, type Work } from '../../core/work.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { useEnv } from '../../env.ts'
import { exportRows } from '../exports/queries.ts'
import { type RecommendationFilter, recommendationList, withinTab } from '../recommendations/contract.ts'
import { listRecommendationPage } from '../recommendations/queries.ts'
import { getOverview } from './queries.ts'

const ACCOUNTS = ['100000000001', '100000000002', '100000000003', '100000000004']
const TEAMS = ['payments', 'data', 'ops']
const mara: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments', 'ops'] }
const ada: Viewer = { personId: 'ada', name: 'Ada', role: 'auditor', teamIds: [] }
const VIEWERS = [operator, mara, ada]

let database: TestDatabase
let restoreEnv: () => void
beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  const { admin } = database
  await admin.query(`INSERT INTO team SELECT id, id, now() FROM unnest($1::text[]) AS id`, [TEAMS])
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, ou_path, team_id, first_seen_at, state_since)
     SELECT id, '', id, '', 'ACTIVE', CASE WHEN n < 3 THEN 'Root/Prod' ELSE 'Root/Dev' END, ($2::text[])[n], now(), now()
     FROM unnest($1::text[]) WITH ORDINALITY AS a (id, n)`,
    [ACCOUNTS, TEAMS],
  )
  await admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now()), ('ada', 'ada@example.org', 'Ada', 'auditor', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments'), ('mara', 'ops')`)
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const recommendation = fc.record({
  accountId: fc.constantFrom(...ACCOUNTS),
  teamId: fc.constantFrom(null, ...TEAMS),
  source: fc.constantFrom(...FINDING_SOURCES),
  stage: fc.constantFrom('pending_response', 'in_progress', 'dismissed', 'resolved'),
  open: fc.integer({ min: 1, max: 40 }),
  dueInDays: fc.option(fc.constantFrom(-400, -1, 0, 1, 29, 30, 31, 300), { nil: null }),
})
type Recommendation = typeof recommendation extends fc.Arbitrary<infer Value> ? Value : never

async function record(rows: readonly Recommendation[]): Promise<void> {
  const today = dayOf(clock.now())
  await database.admin.query('TRUNCATE recommendation')
  await database.admin.query(
    `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, stage, open_findings, due_on, created_at,
       changed_at, resolved_at)
     SELECT r."accountId", gen_random_uuid(), 'subject-' || r.n, r.source || '.check', r."teamId", r.stage,
       CASE WHEN r.stage = 'resolved' THEN 0 ELSE r.open END, r."dueOn", now(), now(),
       CASE WHEN r.stage = 'resolved' THEN now() END
     FROM json_to_recordset($1::json) AS r (n int, "accountId" text, source text, "teamId" text, stage text, open int,
       "dueOn" date)`,
    [
      JSON.stringify(
        rows.map((row, n) => ({ ...row, n, dueOn: row.dueInDays === null ? null : addDays(today, row.dueInDays) })),
      ),
    ],
  )
}

type Filters = Partial<Record<RecommendationFilter, string[]>>

/** Each figure of the overview, with the filters of the list that its link opens. */
async function figuresFor(viewer: Viewer): Promise<[Work, Filters][]> {
  const { work, sources, units, teams } = await getOverview(viewer)
  const byDue = (row: { active: Work; overdue: Work; soon: Work }, of: Filters): [Work, Filters][] => [
    [row.active, of],
    [row.overdue, { ...of, due: ['overdue'] }],
    [row.soon, { ...of, due: ['30days'] }],
  ]
  const sourceOf = (source: (typeof FINDING_SOURCES)[number]) => ({ source: [FINDING_SOURCE_FACTS[source].scopes] })
  return [
    ...byDue(work, {}),
    [work.waiting, { status: ['pending_response'] }],
    [work.inProgress, { status: ['in_progress'] }],
    ...sources.flatMap((row) => byDue(row.work, sourceOf(row.source))),
    ...teams.flatMap((row) => byDue(row, { team: [row.teamId ?? 'none'] })),
    ...units.flatMap(({ ouPath, overdue, sources: bySource }): [Work, Filters][] => {
      if (ouPath === null) return []
      const of = { ou: [ouPath] }
      const cells = FINDING_SOURCES.map((source): [Work, Filters] => [bySource[source], { ...of, ...sourceOf(source) }])
      return [[overdue, { ...of, due: ['overdue'] }], ...cells]
    }),
  ]
}

async function listed(viewer: Viewer, filters: Filters): Promise<Work> {
  const values = withinTab({ ...defaultValues(recommendationList), size: 100, filters }, 'active')
  const { rows, total } = await listRecommendationPage(viewer, values)
  return { recommendations: total.count, resources: rows.reduce((sum, { openFindings }) => sum + openFindings, 0) }
}

async function exported(viewer: Viewer, filters: Filters): Promise<Work> {
  const asked = withinTab({ ...defaultValues(recommendationList), filters }, 'active')
  const work = { recommendations: 0, resources: 0 }
  for await (const row of exportRows(viewer, 'recommendations', { filters: asked.filters, text: '' })) {
    work.recommendations += 1
    work.resources += Number(row.openFindings)
  }
  return work
}

test('every figure of the overview is what its list and its export hold, for whoever asks', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(recommendation, { minLength: 5, maxLength: 60 }), async (rows) => {
      await record(rows)
      for (const viewer of VIEWERS) {
        for (const [work, filters] of await figuresFor(viewer)) {
          const told = `${viewer.personId}: ${JSON.stringify(filters)}`
          expect(await listed(viewer, filters), told).toEqual(work)
          expect(await exported(viewer, filters), told).toEqual(work)
        }
      }
    }),
    { numRuns: 4 },
  )
})

test('units and sources are parts of the whole, of which nothing is counted twice or left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(recommendation, { maxLength: 60 }), async (rows) => {
      await record(rows)
      for (const viewer of VIEWERS) {
        const { work, units, sources, teams } = await getOverview(viewer)
        expect(sumOfWork(sources.map((row) => row.work.active))).toEqual(work.active)
        expect(sumOfWork(teams.map(({ active }) => active))).toEqual(work.active)
        expect(sumOfWork(units.flatMap((unit) => FINDING_SOURCES.map((source) => unit.sources[source])))).toEqual(
          work.active,
        )
        expect(sumOfWork(units.map(({ overdue }) => overdue))).toEqual(work.overdue)
      }
    }),
    { numRuns: 5 },
  )
})
