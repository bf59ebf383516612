import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, test } from 'vitest'
import { closeViewerDatabase } from '#lib/db/as-viewer'
import { type OwnServer, startOwnServer } from '#lib/db/testing/own-server'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { databaseTroubles } from '#lib/inventory/testing/database-troubles'
import { expectOutlived } from '#lib/inventory/testing/outlived-disturbance'

/** The long form is in the soak tests beside this. */
const KILLS = 3
const TROUBLED_MS = 1_000

let own: OwnServer
let world: CollectedWorld
beforeEach(async () => {
  own = await startOwnServer()
  world = await openWorld({ seed: 5, accounts: 2 }, { timeoutMs: 10_000 }, own.server)
})
afterEach(async () => {
  await closeViewerDatabase()
  await world.close()
  await own.stop()
})

test('PostgreSQL killed three times at random under a worker and people who decide: all goes on, nothing is lost (F57)', async () => {
  await expectOutlived(world, KILLS, own.crash)
}, 150_000)

test('connections used up, a locked table, a full disk, a read-only database: a worker and people outlive them (F60–F62)', async () => {
  const troubles = Object.values(databaseTroubles)
  await expectOutlived(world, troubles.length, async () => {
    const end = await troubles.pop()?.(world.database)
    await wait(TROUBLED_MS)
    await end?.()
  })
}, 150_000)
