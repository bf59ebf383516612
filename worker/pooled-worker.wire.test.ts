import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPgbouncer } from '#lib/db/testing/pgbouncer'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { startWorker } from '#lib/inventory/testing/dropped-connections'
import { readState } from '#lib/inventory/testing/killed-collection'

let world: CollectedWorld
beforeEach(async () => {
  world = await openWorld({ seed: 5, accounts: 2 }, { timeoutMs: 10_000 })
})
afterEach(() => world.close())

test('a worker behind a pooler that keeps connections reads what one without it reads, and stops (FC-24)', async () => {
  const { database } = world
  await world.collect()
  const direct = await readState(database)
  const pooler = await startPgbouncer('session', [database.workerUrl])
  const settings = { STEWARD_WORKER_DATABASE_URL: pooler.through(database.workerUrl) }
  const { child, ended } = startWorker(world, { settings })
  try {
    const runId = await requestRun(database.worker, { trigger: 'manual' })
    const outcome = async () => child.exitCode ?? (await summariseRun(database.worker, runId)).status
    await expect.poll(outcome, { timeout: 40_000 }).toMatch(/^(complete|partial)$/)
    expect(await readState(database)).toEqual(direct)
  } finally {
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ status: 0 })
    await pooler.stop()
  }
})

test('a worker behind a pooler that exchanges connections does not start, and says why in one sentence (FC-24)', async () => {
  const { database } = world
  const pooler = await startPgbouncer('transaction', [database.workerUrl])
  const settings = { STEWARD_WORKER_DATABASE_URL: pooler.through(database.workerUrl) }
  const { status, stderr } = await startWorker(world, { settings }).ended
  expect([status, stderr.trim().split('\n')]).toEqual([2, [expect.stringContaining('pool_mode = session')]])
  await pooler.stop()
})
