/** Which aggregator is asked, and what it does not cover. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_REGIONS, OPT_IN_REGIONS } from '#lib/catalogue/regions'
import { useEnv } from '#lib/env'
import type { Known } from '../../define-source.ts'
import { type Json, refusal, type SampledAws, sampleAws } from '../../testing/sampled-aws.ts'
import { configAggregator } from './aggregator.ts'
import { configCompliance } from './compliance.ts'
import { coverageOf, covers } from './find-aggregator.ts'

const HUB = '222233334444'
const PAYMENTS = '333344445555'
const ORGANISATION = { accountId: HUB, region: 'global' }
/** The Region the hub is asked in. */
const HOME = 'us-east-1'

const REGIONS = ['eu-central-1', 'eu-west-1', HOME].map((region) => ({ region, optStatus: 'ENABLED_BY_DEFAULT' }))

let aws: SampledAws
/** What AWS was asked, as `Region operation`. */
let asked: string[]
let resetEnv = () => {}
beforeEach(async () => {
  resetEnv = useEnv({ awsRegion: HOME, configAggregator: undefined, configAggregatorRegion: undefined })
  aws = await sampleAws(HUB)
  asked = []
})
afterEach(async () => {
  await aws.close()
  resetEnv()
})

const ofOrganization = (ConfigurationAggregatorName: string, AwsRegions?: string[]): Json => ({
  ConfigurationAggregatorName,
  ConfigurationAggregatorArn: `arn:aws:config:x:${HUB}:config-aggregator/${ConfigurationAggregatorName}`,
  OrganizationAggregationSource: { RoleArn: 'r', ...(AwsRegions ? { AwsRegions } : { AllAwsRegions: true }) },
})
const ofAccounts = (ConfigurationAggregatorName: string, AccountIds: string[], AwsRegions?: string[]): Json => ({
  ConfigurationAggregatorName,
  ConfigurationAggregatorArn: `arn:aws:config:x:${HUB}:config-aggregator/${ConfigurationAggregatorName}`,
  AccountAggregationSources: [{ AccountIds, ...(AwsRegions ? { AwsRegions } : { AllAwsRegions: true }) }],
})

/** What each Region has. A text is the code of a refusal. */
function has(regions: Readonly<Record<string, readonly Json[] | Json>>): void {
  aws.answers.set('DescribeConfigurationAggregators', (_, { ConfigurationAggregatorNames: names }, region) => {
    asked.push(region)
    const there = regions[region] ?? []
    if (!Array.isArray(there)) return there as Json
    if (!Array.isArray(names)) return { ConfigurationAggregators: there }
    const named = there.filter(({ ConfigurationAggregatorName: name }) => names.includes(name))
    return named.length > 0
      ? { ConfigurationAggregators: named }
      : refusal('config.error-NoSuchConfigurationAggregator')
  })
}

async function read(known: Partial<Known> = {}) {
  const { reading, rows } = await aws.read(configAggregator, ORGANISATION, {
    accountIds: async () => [HUB, PAYMENTS, '555566667777'],
    regions: async () => REGIONS,
    ...known,
  })
  return { reading, found: rows.find((row) => 'kind' in row && row.kind === 'aggregator') }
}

test("one that covers everything in the hub's Region takes one call to find", async () => {
  has({ [HOME]: [ofOrganization('org')], 'eu-west-1': [ofOrganization('other')] })
  expect((await read()).found).toMatchObject({ name: 'org', region: HOME, accountIds: null, regions: null })
  expect(asked).toEqual([HOME])
})

test('one in another enabled Region is found, and what it draws from is asked for there', async () => {
  has({ 'eu-central-1': [ofOrganization('org')] })
  aws.answers.set('DescribeConfigurationAggregatorSourcesStatus', (sampled, _, region) => {
    asked.push(`sources ${region}`)
    return sampled
  })
  const { reading, found } = await read()
  expect(reading.status).toBe('complete')
  expect(found).toMatchObject({ name: 'org', region: 'eu-central-1' })
  expect(asked).toContain('sources eu-central-1')
  expect(asked.filter((region) => region === 'eu-central-1')).toHaveLength(1)
})

