import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { operator } from '#lib/db/as-viewer'
import { requestRun as requestInWeb } from '#lib/domains/runs/mutations'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { joinOrRequestRun } from '#lib/inventory/collection/request-run'
import { openWorld } from '#lib/inventory/testing/collected-world'
import { startProcess } from '#lib/inventory/testing/killed-collection'

const WORLD = { seed: 3, accounts: 5, limits: 'aws' } as const
/** Asked again as often as a person who does not see it begin. */
const ASKED = 6

type Counted = { service: string; operation: string; outcome: string; calls: number }
type Collected = { calls: number; throttled: number; seconds: number; ofConfig: number }

/** One collection by so many workers, processes of their own, with AWS's limits at the other end. */
async function collectWith(workers: number): Promise<Collected> {
  const world = await openWorld(WORLD)
  const pace = { STEWARD_AWS_PACE: 'aws', STEWARD_REGIONS: 'eu-central-1,us-east-1' }
  const children = Array.from({ length: workers }, () => startProcess(world, ['worker'], pace))
  const ended = children.map((child) => once(child, 'exit'))
  for (const child of children) for (const said of [child.stdout, child.stderr]) said?.resume()
  try {
    const pool = world.database.worker
    const first = await joinOrRequestRun(pool, { trigger: 'command' })
    for (let turn = 1; turn < ASKED; turn++) {
      await wait(300)
      const again = await requestInWeb(operator, { sources: [], accountIds: [] })
      expect(again.runId).toBe(first.id)
    }
    const isOver = async () => !['requested', 'running'].includes((await summariseRun(pool, first.id)).status)
    while (!(await isOver())) await wait(500)
    const answer = await fetch(`${world.aws.simulator.endpoint}/_simulator/calls`)
    const { calls } = (await answer.json()) as { calls: Counted[] }
    const sum = (of: (call: Counted) => boolean) =>
      calls.filter(of).reduce((total, { calls: count }) => total + count, 0)
    const { durationMs } = await summariseRun(pool, first.id)
    return {
      calls: sum(() => true),
      throttled: sum(({ outcome }) => outcome === 'throttled'),
      seconds: durationMs / 1_000,
      ofConfig: sum(({ service, operation }) => service === 'config' && operation.includes('Aggregate')),
    }
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(ended)
    await world.close()
  }
}

test('two workers on one database collect with the calls of one, at the pace that AWS allows one', async () => {
  const one = await collectWith(1)
  const two = await collectWith(2)
  process.stderr.write(`${JSON.stringify({ one, two })}\n`)
  expect(two.throttled).toBeLessThanOrEqual(Math.max(one.throttled, 0.005 * two.calls))
  // Each worker proves once more whose credentials it has, and enters what it reads with a role of its own.
  expect(two.calls - two.throttled).toBeLessThanOrEqual(1.03 * (one.calls - one.throttled))
  expect(two.ofConfig / two.seconds).toBeLessThanOrEqual(5)
})
