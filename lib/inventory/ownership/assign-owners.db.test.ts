import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startOfDay } from '../../core/time.ts'
import { asViewer, closeViewerDatabase, type Viewer } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { useEnv } from '../../env.ts'
import { judgeEverything, reasonToJudge } from '../judging/judge-everything.ts'
import { judgeScope } from '../judging/judge-scope.ts'
import { forgetEstate, recordAccount, recordFunction, recordScopes } from '../judging/testing/recorded-estate.ts'
import { differencesFromRecount } from '../judging/testing/recount.ts'
import { assignOwners } from './assign-owners.ts'

const AT = startOfDay('2026-11-21')
const PLACE = { accountId: '111111111111', region: 'eu-west-1' }

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await forgetEstate(database.admin)
  await recordAccount(database.admin, PLACE.accountId)
  await recordScopes(database.admin, PLACE, AT)
})

const assign = () => inTransaction(database.worker, (client) => assignOwners(client, { at: AT }))
const judge = () =>
  inTransaction(database.worker, (client) =>
    judgeScope(client, PLACE, { runId: null, source: 'lambda.functions', at: AT }),
  )
const tagAccount = (value: string) =>
  database.admin.query(
    `INSERT INTO account_tag VALUES ($1, 'team', $2) ON CONFLICT (account_id, key) DO UPDATE SET value = excluded.value`,
    [PLACE.accountId, value],
  )
const all = async (sql: string) => (await database.admin.query(sql)).rows

test('an account tag makes its team and gives it the account', async () => {
  await tagAccount('payments-eu')
  await assign()
  expect(await all('SELECT id, name FROM team')).toEqual([{ id: 'payments-eu', name: 'payments-eu' }])
  expect(await all('SELECT team_id, team_rule FROM account')).toEqual([
    { team_id: 'payments-eu', team_rule: 'account tag team' },
  ])
})

