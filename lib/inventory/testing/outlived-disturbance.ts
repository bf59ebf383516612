/** For tests: a worker that collects and a person who decides while something goes wrong with the database, many times. */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Viewer } from '../../db/as-viewer.ts'
import { outlivingDrops } from '../../db/outlive.ts'
import { answerRequest } from '../../domains/recommendations/contract.ts'
import { answerRecommendations } from '../../domains/recommendations/mutations.ts'
import { sealHistory } from '../../history/seal-history.ts'
import { summariseRun } from '../collection/collect-inline.ts'
import { joinOrRequestRun, requestRun } from '../collection/request-run.ts'
import type { CollectedWorld } from './collected-world.ts'
import { startWorker } from './dropped-connections.ts'
import { readState } from './killed-collection.ts'

const ANN: Viewer = { personId: 'ann', name: 'Ann', role: 'ccoe', teamIds: [] }
/** A disturbance comes at a random moment after a collection was asked for. */
const CALM_MS = { least: 500, more: 4_000 }
/** The longest for what was asked for last, behind what was asked for before. */
const END_LIMIT_MS = 120_000

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

/**
 * Asks for a collection and disturbs, that many times. The worker must stay, a collection asked for after that must leave
 * what an undisturbed one leaves, and every decision that was accepted must be there once.
 */
export async function expectOutlived(
  world: CollectedWorld,
  times: number,
  disturb: () => Promise<unknown>,
): Promise<void> {
  const { admin, worker: pool } = world.database
  await world.collect()
  const undisturbed = await readState(world.database)
  await admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('ann', 'ann@x.test', 'Ann', 'ccoe', now())`,
  )
  const { child, ended } = startWorker(world, { limitMs: 1_500_000 })
  const deciding = decide(world)
  try {
    for (let count = 1; count <= times; count++) {
      await outlivingDrops(() => joinOrRequestRun(pool, { trigger: 'manual' }))
      await wait(CALM_MS.least + Math.random() * CALM_MS.more)
      await disturb()
      expect(child.exitCode, `after ${count} times`).toBe(null)
    }
    const accepted = await deciding.stop()
    const runId = await outlivingDrops(() => requestRun(pool, { trigger: 'manual' }))
    const open = () => outlivingDrops(async () => (await summariseRun(pool, runId)).status)
    await expect.poll(open, { timeout: END_LIMIT_MS, interval: 500 }).toMatch(/^(complete|partial)$/)
    expect(await readState(world.database)).toEqual(undisturbed)

    expect(accepted.length).toBeGreaterThan(times)
    const { rows } = await admin.query<{ note: string; times: number }>(
      `SELECT entry->>'note' AS note, count(*)::int AS times FROM history WHERE entry->>'note' = ANY ($1) GROUP BY 1`,
      [accepted],
    )
    expect(rows.length).toBe(accepted.length)
    expect(rows.filter(({ times: often }) => often !== 1)).toEqual([])
    await sealHistory(pool)
    expect(child.exitCode).toBe(null)
  } finally {
    await deciding.stop()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ status: 0 })
  }
}
