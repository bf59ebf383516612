import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClockOffset } from '../../core/clock.ts'
import { DAY_MS, startOfDay } from '../../core/time.ts'
import { closeViewerDatabase, operator } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import type { Row } from '../../encode/row.ts'
import { useEnv } from '../../env.ts'
import { judgeScope } from '../../inventory/judging/judge-scope.ts'
import { arnOf, recordAccount, recordFunction, recordScopes } from '../../inventory/judging/testing/recorded-estate.ts'
import {
  HUB,
  recordEvent,
  recordFlagged,
  recordNoncompliant,
  recordSources,
} from '../../inventory/judging/testing/recorded-statements.ts'
import type { ExportFilters } from './contract.ts'
import { exportRows } from './queries.ts'

const TODAY = startOfDay('2026-11-21')
const TOMORROW = new Date(TODAY.getTime() + DAY_MS)
const ACCOUNT = '111111111111'
const OTHER = '222222222222'
const PLACE = { accountId: ACCOUNT, region: 'eu-west-1' }
const CHARGE = arnOf(PLACE, 'charge')
const GLOBAL = 'global'

let database: TestDatabase
let restoreEnv: () => void

async function judge(place: { accountId: string; region: string }, source: string, at = TODAY) {
  await inTransaction(database.worker, (client) => judgeScope(client, place, { runId: null, source, at }))
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  setClockOffset(TODAY.getTime() - Date.now())
  const { admin } = database
  for (const account of [HUB, ACCOUNT, OTHER]) await recordAccount(admin, account, { teamId: 'payments' })
  await recordScopes(admin, PLACE, TODAY)
  await recordSources(admin, [PLACE, { ...PLACE, accountId: OTHER }], 'complete', TODAY)
  await recordFunction(
    admin,
    PLACE,
    { name: 'charge', versions: [{ version: '$LATEST', runtime: 'python3.9' }] },
    TODAY,
  )
  const flagged = { awsId: 'a', function: { arn: `${CHARGE}:$LATEST`, runtime: 'python3.9' } }
  await recordFlagged(admin, ACCOUNT, [flagged, { awsId: 'b' }])
  await recordNoncompliant(admin, PLACE, { versioning: ['logs'] })
  await recordNoncompliant(admin, { ...PLACE, accountId: OTHER }, { versioning: ['logs'] })
  const entities = { [ACCOUNT]: { orders: 'PENDING' }, [OTHER]: {} }
  await recordEvent(admin, { name: 'eks', versions: '1.31', startsAt: startOfDay('2027-03-03'), entities }, TODAY)
  await judge(PLACE, 'lambda.functions')
  await judge({ accountId: ACCOUNT, region: GLOBAL }, 'trustedadvisor.checks')
  for (const accountId of [ACCOUNT, OTHER]) await judge({ ...PLACE, accountId }, 'config.compliance')
  await judge({ accountId: HUB, region: GLOBAL }, 'health.events')
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function findings(filters: ExportFilters['filters'] = {}) {
  const rows: Row[] = []
  for await (const row of exportRows(operator, 'findings', { filters, text: '' })) rows.push(row)
  return rows
}

const brief = (rows: readonly Row[]) =>
  rows.map(({ checkId, accountId, sources }) => `${checkId} ${accountId} ${String(sources)}`).sort()

test('findings of all sources are exported once, each with everybody who says so, in order', async () => {
  const rows = await findings()
  expect(brief(rows)).toEqual([
    `config.versioning ${ACCOUNT} config.compliance`,
    `config.versioning ${OTHER} config.compliance`,
    `health.scheduled-change ${ACCOUNT} health.events`,
    `health.scheduled-change ${OTHER} health.events`,
    `lambda.deprecated-runtime ${ACCOUNT} lambda.functions,trustedadvisor.checks`,
    `trustedadvisor.Pfx0RwqBli ${ACCOUNT} trustedadvisor.checks`,
  ])
  expect(new Set(rows.map(({ findingId }) => findingId)).size).toBe(rows.length)
})

test.each<[ExportFilters['filters'], number]>([
  [{ source: ['trustedadvisor.checks'] }, 2],
  [{ source: ['health.events', 'config.compliance'] }, 4],
  [{ check: ['config.versioning'] }, 2],
  [{ check: ['config.versioning'], account: [OTHER] }, 1],
  [{ severity: ['high'], source: ['trustedadvisor.checks'] }, 1],
  [{ region: ['eu-west-1'], status: ['open'] }, 6],
  [{ status: ['resolved'] }, 0],
])('are narrowed by %j to %i', async (filters, count) => {
  expect(await findings(filters)).toHaveLength(count)
})

test('a source that no longer says so is named only once the finding is over', async () => {
  await recordFlagged(database.admin, ACCOUNT, [])
  await judge({ accountId: ACCOUNT, region: GLOBAL }, 'trustedadvisor.checks', TOMORROW)
  expect(await findings({ source: ['trustedadvisor.checks'] })).toMatchObject([
    { checkId: 'trustedadvisor.Pfx0RwqBli', status: 'resolved', sources: ['trustedadvisor.checks'] },
  ])
  expect(await findings({ check: ['lambda.deprecated-runtime'] })).toMatchObject([
    { status: 'open', sources: ['lambda.functions'], origin: 'none' },
  ])
})
