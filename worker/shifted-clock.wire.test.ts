import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR_MS } from '#lib/core/time'
import { hasLiveWorker } from '#lib/inventory/collection/carry-out'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { endLapsedRuns } from '#lib/inventory/collection/lease'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { startWorker } from '#lib/inventory/testing/dropped-connections'

let world: CollectedWorld
beforeEach(async () => {
  world = await openWorld({ seed: 5, accounts: 2 }, { timeoutMs: 10_000 })
})
afterEach(() => world.close())

/** A process whose clock is ahead by so much, and that jumps once. Durations of Node.js are of another clock. */
function shifted(aheadMs: number, jump: { byMs: number; afterMs: number }): Record<string, string> {
  const code = `const D=Date,t=performance.now.bind(performance),o=()=>${aheadMs}+(t()>${jump.afterMs}?${jump.byMs}:0);
    globalThis.Date=class extends D{constructor(...a){if(a.length)super(...a);else super(D.now()+o())}static now(){return D.now()+o()}}`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
}

test.each([
  ['three hours behind', -3 * HOUR_MS, 0],
  ['two hours ahead, and then set right', 2 * HOUR_MS, -2 * HOUR_MS],
])(
  'a worker whose clock is %s is seen, drives its runs and ends them (F73)',
  async (_, aheadMs, byMs) => {
    const { worker: pool } = world.database
    const { child, ended } = startWorker(world, { settings: shifted(aheadMs, { byMs, afterMs: 6_000 }) })
    try {
      // The second one is asked for after the jump, when nothing but what waits in the queue wakes the worker.
      for (let count = 0; count < 2; count++) {
        const runId = await requestRun(pool, { trigger: 'manual' })
        const giveUpAt = performance.now() + 40_000
        let status = 'requested'
        while (/^(requested|running)$/.test(status) && performance.now() < giveUpAt) {
          expect(await endLapsedRuns(pool, { sureAfterMs: 0 })).toBe(0)
          if (status === 'running') expect(await hasLiveWorker(pool)).toBe(true)
          await wait(100)
          status = (await summariseRun(pool, runId)).status
        }
        expect(status).toMatch(/^(complete|partial)$/)
      }
    } finally {
      child.kill('SIGTERM')
      expect(await ended).toMatchObject({ status: 0 })
    }
  },
  100_000,
)
