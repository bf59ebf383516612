/** A narrowed export tells nothing from outside its filter: neither rows nor what it counts or picks from them. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClockOffset } from '../../core/clock.ts'
import { startOfDay } from '../../core/time.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import type { Row } from '../../encode/row.ts'
import { useEnv } from '../../env.ts'
import { judgeEverything } from '../../inventory/judging/judge-everything.ts'
import { recordAccount, recordFunction, recordScopes } from '../../inventory/judging/testing/recorded-estate.ts'
import {
  recordFlagged,
  recordNoncompliant,
  recordSources,
} from '../../inventory/judging/testing/recorded-statements.ts'
import { EXPORTS, type ExportFilters, type ExportKind } from './contract.ts'
import { exportRows } from './queries.ts'

const TODAY = startOfDay('2026-11-21')
const ACCOUNTS = ['111111111111', '222222222222', '333333333333'] as const

/** Each account is its own team's: what the team sees without a filter is what its account narrows to. */
const teamOf = (accountId: string) => `team-${accountId[0]}`
const memberOf = (accountId: string): Viewer => ({
  personId: teamOf(accountId),
  name: accountId,
  role: 'member',
  teamIds: [teamOf(accountId)],
})

let database: TestDatabase
let restoreEnv: () => void
beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, logLevel: 'silent' })
  setClockOffset(TODAY.getTime() - Date.now())
  const { admin } = database
  for (const [index, accountId] of ACCOUNTS.entries()) {
    const place = { accountId, region: index === 1 ? 'us-east-1' : 'eu-west-1' }
    await recordAccount(admin, accountId, { teamId: teamOf(accountId) })
    await admin.query(
      `INSERT INTO person (id, email, name, role, created_at) VALUES ($1, $1 || '@example.org', $1, 'member', $2)`,
      [teamOf(accountId), TODAY],
    )
    await admin.query('INSERT INTO membership VALUES ($1, $1)', [teamOf(accountId)])
    await recordScopes(admin, place, TODAY)
    await recordSources(admin, [place], 'complete', TODAY)
    const versions = [{ version: '$LATEST', runtime: index === 0 ? 'python3.9' : 'nodejs18.x' }]
    await recordFunction(admin, place, { name: `charge-${index}`, versions }, TODAY)
    await recordFlagged(admin, accountId, [
      { awsId: `a-${index}`, status: index === 0 ? 'error' : 'warning', region: place.region },
      { awsId: `b-${index}`, checkId: `own-${index}`, category: 'cost_optimizing' },
    ])
    // The oldest result is that of the first account.
    await admin.query(
      `UPDATE trusted_advisor_check SET refreshed_at = $2, flagged = $3::int, suppressed = $3::int, monthly_savings = $3::int,
         status = $4 WHERE account_id = $1`,
      [accountId, startOfDay(`2026-1${index}-15`), index + 1, index === 0 ? 'error' : 'ok'],
    )
    await recordNoncompliant(admin, place, { versioning: [`logs-${index}`], [`own-${index}`]: ['x'] })
  }
  await judgeEverything(database.worker, { at: TODAY, cause: 'calendar' })
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function exported(viewer: Viewer, kind: ExportKind, filters: ExportFilters['filters']): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of exportRows(viewer, kind, { filters, text: '' })) rows.push(row)
  return rows
}

/** Decisions and coverage are not the team's alone to see; an event's status is told from all that it touches. */
const SEEN_OTHERWISE: readonly ExportKind[] = ['decisions', 'coverage', 'events']
const KINDS = (Object.keys(EXPORTS) as ExportKind[]).filter(
  (kind) => !SEEN_OTHERWISE.includes(kind) && (EXPORTS[kind].filters as readonly string[]).includes('account'),
)

test('the oldest result of a check is that of the accounts asked for', async () => {
  const checks = await exported(operator, 'checks', { account: [ACCOUNTS[1]] })
  expect(checks.find(({ checkId }) => checkId === 'Pfx0RwqBli')).toMatchObject({
    accounts: 1,
    refreshedAt: '2026-11-15T00:00:00.000Z',
  })
})

test.each(KINDS)('%s of one account is exactly what its team sees of it', async (kind) => {
  for (const accountId of ACCOUNTS) {
    const rows = await exported(operator, kind, { account: [accountId] })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows).toEqual(await exported(memberOf(accountId), kind, {}))
  }
})

test('sums over accounts are those of the accounts together, whatever else is narrowed', async () => {
  const some = fc.subarray([...ACCOUNTS], { minLength: 1 })
  const status = fc.option(fc.constantFrom('error', 'warning', 'ok', 'noncompliant', 'compliant'), { nil: undefined })
  const kind = fc.constantFrom('checks' as const, 'rules' as const)
  await fc.assert(
    fc.asyncProperty(kind, some, status, async (of, accounts, state) => {
      const narrowed = { ...(state && { status: [state] }), account: accounts }
      const key = of === 'checks' ? 'checkId' : 'rule'
      const sums = of === 'checks' ? ['accounts', 'flagged', 'suppressed', 'error', 'ok'] : ['accounts', 'resources']
      const each = await Promise.all(accounts.map((account) => exported(operator, of, { account: [account] })))
      for (const row of await exported(operator, of, narrowed)) {
        const own = each.flat().filter((one) => one[key] === row[key])
        for (const name of sums) {
          expect([name, row[name]]).toEqual([name, own.reduce((sum, one) => sum + Number(one[name] ?? 0), 0)])
        }
        if (of !== 'checks') continue
        expect(row.refreshedAt).toBe(own.map(({ refreshedAt }) => String(refreshedAt)).sort()[0])
      }
    }),
    { numRuns: 25 },
  )
})
