import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KnownAggregator } from '../../define-source.ts'
import { type Json, type SampledAws, sampleAws } from '../../testing/sampled-aws.ts'
import { configAggregator } from './aggregator.ts'
import { configCompliance } from './compliance.ts'

const HUB = '222233334444'
const PAYMENTS = '333344445555'
const ORGANISATION = { accountId: HUB, region: 'global' }

let aws: SampledAws
beforeEach(async () => {
  aws = await sampleAws(HUB)
})
afterEach(() => aws.close())

const place = { accountId: PAYMENTS, region: 'eu-central-1' }
const aggregator: KnownAggregator = {
  name: 'acme-org',
  region: null,
  isCovered: true,
  source: { status: 'SUCCEEDED', updatedAt: null, errorCode: null, errorMessage: null },
}

test('the aggregator and its sources are rows with all they say', async () => {
  const { reading, rows } = await aws.read(configAggregator, ORGANISATION)
  expect(reading.status).toBe('complete')
  expect(rows).toEqual([
    {
      kind: 'aggregator',
      name: 'acme-org',
      arn: 'arn:aws:config:eu-central-1:222233334444:config-aggregator/config-aggregator-7hq2lz9x',
      region: 'us-east-1',
      accountIds: null,
      regions: null,
    },
    {
      kind: 'source',
      accountId: PAYMENTS,
      region: 'eu-central-1',
      status: 'SUCCEEDED',
      updatedAt: '2026-11-20T23:10:00.000Z',
      errorCode: null,
      errorMessage: null,
    },
    {
      kind: 'source',
      accountId: '555566667777',
      region: 'eu-central-1',
      status: 'FAILED',
      updatedAt: '2026-11-20T23:11:00.000Z',
      errorCode: 'AuthorizationError',
      errorMessage: 'not authorized',
    },
  ])
})

test('rules and the resources that fail them are rows with all they say', async () => {
  ofThePlace()
  const { reading, rows } = await aws.read(configCompliance, place, { aggregator: async () => aggregator })
  expect(reading.status).toBe('complete')
  expect(rows).toEqual([
    {
      kind: 'rule',
      name: 'lambda-function-settings-check',
      compliance: 'NON_COMPLIANT',
      nonCompliant: 4,
      isCapped: false,
    },
    {
      kind: 'evaluation',
      ruleName: 'lambda-function-settings-check',
      resourceType: 'AWS::Lambda::Function',
      resourceId: 'payments-refund',
      compliance: 'NON_COMPLIANT',
      annotation: 'runtime python3.9 is not in the allowed list',
      orderedAt: '2026-11-20T22:00:00.000Z',
    },
  ])
})

test('T17 what the aggregator says of another account than was asked is refused', async () => {
  const { reading } = await aws.read(configCompliance, place, { aggregator: async () => aggregator })
  expect(reading).toMatchObject({ status: 'failed', cause: { code: 'IDENTITY_MISMATCH' } })
})

test.each<[string, KnownAggregator | null, object]>([
  ['was never read', null, { status: 'skipped', cause: { code: 'DEPENDENCY' } }],
  [
    'is not there',
    { name: null, region: null, isCovered: true, source: null },
    { status: 'disabled', cause: { code: 'NO_AGGREGATOR' } },
  ],
  [
    'draws nothing from there',
    { name: 'acme-org', region: null, isCovered: true, source: null },
    { status: 'disabled', cause: { code: 'NOT_RECORDED' } },
  ],
  ['failed there', withStatus('FAILED'), { status: 'failed', cause: { code: 'AGGREGATOR_SOURCE' } }],
  ['is outdated there', withStatus('OUTDATED'), { status: 'partial', cause: { code: 'AGGREGATOR_STALE' } }],
  ['is in a state nobody knows (F27)', withStatus('RESTING'), { status: 'complete' }],
])('F24 the state of a place whose aggregator %s', async (_, known, expected) => {
  ofThePlace()
  const { reading } = await aws.read(configCompliance, place, { aggregator: async () => known })
  expect(reading).toMatchObject(expected)
  if (known?.source?.status === 'FAILED' && 'cause' in reading) {
    expect(reading.cause?.message).toContain('AuthorizationError: not authorized')
  }
})

function withStatus(status: string): KnownAggregator {
  const source = {
    status,
    updatedAt: new Date('2026-11-01T08:00:00Z'),
    errorCode: 'AuthorizationError',
    errorMessage: 'not authorized',
  }
  return { name: 'acme-org', region: null, isCovered: true, source }
}

/** The sample's list is of two accounts, as without filters. */
function ofThePlace(): void {
  const list = 'AggregateComplianceByConfigRules'
  aws.answers.set('DescribeAggregateComplianceByConfigRules', (sampled) => ({
    ...sampled,
    [list]: (sampled[list] as Json[]).filter(({ AccountId }) => AccountId === PAYMENTS),
  }))
}
