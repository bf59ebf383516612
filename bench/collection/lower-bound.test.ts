import { expect, test } from 'vitest'
import { lowerBounds, type Recorded } from './lower-bound.ts'

const recorded: Recorded = {
  calls: 6_400,
  latencyMs: 50,
  inFlight: 64,
  collectorCpuMs: 2_000,
  allCpuMs: 6_000,
  assumedRoles: 100,
  lambdaCallsMost: 10,
  longestListing: 4,
  tagCalls: 12,
}

test('the slowest of all bounds is the bound', () => {
  expect(lowerBounds(recorded, 2)[0]).toEqual({ because: 'latency × calls ÷ 64 in flight', ms: 5_000 })
  expect(lowerBounds({ ...recorded, tagCalls: 92 }, 2)[0]).toEqual({ because: 'the pace of account tags', ms: 10_000 })
  expect(lowerBounds({ ...recorded, allCpuMs: 20_000 }, 2)[0].ms).toBe(10_000)
})

test('calls within the burst cost no pace', () => {
  const paces = lowerBounds(recorded, 2).filter(({ because }) => because.startsWith('the pace'))

  expect(paces.map(({ ms }) => ms)).toEqual([0, 0, 0])
})
