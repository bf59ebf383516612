import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { useEnv } from '../../env.ts'
import { getOverview } from './queries.ts'

const OWN = '100000000001'
const FOREIGN = '100000000002'
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent', baseUrl: undefined })
  const { admin } = database
  await admin.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since)
     VALUES ($1, '', 'pay-prod', '', 'ACTIVE', 'payments', now(), now()), ($2, '', 'data-prod', '', 'ACTIVE', 'data', now(), now())`,
    [OWN, FOREIGN],
  )
  await admin.query(`INSERT INTO person (id, email, name, role, created_at)
    VALUES ('mara', 'mara@example.org', 'Mara', 'member', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  await admin.query(
    `INSERT INTO rollup_account (account_id, check_id, subject, region, team_id, status, severity, use, due_on, findings)
     VALUES ($1, 'config.restricted-ssh', 'config-rule:restricted-ssh', 'eu-west-1', 'payments', 'open', 'medium',
         'unknown', '9999-12-31', 3),
       ($1, 'health.scheduled-change', 'health:AWS_RDS_MAINTENANCE/2020-01-01', 'eu-west-1', 'payments', 'open', 'high',
         'unknown', '2020-01-01', 1),
       ($2, 'trustedadvisor.Qch7DwouX1', 'trusted-advisor:Qch7DwouX1', 'global', 'data', 'open', 'low', 'unknown',
         '9999-12-31', 5)`,
    [OWN, FOREIGN],
  )
  await admin.query(
    `INSERT INTO rollup_organization (check_id, subject, team_id, status, severity, use, due_on, findings)
     SELECT check_id, subject, team_id, status, severity, use, due_on, sum(findings) FROM rollup_account
     GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  )
  await admin.query(
    `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, stage, open_findings, due_on, created_at,
       changed_at)
     VALUES ($1, gen_random_uuid(), 'a', 'config.a', 'payments', 'pending_response', 3, NULL, now(), now()),
       ($1, gen_random_uuid(), 'b', 'health.b', 'payments', 'pending_response', 1, '2020-01-01', now(), now()),
       ($1, gen_random_uuid(), 'd', 'health.d', 'payments', 'dismissed', 7, '2020-01-01', now(), now()),
       ($2, gen_random_uuid(), 'c', 'trustedadvisor.c', 'data', 'in_progress', 5, NULL, now(), now())`,
    [OWN, FOREIGN],
  )
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const openOf = ({ sources }: Awaited<ReturnType<typeof getOverview>>) => sources.map(({ findings }) => findings.now)

test('counts all sources of the organisation for whoever reads everything', async () => {
  const overview = await getOverview(operator)
  expect(openOf(overview)).toEqual([0, 1, 3, 5])
  expect(overview.findings).toMatchObject({ overdue: { now: 1 }, open: { now: 9 } })
  expect(overview.work).toMatchObject({
    active: { recommendations: 3, resources: 9 },
    overdue: { recommendations: 1, resources: 1 },
    waiting: { recommendations: 2, resources: 4 },
    inProgress: { recommendations: 1, resources: 5 },
  })
})

test('counts for a member what their teams own, and nothing of others (T1)', async () => {
  const overview = await getOverview(member)
  expect(openOf(overview)).toEqual([0, 1, 3, 0])
  expect(overview.work).toMatchObject({
    active: { recommendations: 2, resources: 4 },
    waiting: { recommendations: 2, resources: 4 },
    inProgress: { recommendations: 0, resources: 0 },
  })
  expect(overview.coverage.accounts).toBe(1)
})

test('has no trend of a source that was never read, rather than one of zeros (I3)', async () => {
  expect((await getOverview(operator)).trend).toEqual([])
})
