import { expect, test } from 'vitest'
import { lowerBounds, type Recorded } from './lower-bound.ts'

const recorded: Recorded = {
  calls: 6_400,
  latencyMs: 50,
  inFlight: 64,
  collectorCpuMs: 2_000,
  allCpuMs: 6_000,
  longestListing: 4,
  paced: [{ bucket: 'organizations.list-tags', calls: 12 }],
}

const withPaced = (...paced: Recorded['paced']): Recorded => ({ ...recorded, paced })

test('the slowest of all bounds is the bound', () => {
  expect(lowerBounds(recorded, 2)[0]).toEqual({ because: 'latency × calls ÷ 64 in flight', ms: 5_000 })
  expect(lowerBounds({ ...recorded, allCpuMs: 20_000 }, 2)[0].ms).toBe(10_000)
  // 80 % of the published ten a second, and of the burst of fifteen ahead of it.
  expect(lowerBounds(withPaced({ bucket: 'organizations.list-tags', calls: 92 }), 2)[0]).toEqual({
    because: 'the pace of organizations.list-tags',
    ms: 10_000,
  })
})

test('an API without a published rate is paced by what the simulator allows', () => {
  const [largest] = lowerBounds(withPaced({ bucket: 'config.aggregator', calls: 310 }), 2)

  expect(largest).toEqual({ because: 'the pace of config.aggregator', ms: 60_000 })
})

test('calls within the burst cost no pace', () => {
  const paces = lowerBounds(recorded, 2).filter(({ because }) => because.startsWith('the pace'))

  expect(paces.map(({ ms }) => ms)).toEqual([0])
})