test('compliance is asked for in the Region of the aggregator, and trouble there is named by it', async () => {
  aws.answers.set('DescribeAggregateComplianceByConfigRules', (_sampled, _asked, region) => {
    asked.push(region)
    return { __type: 'AccessDeniedException', message: 'no' }
  })
  const source = { status: 'SUCCEEDED', updatedAt: null, errorCode: null, errorMessage: null }
  const aggregator = { name: 'org', region: 'eu-central-1', isCovered: true, source }
  const place = { accountId: PAYMENTS, region: 'ap-south-1' }
  const { reading } = await aws.read(configCompliance, place, { aggregator: async () => aggregator })
  expect(asked).toEqual(['eu-central-1'])
  expect(reading).toMatchObject({ status: 'denied' })
  if (!('cause' in reading)) throw new Error('it was read')
  expect(reading.cause?.message).toContain('eu-central-1 about account 333344445555, ap-south-1')
})

test('where it was found last is asked first', async () => {
  has({ 'eu-central-1': [ofOrganization('org')] })
  const last = { name: 'org', region: 'eu-central-1', isCovered: true, source: null }
  expect((await read({ aggregator: async () => last })).found).toMatchObject({ region: 'eu-central-1' })
  expect(asked).toEqual(['eu-central-1'])
})

