import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SETTLED_STATUSES } from '#lib/core/reading'
import { operator } from '#lib/db/as-viewer'
import { requestRun as requestInWeb } from '#lib/domains/runs/mutations'
import { useEnv } from '#lib/env'
import { hasLiveWorker } from '#lib/inventory/collection/carry-out'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { joinOrRequestRun, requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { type Collector, startCollector } from './collector.ts'

let world: CollectedWorld
let collector: Collector | undefined
let restore: () => void = () => {}

beforeEach(async () => {
  world = await openWorld({ seed: 1, accounts: 3 })
  // The pace that AWS allows makes most of a small collection, and none of these tests is about it.
  restore = useEnv({ awsPace: 'none' })
})
afterEach(async () => {
  await collector?.stop()
  collector = undefined
  restore()
  await world.close()
})

const start = async () => {
  const { worker: pool, workerUrl: url } = world.database
  collector = await startCollector({ pool, url })
}

async function untilEnded(runId: string) {
  for (;;) {
    const summary = await summariseRun(world.database.worker, runId)
    if (!['requested', 'running'].includes(summary.status)) return summary
    await wait(100)
  }
}

/** All that this world keeps from a collection: its aggregator has had nothing new from one place for two months. */
const OUTDATED = { source: 'config.compliance', status: 'partial', cause: 'AGGREGATOR_STALE' }

async function gapsOf(runId: string): Promise<object[]> {
  const { rows } = await world.database.admin.query<object>(
    'SELECT source, status, cause FROM run_scope WHERE run_id = $1 AND status <> ALL ($2)',
    [runId, SETTLED_STATUSES],
  )
  return rows
}

test('a worker takes up what was asked for while none was there, and reads every scope', async () => {
  const runId = await requestRun(world.database.worker, { trigger: 'manual' })
  await start()
  const { scopes } = await untilEnded(runId)
  expect(scopes.never).toBe(0)
  expect(await gapsOf(runId)).toEqual([OUTDATED])
  const { ours, truth } = await world.compare('runtimes')
  expect(ours).toEqual(truth)
})

test('five who ask for everything within a minute, by page and by command, are answered by one collection', async () => {
  const { worker: pool } = world.database
  await start()
  const asked: string[] = []
  for (let turn = 0; turn < 5; turn++) {
    const ofPage = turn % 2 === 0
    asked.push(
      ofPage
        ? (await requestInWeb(operator, { sources: [], accountIds: [] })).runId
        : (await joinOrRequestRun(pool, { trigger: 'command' })).id,
    )
    await wait(100)
  }
  expect(new Set(asked).size).toBe(1)
  const { rows } = await world.database.admin.query('SELECT FROM collection_run')
  expect(rows).toHaveLength(1)
})

test('a worker says that it is there, and takes that back when it stops', async () => {
  await start()
  await expect.poll(() => hasLiveWorker(world.database.worker), { timeout: 10_000 }).toBe(true)
  await collector?.stop()
  collector = undefined
  expect(await hasLiveWorker(world.database.worker)).toBe(false)
})

test('told to stop in the middle of a run, it stops within ten seconds and the next worker ends the run (F53)', async () => {
  const runId = await requestRun(world.database.worker, { trigger: 'manual' })
  // At its own pace, so that there is a middle.
  const unpaced = useEnv({ awsPace: 'aws' })
  await start()
  const read = async () => (await summariseRun(world.database.worker, runId)).scopes.complete
  await expect.poll(read, { timeout: 20_000 }).toBeGreaterThan(5)
  const stoppedAt = performance.now()
  await collector?.stop()
  expect(performance.now() - stoppedAt).toBeLessThan(10_000)
  expect((await summariseRun(world.database.worker, runId)).status).toBe('running')
  unpaced()
  await start()
  const { scopes } = await untilEnded(runId)
  expect(scopes.never).toBe(0)
  expect(await gapsOf(runId)).toEqual([OUTDATED])
})

test('an account whose job fails three times is given up at once, and the run ends with the others read (F56)', async () => {
  const { admin, worker } = world.database
  await world.collect()
  const { rows } = await admin.query<{ id: string }>('SELECT min(account_id) AS id FROM lambda_function')
  await admin.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'for a test'; END $$`)
  await admin.query(`CREATE TRIGGER refuse BEFORE UPDATE ON run_scope FOR EACH ROW
    WHEN (NEW.account_id = '${rows[0]?.id}' AND NEW.source LIKE 'account.%' AND NEW.status = 'running')
    EXECUTE FUNCTION refuse()`)

  const runId = await requestRun(worker, { trigger: 'manual' })
  await start()
  const { status, scopes } = await untilEnded(runId)

  expect([status, scopes.never]).toEqual(['partial', 0])
  const ended = await admin.query<{ failed: boolean; cause: string }>(
    `SELECT DISTINCT account_id = $2 AND status = 'failed' AS failed, cause FROM run_scope
     WHERE run_id = $1 AND status <> ALL ($3) AND cause NOT LIKE 'AGGREGATOR%'`,
    // The aggregator of this world does not reach all that it should.
    [runId, rows[0]?.id, SETTLED_STATUSES],
  )
  expect(ended.rows).toEqual([{ failed: true, cause: 'UNEXPECTED' }])
})

test('a run whose beginning fails three times ends at once, and says why (F56)', async () => {
  const { admin, worker } = world.database
  await admin.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'for a test'; END $$`)
  await admin.query('CREATE TRIGGER refuse BEFORE INSERT ON run_scope FOR EACH ROW EXECUTE FUNCTION refuse()')
  const runId = await requestRun(worker, { trigger: 'manual' })
  const startedAt = performance.now()
  await start()
  const { status, message } = await untilEnded(runId)
  expect([status, message]).toEqual(['interrupted', 'The collection broke off: for a test.'])
  // Without it the run ends when its lease has passed, in three minutes.
  expect(performance.now() - startedAt).toBeLessThan(50_000)
})

test('a run is begun with its job or not at all: one that the queue did not take waits for nobody', async () => {
  const { admin, worker } = world.database
  await admin.query('CREATE SEQUENCE times')
  await admin.query(`CREATE FUNCTION cut_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN IF nextval('public.times') = 1 THEN RAISE 'cut for a test' USING ERRCODE = '57P01'; END IF; RETURN NEW; END $$`)
  await admin.query(`CREATE TRIGGER cut BEFORE INSERT ON pgboss.job_common FOR EACH ROW
    WHEN (NEW.name = 'collection.start') EXECUTE FUNCTION cut_once()`)
  const runId = await requestRun(worker, { trigger: 'manual', sources: ['organization'] })
  await start()
  const readSoFar = async () => (await summariseRun(worker, runId)).scopes.complete
  await expect.poll(readSoFar, { timeout: 20_000 }).toBeGreaterThan(0)
})
