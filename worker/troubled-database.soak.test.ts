import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OwnServer, startOwnServer } from '#lib/db/testing/own-server'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { databaseTroubles } from '#lib/inventory/testing/database-troubles'
import { startWorker, untilRead } from '#lib/inventory/testing/dropped-connections'
import { countRead, readState } from '#lib/inventory/testing/killed-collection'

const TROUBLED_MS = 8_000
const AFTER_SCOPES = 40

let own: OwnServer
let world: CollectedWorld
beforeEach(async () => {
  own = await startOwnServer()
  world = await openWorld({ seed: 5, accounts: 4 }, { timeoutMs: 10_000 }, own.server)
})
afterEach(async () => {
  await world.close()
  await own.stop()
})

test.each(Object.entries(databaseTroubles))(
  'while %s, a worker stays, and then reads what an undisturbed one reads (F60, F61, F62)',
  async (_, begin) => {
    const { worker: pool, admin } = world.database
    await world.collect()
    const undisturbed = await readState(world.database)
    const before = await countRead(admin)
    const first = await requestRun(pool, { trigger: 'manual' })
    const { child, ended } = startWorker(world, { limitMs: 600_000 })
    try {
      await untilRead(world, before + AFTER_SCOPES, child)
      const end = await begin(world.database)
      await wait(TROUBLED_MS)
      await end()
      const settled = (runId: string) => async () => (await summariseRun(pool, runId)).status
      await expect.poll(settled(first), { timeout: 240_000, interval: 500 }).not.toMatch(/^(requested|running)$/)
      const next = await requestRun(pool, { trigger: 'manual' })
      await expect.poll(settled(next), { timeout: 120_000, interval: 500 }).toMatch(/^(complete|partial)$/)
      expect(child.exitCode).toBe(null)
      expect(await readState(world.database)).toEqual(undisturbed)
    } finally {
      child.kill('SIGTERM')
      expect(await ended).toMatchObject({ status: 0 })
    }
  },
)
