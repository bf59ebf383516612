import { expect, test } from 'vitest'
import { DEFAULT_REGIONS } from '#lib/catalogue/regions'
import { allSources } from '../all-sources.ts'
import { accountScopes, type ExpectedAccount, organizationScopes } from './expected-scopes.ts'

const account: ExpectedAccount = {
  id: '333344445555',
  name: 'payments-prod',
  state: 'ACTIVE',
  regions: [
    { region: 'eu-central-1', optStatus: 'ENABLED_BY_DEFAULT' },
    { region: 'us-east-1', optStatus: 'ENABLED_BY_DEFAULT' },
    { region: 'me-south-1', optStatus: 'ENABLED' },
    { region: 'af-south-1', optStatus: 'DISABLED' },
    { region: 'ap-east-1', optStatus: 'ENABLING' },
  ],
}
const ofRegions = (scopes: ReturnType<typeof accountScopes>) => [...new Set(scopes.map(({ place }) => place.region))]

test('every source has a scope in the account, or in each enabled Region, and in no other', () => {
  const scopes = accountScopes(allSources, account, undefined)
  expect(ofRegions(scopes)).toEqual(['global', 'eu-central-1', 'me-south-1', 'us-east-1'])
  expect(scopes.every(({ settled }) => settled === null)).toBe(true)
  expect(scopes).toHaveLength(2 + 3 * 5)
})

test('without a list of Regions, those that every account has', () => {
  const scopes = accountScopes(allSources, { ...account, regions: null }, undefined)
  expect(ofRegions(scopes)).toEqual(['global', ...DEFAULT_REGIONS])
})

test('Regions of the settings that the account has not enabled are disabled without a call', () => {
  const scopes = accountScopes(allSources, account, ['us-east-1', 'af-south-1'])
  expect(ofRegions(scopes)).toEqual(['global', 'us-east-1', 'af-south-1'])
  const settled = scopes.filter(({ place }) => place.region === 'af-south-1').map(({ settled }) => settled)
  for (const reading of settled) expect(reading).toMatchObject({ status: 'disabled', cause: { code: 'REGION' } })
})

test('F27 a Region in a state nobody knows is asked rather than left out', () => {
  const regions = [{ region: 'me-south-1', optStatus: 'ENABLED_IN_PART' }]
  expect(ofRegions(accountScopes(allSources, { ...account, regions }, undefined))).toEqual(['global', 'me-south-1'])
})

test.each(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'PENDING_ACTIVATION'])(
  'F30 every scope of an account that is %s is skipped',
  (state) => {
    const scopes = accountScopes(allSources, { ...account, state }, undefined)
    expect(scopes.length).toBeGreaterThan(0)
    for (const { settled } of scopes)
      expect(settled).toMatchObject({ status: 'skipped', cause: { code: 'ACCOUNT_STATE' } })
  },
)

test('organisation-wide sources have one scope each, under the account that is asked', () => {
  expect(organizationScopes(allSources, '111122223333').map(({ source, place }) => [source.id, place])).toEqual([
    ['organization', { accountId: '111122223333', region: 'global' }],
    ['organization.tags', { accountId: '111122223333', region: 'global' }],
  ])
})