describe('of several the one that covers most is asked, wherever it stands', () => {
  const everything = ofOrganization('everything')
  const oneRegion = ofOrganization('a-one-region', ['ap-south-1'])
  const twoRegions = ofOrganization('two-regions', ['eu-west-1', 'us-east-1'])
  const oneAccount = ofAccounts('a-one-account', [PAYMENTS])
  const threeAccounts = ofAccounts('three-accounts', [HUB, PAYMENTS, '555566667777'])

  test.each<[string, Record<string, Json[]>, string]>([
    ['the first listed covers one Region', { [HOME]: [oneRegion, everything] }, 'everything'],
    ['the better one is in another Region', { [HOME]: [oneRegion], 'eu-west-1': [everything] }, 'everything'],
    ['two Regions before one that is not read', { [HOME]: [oneRegion], 'eu-west-1': [twoRegions] }, 'two-regions'],
    ['all accounts before one', { [HOME]: [oneAccount], 'eu-west-1': [threeAccounts] }, 'three-accounts'],
    ['all accounts by name before one Region', { [HOME]: [oneRegion, threeAccounts] }, 'three-accounts'],
    ['only one account there is', { 'eu-west-1': [oneAccount] }, 'a-one-account'],
  ])('%s', async (_, regions, expected) => {
    has(regions)
    expect((await read()).found).toMatchObject({ name: expected })
  })

  test('whatever the order in which AWS lists them', async () => {
    const all = [everything, oneRegion, twoRegions, oneAccount, threeAccounts]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.integer({ min: 0, max: all.length }),
        async (order, cut) => {
          has({ [HOME]: order.slice(0, cut), 'eu-central-1': order.slice(cut) })
          expect((await read()).found).toMatchObject({ name: 'everything' })
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('settings decide', () => {
  test('a Region that is named is the only one asked', async () => {
    resetEnv()
    resetEnv = useEnv({ configAggregatorRegion: 'eu-west-1' })
    has({ 'eu-west-1': [ofOrganization('narrow', ['eu-west-1'])], [HOME]: [ofOrganization('org')] })
    expect((await read()).found).toMatchObject({ name: 'narrow', region: 'eu-west-1' })
    expect(new Set(asked)).toEqual(new Set(['eu-west-1']))
  })

  test('an aggregator that is named is found in any Region', async () => {
    resetEnv()
    resetEnv = useEnv({ awsRegion: HOME, configAggregator: 'mine' })
    has({ [HOME]: [ofOrganization('org')], 'eu-west-1': [ofAccounts('mine', [PAYMENTS], ['eu-west-1'])] })
    expect((await read()).found).toMatchObject({ name: 'mine', accountIds: [PAYMENTS], regions: ['eu-west-1'] })
  })

  test('an aggregator that is named and not there is a mistake, not a settled answer', async () => {
    resetEnv()
    resetEnv = useEnv({ awsRegion: HOME, configAggregator: 'mine' })
    has({ [HOME]: [ofOrganization('org')] })
    const { reading } = await read()
    expect(reading).toMatchObject({ status: 'failed', cause: { code: 'NO_AGGREGATOR' } })
    if ('cause' in reading) expect(reading.cause?.remedy).toContain('STEWARD_CONFIG_AGGREGATOR')
  })
})

describe('none found', () => {
  const NOT_KNOWN_THERE = { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' }
  const NOT_THERE = { status: 'disabled', cause: { code: 'NO_AGGREGATOR' } }

  test('in any enabled Region is an answer that says where it was looked', async () => {
    has({})
    const { reading } = await read()
    expect(reading).toMatchObject(NOT_THERE)
    expect(asked.toSorted()).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1'])
    if ('cause' in reading) expect(reading.cause?.message).toContain('none of 3 Regions')
  })

  test('where one Region could not be asked is a gap that names the Region', async () => {
    has({ 'eu-west-1': { __type: 'AccessDeniedException', message: 'not authorized' } })
    const { reading } = await read()
    expect(reading).toMatchObject({ status: 'denied', cause: { code: 'ACTION' } })
    if ('cause' in reading) expect(reading.cause?.message).toContain('eu-west-1')
  })

  test('before the list of Regions was read once, asks every Region there is', async () => {
    has({ 'il-central-1': [ofOrganization('org')], 'me-south-1': NOT_KNOWN_THERE })
    expect((await read({ regions: async () => [] })).found).toMatchObject({ region: 'il-central-1' })
    asked = []
    has({ 'me-south-1': NOT_KNOWN_THERE, 'il-central-1': NOT_KNOWN_THERE })
    expect((await read({ regions: async () => [] })).reading).toMatchObject(NOT_THERE)
    expect(asked.toSorted()).toEqual([...DEFAULT_REGIONS, ...OPT_IN_REGIONS].toSorted())
  })

  test('where a Region that is listed as enabled does not take the credentials is a gap', async () => {
    has({ 'eu-west-1': NOT_KNOWN_THERE })
    expect((await read()).reading).toMatchObject({ status: 'failed', cause: { code: 'CREDENTIALS' } })
  })

  test('where a Region that every account has does not take the credentials is a gap', async () => {
    has({ 'eu-west-1': NOT_KNOWN_THERE })
    expect((await read({ regions: async () => [] })).reading.status).toBe('failed')
  })

  test('where the organisation closes a Region is an answer that says so', async () => {
    const message = 'not authorized with an explicit deny in a service control policy'
    has({ 'eu-west-1': { __type: 'AccessDeniedException', message } })
    const { reading } = await read()
    expect(reading).toMatchObject(NOT_THERE)
    if ('cause' in reading) expect(reading.cause?.message).toContain('eu-west-1 closed by an organisation policy')
  })

  test('trouble in another Region does not stand in the way of one that is there', async () => {
    has({ 'eu-central-1': { __type: 'AccessDeniedException', message: 'no' }, 'eu-west-1': [ofOrganization('org')] })
    expect((await read()).found).toMatchObject({ name: 'org', region: 'eu-west-1' })
  })
})

describe('what an aggregator was not made for is a gap, what it finds nothing in is not', () => {
  const place = { accountId: PAYMENTS, region: 'ap-south-1' }

  test.each<[boolean, object]>([
    [true, { status: 'disabled', cause: { code: 'NOT_RECORDED' } }],
    [false, { status: 'failed', cause: { code: 'NOT_AGGREGATED' } }],
  ])('covered: %s', async (isCovered, expected) => {
    const known = { name: 'org', region: HOME, isCovered, source: null }
    expect((await aws.read(configCompliance, place, { aggregator: async () => known })).reading).toMatchObject(expected)
  })

  test('a place is covered by what names it, or by all', () => {
    const isCovered = (aggregator: Json) => covers(coverageOf(aggregator), place)
    expect(isCovered(ofOrganization('org'))).toBe(true)
    expect(isCovered(ofOrganization('org', ['ap-south-1']))).toBe(true)
    expect(isCovered(ofOrganization('org', ['eu-west-1']))).toBe(false)
    expect(isCovered(ofAccounts('some', [PAYMENTS]))).toBe(true)
    expect(isCovered(ofAccounts('some', [HUB]))).toBe(false)
    expect(isCovered(ofAccounts('some', [PAYMENTS], ['eu-west-1']))).toBe(false)
    // Neither a list nor all: AWS did not say what it draws from, and nothing is taken for covered.
    expect(isCovered({ OrganizationAggregationSource: { RoleArn: 'r' } })).toBe(false)
  })
})

test('an aggregator that is gone when it is asked for a place is a gap: it was listed before', async () => {
  aws.answers.set('DescribeAggregateComplianceByConfigRules', () =>
    refusal('config.error-NoSuchConfigurationAggregator'),
  )
  const source = { status: 'SUCCEEDED', updatedAt: null, errorCode: null, errorMessage: null }
  const aggregator = { name: 'acme-org', region: null, isCovered: true, source }
  const place = { accountId: PAYMENTS, region: 'eu-central-1' }
  expect((await aws.read(configCompliance, place, { aggregator: async () => aggregator })).reading).toMatchObject({
    status: 'failed',
    cause: { code: 'NO_AGGREGATOR' },
  })
})