test('names that are alike in what an address can show are different teams, and row security keeps them apart', async () => {
  const names = ['R&D', 'R/D', 'r-d', '支払い', '確認', 'None', 'none', `${'x'.repeat(199)}1`, `${'x'.repeat(199)}2`]
  for (const [index, name] of names.entries()) {
    const id = String(300_000_000_000 + index)
    await recordAccount(database.admin, id)
    await database.admin.query(`INSERT INTO account_tag VALUES ($1, 'Team', $2)`, [id, name])
  }
  await assign()
  const owned = await all(`SELECT a.id, a.team_id, t.name FROM account a JOIN team t ON t.id = a.team_id ORDER BY a.id`)
  expect(owned.map(({ name }) => name)).toEqual(names)
  expect(new Set(owned.map(({ team_id: id }) => id)).size).toBe(names.length)
  const before = owned.map(({ team_id: id }) => id)
  await assign()
  expect((await all('SELECT team_id FROM account ORDER BY id')).slice(1).map(({ team_id: id }) => id)).toEqual(before)
  await database.admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('rd', 'rd@example.org', 'R', 'member', now())`,
  )
  await database.admin.query(`INSERT INTO membership VALUES ('rd', $1)`, [before[0]])
  const restore = useEnv({ webDatabaseUrl: database.webUrl })
  const viewer: Viewer = { personId: 'rd', name: 'R', role: 'member', teamIds: [before[0] ?? ''] }
  const seen = await asViewer(viewer, (tx) => tx.account.findMany({ select: { id: true } }))
  await closeViewerDatabase()
  restore()
  expect(seen).toEqual([{ id: '300000000000' }])
})

test('the setting says which tags name a team, and everything judged after it is changed follows it', async () => {
  await recordFunction(
    database.admin,
    PLACE,
    { name: 'f', versions: [{ version: '$LATEST', runtime: 'python3.9' }], tags: { 'COST-centre': 'data' } },
    AT,
  )
  await recordAccount(database.admin, '222222222222')
  await database.admin.query(`INSERT INTO account_tag VALUES ('222222222222', 'cost-Centre', 'data')`)
  await assign()
  await judge()
  expect(await all('SELECT team_id FROM account UNION ALL SELECT team_id FROM finding')).toEqual(
    Array(3).fill({ team_id: null }),
  )
  await judgeEverything(database.worker, { at: AT, cause: 'calendar' })
  const restore = useEnv({ teamTags: ['Cost-Centre'] })
  const cause = await reasonToJudge(database.worker, AT)
  expect(cause).toBe('catalogue')
  await judgeEverything(database.worker, { at: AT, cause: 'catalogue' })
  restore()
  expect(await all('SELECT team_id FROM account ORDER BY id DESC')).toEqual([{ team_id: 'data' }, { team_id: null }])
  expect(await all('SELECT team_id FROM finding')).toEqual([{ team_id: 'data' }])
  expect(await differencesFromRecount(database.admin)).toEqual({})
})

test('teams of an earlier version keep their ids, their people and the accounts of the name that they go on with', async () => {
  const migration = '../../../prisma/migrations/20261201125000_teams_by_name/migration.sql'
  const sql = readFileSync(join(import.meta.dirname, migration), 'utf8')
  const accounts = { '400000000001': 'R&D', '400000000002': 'R/D', '400000000003': 'web', '400000000004': 'N/One' }
  const former = { 'R&D': 'r-d', 'R/D': 'r-d', web: 'web', 'N/One': 'none' } as Record<string, string>
  await database.admin.query('DROP INDEX team_name_key')
  await database.admin.query(`DELETE FROM ownership_rule`)
  await database.admin.query(`INSERT INTO ownership_rule (id, position, kind, tag_key) VALUES
    (gen_random_uuid(), 1, 'account_tag', 'team'), (gen_random_uuid(), 2, 'account_tag', 'owner'),
    (gen_random_uuid(), 3, 'account_tag', 'squad')`)
  await database.admin.query(`INSERT INTO team VALUES ('r-d', 'R&D', now()), ('web', 'Web', now()), ('none', 'N/One', now()),
    ('twin', 'R&D', now())`)
  for (const [id, name] of Object.entries(accounts)) {
    await recordAccount(database.admin, id, { teamId: former[name] ?? '' })
    await database.admin.query(`UPDATE account SET team_rule = 'account tag team' WHERE id = $1`, [id])
    await database.admin.query(`INSERT INTO account_tag VALUES ($1, 'team', $2)`, [id, name])
  }
  await database.admin.query(sql)
  await assign()
  const owned = await all(`SELECT a.team_id, t.name FROM account a JOIN team t ON t.id = a.team_id ORDER BY a.id`)
  expect(owned).toEqual([
    { team_id: 'r-d', name: 'R&D' },
    { team_id: expect.stringMatching(/^r-d-[0-9a-f]{10}$/), name: 'R/D' },
    { team_id: 'web', name: 'web' },
    { team_id: expect.stringMatching(/^n-one-[0-9a-f]{10}$/), name: 'N/One' },
  ])
  expect(await all(`SELECT kind, tag_key FROM ownership_rule`)).toEqual([{ kind: 'account_tag', tag_key: null }])
})

test('when an account changes hands, its functions, findings and recommendations do so at once (F32)', async () => {
  await tagAccount('payments')
  await assign()
  await recordFunction(
    database.admin,
    PLACE,
    { name: 'f', versions: [{ version: '$LATEST', runtime: 'python3.9' }] },
    AT,
  )
  await judge()
  await tagAccount('web')
  await assign()
  expect(await all('SELECT team_id FROM lambda_function UNION ALL SELECT team_id FROM finding')).toEqual([
    { team_id: 'web' },
    { team_id: 'web' },
  ])
  expect(await all('SELECT team_id, stage FROM recommendation ORDER BY 1')).toEqual([
    { team_id: 'payments', stage: 'resolved' },
    { team_id: 'web', stage: 'pending_response' },
  ])
  expect(await differencesFromRecount(database.admin)).toEqual({})
})

test('a team that comes into being gets the functions whose tags have named it all along', async () => {
  await recordFunction(
    database.admin,
    PLACE,
    { name: 'f', versions: [{ version: '$LATEST', runtime: 'python3.9' }], tags: { team: 'data' } },
    AT,
  )
  await judge()
  expect(await all('SELECT team_id FROM finding')).toEqual([{ team_id: null }])
  await recordAccount(database.admin, '222222222222')
  await database.admin.query(`INSERT INTO account_tag VALUES ('222222222222', 'team', 'data')`)
  await assign()
  expect(await all('SELECT team_id FROM finding')).toEqual([{ team_id: 'data' }])
  expect(await differencesFromRecount(database.admin)).toEqual({})
})

test('an owner is not taken away by assigning again', async () => {
  await tagAccount('payments')
  await assign()
  const before = await all('SELECT xmin::text FROM account')
  await assign()
  expect(await all('SELECT xmin::text FROM account')).toEqual(before)
})
