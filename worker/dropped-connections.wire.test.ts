import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStallingProxy } from '#lib/db/testing/stalling-proxy'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { dropConnections, startCollecting, startWorker, untilRead } from '#lib/inventory/testing/dropped-connections'
import { readUndisturbedState } from '#lib/inventory/testing/expect-killed-is-harmless'
import { readState } from '#lib/inventory/testing/killed-collection'

const WORLD = { seed: 5, accounts: 4 }
const PATIENT = { timeoutMs: 10_000 }
/** Of all scopes: when the database drops every connection. */
const MOMENTS = [0.1, 0.4, 0.8]

let undisturbed: Awaited<ReturnType<typeof readUndisturbedState>>
let world: CollectedWorld

beforeAll(async () => {
  undisturbed = await readUndisturbedState()
})
beforeEach(async () => {
  world = await openWorld(WORLD, PATIENT)
})
afterEach(() => world.close())

test('a command that collects outlives every connection being dropped, three times, and reads everything', async () => {
  const { child, ended } = startCollecting(world)
  for (const moment of MOMENTS) {
    await untilRead(world, undisturbed.scopes * moment, child)
    expect(await dropConnections(world.database.admin)).toBeGreaterThan(0)
  }
  const { signal, stdout } = await ended
  expect([signal, JSON.parse(stdout).status]).toEqual([null, undisturbed.status])
  expect(await readState(world.database)).toEqual(undisturbed.state)
})

test('a worker outlives every connection being dropped, three times, and ends the run with everything read', async () => {
  const { admin, worker } = world.database
  const runId = await requestRun(worker, { trigger: 'manual' })
  const { child, ended } = startWorker(world)
  try {
    for (const moment of MOMENTS) {
      await untilRead(world, undisturbed.scopes * moment, child)
      expect(await dropConnections(admin)).toBeGreaterThan(0)
    }
    await expect
      .poll(async () => child.exitCode ?? (await summariseRun(worker, runId)).status, { timeout: 50_000 })
      .toBe(undisturbed.status)
    await wait(300)
    expect(child.exitCode).toBe(null)
    expect(await readState(world.database)).toEqual(undisturbed.state)
  } finally {
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ status: 0 })
  }
})

test.each([0, 1])(
  'a worker outlives its start with every other connection dropped (%i), and then works',
  async (odd) => {
    const { database } = world
    const proxy = await startStallingProxy(database.workerUrl)
    proxy.cutWhere((connection) => connection < 16 && connection % 2 === odd)
    const runId = await requestRun(database.worker, { trigger: 'manual', sources: ['organization'] })
    const { child, ended } = startWorker(world, {
      settings: { STEWARD_WORKER_DATABASE_URL: proxy.through(database.workerUrl) },
    })
    try {
      const outcome = async () => child.exitCode ?? (await summariseRun(database.worker, runId)).status
      await expect.poll(outcome, { timeout: 40_000 }).toBe('complete')
    } finally {
      child.kill('SIGTERM')
      expect(await ended).toMatchObject({ status: 0, stderr: expect.stringContaining('the worker is ready') })
      await proxy.close()
    }
  },
)
