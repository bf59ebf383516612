import { afterEach, expect, test } from 'vitest'
import { closeViewerDatabase } from '#lib/db/as-viewer'
import { type OwnServer, startOwnServer } from '#lib/db/testing/own-server'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { dropOneConnection } from '#lib/inventory/testing/dropped-connections'
import { expectOutlived } from '#lib/inventory/testing/outlived-disturbance'

const WORLD = { seed: 5, accounts: 4 }
const PATIENT = { timeoutMs: 10_000 }
const TIMES = 20

let own: OwnServer | undefined
let world: CollectedWorld | undefined
afterEach(async () => {
  await closeViewerDatabase()
  await world?.close()
  await own?.stop()
  own = undefined
  world = undefined
})

test('PostgreSQL killed 20 times under a worker that collects and people who decide: all goes on, nothing is lost (F57, I10)', async () => {
  own = await startOwnServer()
  world = await openWorld(WORLD, PATIENT, own.server)
  await expectOutlived(world, TIMES, own.crash)
})

test('20 connections dropped by chance under a worker and people who decide: all goes on, nothing is lost (F57)', async () => {
  const opened = await openWorld(WORLD, PATIENT)
  world = opened
  await expectOutlived(opened, TIMES, async () => {
    expect(await dropOneConnection(opened.database.admin)).toBe(1)
  })
})
