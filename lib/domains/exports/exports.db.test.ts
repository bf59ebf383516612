import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setClockOffset } from '../../core/clock.ts'
import { startOfDay } from '../../core/time.ts'
import { closeViewerDatabase, operator, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import type { Row } from '../../encode/row.ts'
import { useEnv } from '../../env.ts'
import { judgeScope } from '../../inventory/judging/judge-scope.ts'
import {
  endFunction,
  recordAccount,
  recordFunction,
  recordScopes,
} from '../../inventory/judging/testing/recorded-estate.ts'
import { EXPORTS, type ExportFilters, type ExportKind } from './contract.ts'
import { historyHead } from './history-head.ts'
import { countExport, exportRows } from './queries.ts'
import { streamExport } from './stream.ts'

const TODAY = startOfDay('2026-11-21')
const PLACES = [
  { accountId: '111111111111', region: 'eu-west-1' },
  { accountId: '111111111111', region: 'eu-central-1' },
  { accountId: '222222222222', region: 'us-east-1' },
]
const EVERYTHING: ExportFilters = { filters: {}, text: '' }
const FUNCTIONS_PER_PLACE = 120

let database: TestDatabase
let restoreEnv: () => void

async function judge(place: { accountId: string; region: string }) {
  const context = { runId: null, source: 'lambda.functions', at: TODAY }
  await inTransaction(database.worker, (client) => judgeScope(client, place, context))
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  setClockOffset(TODAY.getTime() - Date.now())
  await recordAccount(database.admin, '111111111111', { teamId: 'payments' })
  await recordAccount(database.admin, '222222222222', { teamId: 'data' })
  await database.admin.query(`INSERT INTO account_tag VALUES ('111111111111', 'team', 'payments')`)
  for (const place of PLACES) {
    await recordScopes(database.admin, place, TODAY)
    for (let index = 0; index < FUNCTIONS_PER_PLACE; index++) {
      const runtime = index % 2 === 0 ? 'python3.9' : 'nodejs24.x'
      const versions = ['$LATEST', ...(index % 7 === 0 ? ['1', '2', '10'] : [])].map((version) => ({
        version,
        runtime,
      }))
      await recordFunction(
        database.admin,
        place,
        {
          name: `fn-${index % 3 === 0 ? 'a_' : 'a-'}${index}`,
          versions,
          aliases: index % 7 === 0 ? { live: '2' } : {},
        },
        TODAY,
      )
    }
    await judge(place)
  }
  for (const place of PLACES.slice(0, 1)) {
    await endFunction(database.admin, place, 'fn-a_0', TODAY)
    await judge(place)
  }
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function rowsOf(kind: ExportKind, filters: Partial<ExportFilters> = {}, viewer: Viewer = operator) {
  const rows: Row[] = []
  for await (const row of exportRows(viewer, kind, { ...EVERYTHING, ...filters })) rows.push(row)
  return rows
}

const keysOf = (rows: Row[], ...names: string[]) => rows.map((row) => JSON.stringify(names.map((name) => row[name])))

async function memberOf(teamId: string): Promise<Viewer> {
  await database.admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ($1, $1, $1, 'member', $2) ON CONFLICT DO NOTHING`,
    [teamId, TODAY],
  )
  await database.admin.query('INSERT INTO membership VALUES ($1, $1) ON CONFLICT DO NOTHING', [teamId])
  return { personId: teamId, name: teamId, role: 'member', teamIds: [teamId] }
}

describe('exports', () => {
  test('runtimes has every version of every function once, over pages, in the order of its key', async () => {
    const rows = await rowsOf('runtimes')
    const { rows: counted } = await database.admin.query('SELECT count(*)::int AS n FROM lambda_version')
    expect(rows).toHaveLength(counted[0].n)
    const keys = keysOf(rows, 'accountId', 'region', 'functionName', 'version')
    expect(new Set(keys).size).toBe(keys.length)
    const ordered = rows.toSorted((a, b) => {
      for (const name of ['accountId', 'region', 'functionName', 'version']) {
        const [left, right] = [String(a[name]), String(b[name])]
        if (left !== right) return left < right ? -1 : 1
      }
      return 0
    })
    expect(rows).toEqual(ordered)
  })

  test('a version carries its dates, its aliases and its use as of today', async () => {
    const rows = await rowsOf('runtimes', { text: 'fn-a-14', filters: { region: ['us-east-1'] } })
    const versions = rows.filter(({ functionName }) => functionName === 'fn-a-14')
    expect(versions.map(({ version, use, aliases }) => [version, use, aliases])).toEqual([
      ['$LATEST', 'dormant', []],
      ['1', 'dormant', []],
      ['10', 'dormant', []],
      ['2', 'live', ['live']],
    ])
    expect(versions[0]).toMatchObject({
      functionArn: 'arn:aws:lambda:us-east-1:222222222222:function:fn-a-14',
      runtime: 'python3.9',
      verdict: 'deprecated',
      deprecatedOn: '2025-12-15',
      blockCreateOn: '2027-02-01',
      blockUpdateOn: '2027-03-03',
      dueOn: '2027-02-01',
      lastInvokedOn: null,
      lastInvokedState: 'none',
      origin: 'none',
      team: 'data',
    })
  })

  test.each(['runtimes', 'accounts', 'findings', 'coverage'] as const)(
    '%s gives exactly the declared columns, and as many rows as are counted',
    async (kind) => {
      const rows = await rowsOf(kind)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows.slice(0, 3)) {
        expect(Object.keys(row).sort()).toEqual([...EXPORTS[kind].columns].sort())
      }
      const total = await countExport(operator, kind, EVERYTHING)
      expect(total).toEqual(
        rows.length > 1_000 ? { count: 1_000, capped: true } : { count: rows.length, capped: false },
      )
    },
  )

  test('findings are ordered by their id and include those that are resolved', async () => {
    const rows = await rowsOf('findings')
    const ids = rows.map(({ findingId }) => String(findingId))
    expect(ids).toEqual(ids.toSorted())
    expect(rows.filter(({ status }) => status === 'resolved')).toMatchObject([
      { resourceId: 'arn:aws:lambda:eu-west-1:111111111111:function:fn-a_0', sources: ['lambda.functions'] },
    ])
    expect(await rowsOf('findings', { filters: { status: ['resolved'], account: ['222222222222'] } })).toEqual([])
  })

  test('filters narrow each other, and values of one filter widen it', async () => {
    const filters = { account: ['111111111111'], region: ['eu-central-1', 'us-east-1'], verdict: ['deprecated'] }
    const rows = await rowsOf('runtimes', { filters })
    expect(new Set(keysOf(rows, 'accountId', 'region', 'runtime'))).toEqual(
      new Set([JSON.stringify(['111111111111', 'eu-central-1', 'python3.9'])]),
    )
    expect(await rowsOf('accounts', { filters: { team: ['none'] } })).toEqual([])
    expect(await rowsOf('coverage', { filters: { team: ['data'] } })).toHaveLength(5)
  })

  test('a filter value that cannot exist is refused, not answered with no rows', async () => {
    await expect(
      streamExport(operator, { kind: 'runtimes', format: 'json', verdict: 'nonsense' }),
    ).rejects.toMatchObject({
      kind: 'invalid',
      message: 'verdict: must be one of fine, approaching, deprecated, unknown',
    })
  })

  test('a member exports what their team owns and nothing else', async () => {
    const member = await memberOf('data')
    for (const kind of ['runtimes', 'accounts', 'findings', 'coverage'] as const) {
      const rows = await rowsOf(kind, {}, member)
      expect(new Set(rows.map(({ accountId }) => accountId)), kind).toEqual(new Set(['222222222222']))
    }
  })

  test('every export carries the head of the history, for who may read all of it and for a member', async () => {
    await database.admin.query('DELETE FROM history_head')
    expect(await historyHead(operator)).toBeNull()
    const hash = 'a'.repeat(64)
    await database.admin.query(`INSERT INTO history_head VALUES ('decisions', 7, $1), ('access', 9, repeat('b', 64))`, [
      hash,
    ])
    expect(await historyHead(operator)).toBe(`7:${hash}`)
    for (const viewer of [operator, await memberOf('data')]) {
      const { headers } = await streamExport(viewer, { kind: 'accounts', format: 'json' })
      expect(headers.get('x-steward-history-head')).toBe(`7:${hash}`)
    }
  })

  test('an account carries its tags and its owner', async () => {
    expect((await rowsOf('accounts'))[0]).toMatchObject({
      accountId: '111111111111',
      team: 'payments',
      tags: { team: 'payments' },
      supportPlan: null,
    })
  })
})
