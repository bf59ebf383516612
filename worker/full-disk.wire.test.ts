import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDatabaseUrl } from '#lib/db/database-url'
import { carryOutRun } from '#lib/inventory/collection/carry-out'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { startCollector } from './collector.ts'

let world: CollectedWorld
beforeEach(async () => {
  world = await openWorld({ seed: 1, accounts: 3 })
})
afterEach(() => world.close())

/** Rows that exist can be changed for a while yet: it is new ones that find no room. */
async function fillDisk(): Promise<void> {
  await world.database.admin.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$`)
  await world.database.admin.query(
    'CREATE TRIGGER no_room BEFORE INSERT ON run_scope FOR EACH STATEMENT EXECUTE FUNCTION no_room()',
  )
}
const makeRoom = () => world.database.admin.query('DROP TRIGGER no_room ON run_scope')

test('whoever collects on a full disk is told so within seconds, and the next collection reads again (F61)', async () => {
  await fillDisk()
  await expect(world.collect()).rejects.toMatchObject({ code: '53100' })
  const { rows } = await world.database.admin.query('SELECT status, message FROM collection_run')
  expect(rows).toEqual([{ status: 'interrupted', message: expect.stringContaining('no space left') }])
  await makeRoom()
  expect(await world.collect({ sources: ['organization'] })).toMatchObject({ status: 'complete', scopes: { never: 0 } })
})

test('whoever waits for a worker on a full disk is told so within seconds, and the worker goes on (F61)', async () => {
  const { worker: pool, workerUrl: url } = world.database
  const collector = await startCollector({ pool, url })
  try {
    await fillDisk()
    const runId = await requestRun(pool, { trigger: 'manual' })
    await Promise.race([carryOutRun(pool, runId), wait(20_000)])
    expect(await summariseRun(pool, runId)).toMatchObject({
      status: 'interrupted',
      message: expect.stringContaining('no space left'),
    })
    await makeRoom()
    const next = await requestRun(pool, { trigger: 'manual' })
    const readSoFar = async () => (await summariseRun(pool, next)).scopes.complete
    await expect.poll(readSoFar, { timeout: 30_000 }).toBeGreaterThan(3)
  } finally {
    await collector.stop()
  }
})

const FULL = { code: '53100', said: 'No space left on device', cause: 'NO_SPACE', words: 'no space left' }
/** Tried again, and given up in another job. */
const BROKEN = {
  code: '58030',
  said: 'could not read block 7',
  cause: 'DATABASE',
  words: 'could not read or write its disk',
}
test.each([
  { who: 'a command', ...FULL },
  { who: 'a worker', ...FULL },
  { who: 'a worker', ...BROKEN },
])('what $who cannot store says why in its scopes: $said (F61)', async ({ who, code, said, cause, words }) => {
  const { admin, worker: pool, workerUrl: url } = world.database
  await world.collect({ sources: ['organization'] })
  // There is room for the words, and none for more rows.
  await admin.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE '${said}' USING ERRCODE = '${code}'; END $$`)
  await admin.query('CREATE TRIGGER no_room BEFORE INSERT ON account_contact EXECUTE FUNCTION no_room()')
  const wish = { sources: ['organization', 'account.contacts'] }
  if (who === 'a command') await world.collect(wish)
  else {
    const collector = await startCollector({ pool, url })
    await carryOutRun(pool, await requestRun(pool, { trigger: 'manual', ...wish }))
    await collector.stop()
  }
  const { rows } = await admin.query(
    `SELECT DISTINCT status, cause, message LIKE '%${words}%' AS says, remedy LIKE '%fault of Steward%' AS blames
     FROM scope WHERE source = 'account.contacts' AND status <> 'skipped'`,
  )
  expect(rows).toEqual([{ status: 'failed', cause, says: true, blames: false }])
})

test('a worker can be stopped also while its database takes no changes (F62)', async () => {
  const { worker: pool, workerUrl: url, admin } = world.database
  const collector = await startCollector({ pool, url })
  const name = readDatabaseUrl(url).database
  await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
  await admin.query(
    'SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = $1 AND usename <> current_user',
    [name],
  )
  await expect(collector.stop()).resolves.toBeUndefined()
})
