import { afterEach, expect, test } from 'vitest'
import { type CollectedWorld, openWorld } from '../testing/collected-world.ts'

let world: CollectedWorld

afterEach(() => world.close())

const rowsOf = async <Row extends object>(sql: string) => (await world.database.admin.query<Row>(sql)).rows

test('no account waits for the tags of all accounts, and who owns what is right when the run ends (F32)', async () => {
  const slow = { service: 'organizations', operation: 'ListTagsForResource', effect: 'hang', count: 4 } as const
  world = await openWorld({ seed: 2, accounts: 4, plan: [slow] }, { timeoutMs: 8_000, faultPatienceMs: 30_000 })
  const { status, scopes } = await world.collect()
  // The aggregator of this world does not reach all that it should.
  expect([status, scopes.never]).toEqual(['partial', 0])

  const [times] = await rowsOf<{ beside: boolean; atTheEnd: boolean }>(
    `SELECT min(s.finished_at) FILTER (WHERE s.source = 'lambda.functions') < tags.finished_at AS beside,
       min(r.finished_at) >= tags.finished_at AS "atTheEnd"
     FROM run_scope s, run_scope tags, collection_run r WHERE tags.source = 'organization.tags' GROUP BY tags.finished_at`,
  )
  expect(times).toEqual({ beside: true, atTheEnd: true })

  const { ours, truth } = await world.compare('accounts')
  expect(ours).toEqual(truth)
  expect(
    await rowsOf(`SELECT id FROM account WHERE team_id IS NULL AND id IN
    (SELECT account_id FROM account_tag WHERE lower(key) IN ('team', 'owner', 'squad'))`),
  ).toEqual([])
  expect(
    await rowsOf(
      'SELECT f.id FROM finding f JOIN account a ON a.id = f.account_id WHERE f.team_id IS NULL AND a.team_id IS NOT NULL',
    ),
  ).toEqual([])
  // What was briefly nobody's was never there for anybody.
  expect(await rowsOf('SELECT id, subject FROM recommendation WHERE open_findings = 0')).toEqual([])
})
