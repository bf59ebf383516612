import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { closeViewerDatabase, type Viewer } from '#lib/db/as-viewer'
import { outlivingDrops } from '#lib/db/outlive'
import { type OwnServer, startOwnServer } from '#lib/db/testing/own-server'
import { answerRequest } from '#lib/domains/recommendations/contract'
import { answerRecommendations } from '#lib/domains/recommendations/mutations'
import { sealHistory } from '#lib/history/seal-history'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { dropOneConnection, startWorker } from '#lib/inventory/testing/dropped-connections'
import { readState } from '#lib/inventory/testing/killed-collection'

const WORLD = { seed: 5, accounts: 4 }
const PATIENT = { timeoutMs: 10_000 }
const TIMES = 20
const ANN: Viewer = { personId: 'ann', name: 'Ann', role: 'ccoe', teamIds: [] }

let own: OwnServer | undefined
let world: CollectedWorld | undefined
afterEach(async () => {
  await closeViewerDatabase()
  await world?.close()
  await own?.stop()
  own = undefined
  world = undefined
})

/** Comments on what there is, one after the other, until told to stop. Answers with the notes that were accepted. */
function decide({ database }: CollectedWorld): { stop(): Promise<string[]> } {
  let stopped = false
  const accepted: string[] = []
  const run = (async () => {
    const { rows: items } = await database.admin.query(
      `SELECT account_id AS "accountId", id AS "recommendationId", version FROM recommendation
       WHERE stage = 'pending_response' ORDER BY 1, 2`,
    )
    for (let index = 0; !stopped; index++) {
      const note = randomUUID()
      const item = items[index % items.length]
      const answer = answerRequest.parse({ action: 'comment', note, items: [item], clientId: randomUUID() })
      // As a browser does: the same id again until there is an answer.
      const isAccepted = await outlivingDrops(() => answerRecommendations(ANN, answer)).then(
        () => true,
        () => false,
      )
      if (isAccepted) accepted.push(note)
      await wait(20)
    }
    return accepted
  })()
  return {
    stop: () => {
      stopped = true
      return run
    },
  }
}

async function expectHarmless(opened: CollectedWorld, disturb: () => Promise<unknown>): Promise<void> {
  const { admin, worker: pool } = opened.database
  await opened.collect()
  const undisturbed = await readState(opened.database)
  await admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('ann', 'ann@x.test', 'Ann', 'ccoe', now())`,
  )
  const { child, ended } = startWorker(opened, { limitMs: 1_500_000 })
  const deciding = decide(opened)
  try {
    for (let times = 0; times < TIMES; times++) {
      await outlivingDrops(() => requestRun(pool, { trigger: 'manual' }))
      await wait(500 + Math.random() * 4_000)
      await disturb()
      expect(child.exitCode, `after ${times + 1} times`).toBe(null)
    }
    const accepted = await deciding.stop()
    const runId = await outlivingDrops(() => requestRun(pool, { trigger: 'manual' }))
    const open = () => outlivingDrops(async () => (await summariseRun(pool, runId)).status)
    await expect.poll(open, { timeout: 120_000, interval: 500 }).toMatch(/^(complete|partial)$/)
    expect(await readState(opened.database)).toEqual(undisturbed)

    expect(accepted.length).toBeGreaterThan(TIMES)
    const { rows } = await admin.query<{ note: string; times: number }>(
      `SELECT entry->>'note' AS note, count(*)::int AS times FROM history WHERE entry->>'note' = ANY ($1) GROUP BY 1`,
      [accepted],
    )
    expect(rows.length).toBe(accepted.length)
    expect(rows.filter(({ times }) => times !== 1)).toEqual([])
    await sealHistory(pool)
    expect(child.exitCode).toBe(null)
  } finally {
    await deciding.stop()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ status: 0 })
  }
}

test('PostgreSQL killed 20 times under a worker that collects and people who decide: all goes on, nothing is lost (F57, I10)', async () => {
  own = await startOwnServer()
  world = await openWorld(WORLD, PATIENT, own.server)
  await expectHarmless(world, own.crash)
})

test('20 connections dropped by chance under a worker and people who decide: all goes on, nothing is lost (F57)', async () => {
  const opened = await openWorld(WORLD, PATIENT)
  world = opened
  await expectHarmless(opened, () => dropOneConnection(opened.database.admin))
})
