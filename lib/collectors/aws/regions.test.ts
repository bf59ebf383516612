import { expect, test } from 'vitest'
import { DEFAULT_REGIONS } from '#lib/catalogue/regions'
import { expectedRegions } from './regions.ts'

const known = [
  { region: 'us-east-1', optStatus: 'ENABLED_BY_DEFAULT' },
  { region: 'me-south-1', optStatus: 'ENABLED' },
  { region: 'af-south-1', optStatus: 'DISABLED' },
  { region: 'ap-east-1', optStatus: 'ENABLING' },
  { region: 'ap-east-2', optStatus: 'DISABLING' },
]

test('every enabled Region of the account, and no other', () => {
  expect(expectedRegions(undefined, known)).toEqual({ read: ['me-south-1', 'us-east-1'], notEnabled: [] })
})

test.each([[null], [[]]])('without a list of the account, the Regions that every account has', (list) => {
  expect(expectedRegions(undefined, list)).toEqual({ read: [...DEFAULT_REGIONS], notEnabled: [] })
  expect(DEFAULT_REGIONS).toHaveLength(17)
})

test('F20 Regions of the settings that the account has not enabled are told apart, each once', () => {
  const regions = expectedRegions(['us-east-1', 'af-south-1', 'us-east-1'], known)
  expect(regions).toEqual({ read: ['us-east-1'], notEnabled: ['af-south-1'] })
})

test('Regions of the settings are all asked where the account has no list', () => {
  expect(expectedRegions(['us-east-1', 'af-south-1'], null)).toEqual({
    read: ['af-south-1', 'us-east-1'],
    notEnabled: [],
  })
})

test('F27 a Region in a state nobody knows is asked rather than left out', () => {
  const regions = expectedRegions(undefined, [{ region: 'me-south-1', optStatus: 'ENABLED_IN_PART' }])
  expect(regions.read).toEqual(['me-south-1'])
})
