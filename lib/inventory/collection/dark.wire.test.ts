/** What was read before and is dark now is a gap, whatever the reason. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exitStatusOf } from '../../../bin/collect.ts'
import type { FaultPlan } from '../../../simulator/faults.ts'
import { operator } from '../../db/as-viewer.ts'
import { getOverview } from '../../domains/overview/queries.ts'
import { type CollectedWorld, openWorld } from '../testing/collected-world.ts'

const SOURCES = ['organization', 'config.aggregator', 'config.compliance', 'health.events', 'trustedadvisor.checks']
const DARK: readonly [string, string, FaultPlan][] = [
  [
    'Config has no aggregator any more',
    'config.compliance',
    [{ service: 'config', operation: '*', effect: 'switchedOff' }],
  ],
  [
    'the organisation view of Health is off',
    'health.events',
    [{ service: 'health', operation: '*', effect: 'switchedOff' }],
  ],
  [
    'support plans have ended',
    'trustedadvisor.checks',
    [{ service: 'support', operation: '*', effect: 'notSubscribed' }],
  ],
]

let world: CollectedWorld
beforeAll(async () => {
  world = await openWorld(
    { seed: 2, accounts: 3 },
    { timeoutMs: 10_000, throttlePatienceMs: 300, faultPatienceMs: 300 },
  )
})
afterAll(() => world.close())

const scopesOf = async (source: string) =>
  (
    await world.database.admin.query<{ status: string; lost: boolean; known: boolean; message: string }>(
      `SELECT status, lost, last_complete_at IS NOT NULL AS known, message FROM scope WHERE expected AND source = $1`,
      [source],
    )
  ).rows

test('what could never be read is settled: it lies in the dark for nobody', async () => {
  await world.aws.plan(DARK.flatMap(([, , plan]) => plan))
  const first = await world.collect({ sources: SOURCES })
  expect([first.status, first.lost, exitStatusOf(first)]).toEqual(['complete', 0, 0])
})

test.each(DARK)(
  '%s: partial, exit status 3, in the gaps of the overview, with the day it was last read',
  async (_, source, plan) => {
    await world.aws.plan([])
    await world.collect({ sources: SOURCES })
    const bright = await scopesOf(source)
    expect(bright.some(({ status }) => status === 'complete')).toBe(true)
    expect(bright.filter(({ lost }) => lost)).toEqual([])

    await world.aws.plan(plan)
    const run = await world.collect({ sources: SOURCES })
    const dark = await scopesOf(source)
    const lost = dark.filter((scope) => scope.lost)
    expect(lost.length).toBe(dark.filter(({ status, known }) => known && status !== 'skipped').length)
    expect(lost.length).toBeGreaterThan(0)
    expect(lost[0]?.message).toMatch(/ It could be read until \d+ \w+ \d{4}; what was known then is kept/)
    expect([run.status, exitStatusOf(run)]).toEqual(['partial', 3])
    expect(run.lost).toBeGreaterThanOrEqual(lost.length)
    const { gaps } = (await getOverview(operator)).coverage
    expect(gaps.map(({ status }) => status)).toContain(lost[0]?.status)
  },
)
