import { afterEach, expect, test } from 'vitest'
import { SETTLED_STATUSES } from '../../core/reading.ts'
import { type CollectedWorld, openWorld } from '../testing/collected-world.ts'

let world: CollectedWorld

afterEach(() => world.close())

test('an account that Steward stumbles over is given up, and the others are read all the same (I7)', async () => {
  world = await openWorld({ seed: 1, accounts: 3 }, { timeoutMs: 2_500, faultPatienceMs: 10_000 })
  const { admin } = world.database
  await world.collect()
  const { rows } = await admin.query<{ id: string }>('SELECT management_account_id AS id FROM organization')
  await admin.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'for a test'; END $$`)
  await admin.query(`CREATE TRIGGER refuse BEFORE UPDATE ON run_scope FOR EACH ROW
    WHEN (NEW.account_id = '${rows[0]?.id}' AND NEW.source LIKE 'account.%' AND NEW.status = 'running')
    EXECUTE FUNCTION refuse()`)

  // The organisation's own scopes stand at that account too, and are still being read when it is given up.
  await world.aws.plan([{ service: 'organizations', operation: 'ListTagsForResource', effect: 'hang', count: 3 }])
  const { runId, status, scopes } = await world.collect()

  expect([status, scopes.never]).toEqual(['partial', 0])
  const ended = await admin.query<{ failed: boolean; cause: string }>(
    `SELECT DISTINCT account_id = $2 AND status = 'failed' AS failed, cause FROM run_scope
     WHERE run_id = $1 AND status <> ALL ($3) AND cause NOT LIKE 'AGGREGATOR%'`,
    // The aggregator of this world does not reach all that it should.
    [runId, rows[0]?.id, SETTLED_STATUSES],
  )
  expect(ended.rows).toEqual([{ failed: true, cause: 'UNEXPECTED' }])
  const tags = await admin.query(`SELECT status FROM run_scope WHERE run_id = $1 AND source = 'organization.tags'`, [
    runId,
  ])
  expect(tags.rows).toEqual([{ status: 'complete' }])
})

test('a store that refuses a recording once costs no reading: it is done again, and only that (F60)', async () => {
  world = await openWorld({ seed: 1, accounts: 3 }, { timeoutMs: 2_500, faultPatienceMs: 10_000 })
  const { admin } = world.database
  // What a sequence counts stays counted when a transaction is rolled back.
  await admin.query('CREATE SEQUENCE refusals; GRANT ALL ON SEQUENCE refusals TO PUBLIC')
  await admin.query(`CREATE FUNCTION refuse_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('refusals') = 1 THEN RAISE 'for a test' USING ERRCODE = 'query_canceled'; END IF; RETURN NULL; END $$`)
  await admin.query(`CREATE TRIGGER refuse BEFORE INSERT ON trusted_advisor_check FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_once()`)

  const { runId, scopes } = await world.collect()

  expect(scopes).toMatchObject({ never: 0, failed: 0 })
  const attempts = await admin.query(
    `SELECT source, max(attempt) AS attempts FROM run_scope WHERE run_id = $1 GROUP BY source HAVING max(attempt) > 1`,
    [runId],
  )
  expect(attempts.rows).toEqual([{ source: 'trustedadvisor.checks', attempts: 2 }])
})
