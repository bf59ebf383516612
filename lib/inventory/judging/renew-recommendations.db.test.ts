import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { useEnv } from '../../env.ts'
import { assignOwners } from '../ownership/assign-owners.ts'
import { judgeEverything } from './judge-everything.ts'
import { judgeScope } from './judge-scope.ts'
import {
  ACCOUNT,
  CHARGE,
  EKS,
  type JudgedSources,
  judgedSources,
  later,
  PLACE,
  TODAY,
} from './testing/judged-sources.ts'
import { HUB, recordEvent, recordFlagged, recordNoncompliant } from './testing/recorded-statements.ts'
import { differencesFromRecount } from './testing/recount.ts'

const TAG_ID = '00000000-0000-4000-8000-000000000077'

let database: TestDatabase
let sources: JudgedSources

beforeAll(async () => {
  database = await createTestDatabase()
  sources = judgedSources(database)
})
afterAll(() => database.drop())
beforeEach(() => sources.reset())

describe('recommendations', () => {
  test('of what does not ask are not made, and are when settings ask for more', async () => {
    await recordFlagged(database.admin, ACCOUNT, [{ awsId: 'a', category: 'cost_optimizing' }])
    await sources.judge('trustedadvisor.checks')
    expect(await sources.findings()).toMatchObject([{ severity: 'low', asks: false }])
    expect(await sources.recommendations()).toEqual([])
    const restore = useEnv({ askSeverity: 'low' })
    try {
      await judgeEverything(database.worker, { at: TODAY, cause: 'catalogue' })
      expect(await differencesFromRecount(database.admin)).toEqual({})
      expect(await sources.recommendations()).toMatchObject([{ title: 'Pfx0RwqBli', stage: 'pending_response' }])
    } finally {
      restore()
    }
    await judgeEverything(database.worker, { at: TODAY, cause: 'catalogue' })
    expect(await sources.recommendations()).toMatchObject([{ stage: 'resolved', open_findings: 0 }])
  })

  test('keep what was decided while they are renewed, resolve by themselves and come back, with their history', async () => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await sources.judge('config.compliance')
    await database.admin.query(
      `UPDATE recommendation SET stage = 'in_progress', acknowledged_at = $1, acknowledged_by = 'ann', decided_at = $1,
         decided_by = 'ann', committed_on = '2027-01-01', assignee = 'bob', note = 'soon', version = 2`,
      [TODAY],
    )
    const decided = () =>
      sources.rowsOf(
        `SELECT stage, version, acknowledged_by, decided_by, committed_on::text, assignee, note FROM recommendation`,
      )
    const answer = {
      acknowledged_by: 'ann',
      decided_by: 'ann',
      committed_on: '2027-01-01',
      assignee: 'bob',
      note: 'soon',
    }
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs', 'data'] })
    await sources.judge('config.compliance', later(1))
    expect(await decided()).toEqual([{ stage: 'in_progress', version: 2, ...answer }])
    await recordNoncompliant(database.admin, PLACE, {})
    await sources.judge('config.compliance', later(2))
    expect(await decided()).toEqual([{ stage: 'resolved', version: 3, ...answer }])
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await sources.judge('config.compliance', later(3))
    // Come back, it has to be seen anew.
    expect(await decided()).toEqual([{ stage: 'pending_response', version: 4, ...answer, acknowledged_by: null }])
    expect(
      await sources.rowsOf(
        'SELECT actor, action, entry->>$$from$$ AS "from", entry->>$$to$$ AS "to" FROM history ORDER BY at',
      ),
    ).toEqual([
      { actor: 'steward', action: 'resolved', from: 'in_progress', to: 'resolved' },
      { actor: 'steward', action: 'returned', from: 'resolved', to: 'pending_response' },
    ])
  })

  test('go to the new owner of an account with everything that is open in it', async () => {
    await recordNoncompliant(database.admin, PLACE, { versioning: ['logs'] })
    await recordEvent(database.admin, EKS, TODAY)
    await sources.judge('config.compliance')
    await sources.judge('health.events')
    await database.admin.query(`INSERT INTO account_tag VALUES ($1, 'team', 'search')`, [ACCOUNT])
    await inTransaction(database.worker, (client) => assignOwners(client, { at: later(1) }))
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await sources.rowsOf('SELECT DISTINCT team_id FROM finding')).toEqual([{ team_id: 'search' }])
    expect(
      await sources.rowsOf('SELECT team_id, stage, count(*)::int FROM recommendation GROUP BY 1, 2 ORDER BY 1'),
    ).toEqual([
      { team_id: 'payments', stage: 'resolved', count: 2 },
      { team_id: 'search', stage: 'pending_response', count: 2 },
    ])
  })

  test('that a run made for nobody, before it knew the owner, were never there', async () => {
    const run = 'b54d8f0a-0000-4000-8000-000000000002'
    await database.admin.query(
      `INSERT INTO collection_run (id, trigger, status, requested_at, started_at) VALUES ($1, 'test', 'running', $2, $2)`,
      [run, TODAY],
    )
    await database.admin.query('UPDATE account SET team_id = NULL, first_seen_at = $2 WHERE id = $1', [ACCOUNT, TODAY])
    await recordEvent(database.admin, EKS, TODAY)
    const place = { accountId: HUB, region: 'global' }
    await inTransaction(database.worker, (client) =>
      judgeScope(client, place, { runId: run, source: 'health.events', at: TODAY }),
    )
    await database.admin.query(`INSERT INTO account_tag VALUES ($1, 'team', 'search')`, [ACCOUNT])
    await inTransaction(database.worker, (client) => assignOwners(client, { at: TODAY, runId: run }))
    expect(await differencesFromRecount(database.admin)).toEqual({})
    expect(await sources.recommendations()).toMatchObject([{ team_id: 'search', stage: 'pending_response' }])
    expect(await sources.causes()).toEqual(['baseline', 'baseline'])
  })

  test('that somebody has commented stay, also when the run that made them takes them back (I1)', async () => {
    const run = 'b54d8f0a-0000-4000-8000-000000000003'
    await database.admin.query(
      `INSERT INTO collection_run (id, trigger, status, requested_at, started_at) VALUES ($1, 'test', 'running', $2, $2)`,
      [run, TODAY],
    )
    const judge = () =>
      inTransaction(database.worker, (client) =>
        judgeScope(client, PLACE, { runId: run, source: 'config.compliance', at: TODAY }),
      )
    await recordNoncompliant(database.admin, PLACE, { 'restricted-ssh': ['sg-1'], 'required-tags': ['sg-1'] })
    await judge()
    await database.admin.query(
      `INSERT INTO history (at, id, account_id, actor, action, object, entry)
       SELECT now(), gen_random_uuid(), account_id, 'mara', 'commented', 'recommendation:' || id, '{}' FROM recommendation
       WHERE subject = 'config-rule:restricted-ssh'`,
    )
    await recordNoncompliant(database.admin, PLACE, {})
    await judge()
    expect(await sources.recommendations()).toMatchObject([{ title: 'Restricted SSH', stage: 'resolved' }])
  })

  test('of what others say of a function go to the team its tags name, as soon as they are read', async () => {
    const recordTags = (team: string) =>
      database.admin.query(
        `INSERT INTO resource_tag (account_id, id, region, arn, tags, content_hash)
         VALUES ($1, $5, $2, $3, jsonb_build_object('team', $4::text), '')
         ON CONFLICT (account_id, id) DO UPDATE SET tags = excluded.tags`,
        [ACCOUNT, PLACE.region, CHARGE, team, TAG_ID],
      )
    await recordTags('data')
    await sources.flagCharge()
    await sources.judge('trustedadvisor.checks')
    await database.admin.query(
      `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id,
         compliance, content_hash)
       VALUES ($1, gen_random_uuid(), $2, 'dlq', 'dlq', 'AWS::Lambda::Function', 'charge', 'NON_COMPLIANT', '')`,
      [ACCOUNT, PLACE.region],
    )
    await sources.judge('config.compliance')
    expect(await sources.rowsOf('SELECT DISTINCT team_id FROM finding')).toEqual([{ team_id: 'data' }])

    await recordTags('payments')
    await sources.judge('tagging.resources', later(1))
    expect(await sources.rowsOf('SELECT DISTINCT team_id FROM finding')).toEqual([{ team_id: 'payments' }])
    expect((await sources.causes()).slice(2)).toEqual(['owner_changed', 'owner_changed'])
  })
})
