import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Json, type SampledAws, sample, sampleAws } from '../../testing/sampled-aws.ts'
import { trustedAdvisorChecks } from './checks.ts'

const HUB = '222233334444'

let aws: SampledAws
beforeEach(async () => {
  aws = await sampleAws(HUB)
})
afterEach(() => aws.close())

const account = { accountId: HUB, region: 'global' }

test('checks with and without a result, and flagged resources, are rows with all they say', async () => {
  const { reading, rows } = await aws.read(trustedAdvisorChecks, account)
  expect(reading.status).toBe('complete')
  expect(rows).toHaveLength(4 + 1 + 2)
  expect(rows).toContainEqual({
    kind: 'check',
    checkId: 'L4dfs2Q4C5',
    name: 'AWS Lambda Functions Using Deprecated Runtimes',
    category: 'security',
    description: '<b>example</b> description with HTML<br>',
    columns: [
      'Status',
      'Region',
      'Function ARN',
      'Runtime',
      'Days to Deprecation',
      'Deprecation Date',
      'Average Daily Invokes',
      'Last Refresh Time',
    ],
    status: 'error',
    processed: 214,
    flagged: 2,
    ignored: 0,
    suppressed: 1,
    // The check is not about money, so the zero of the sample says nothing.
    monthlySavings: null,
    refreshedAt: '2026-11-20T21:33:10.000Z',
  })
  expect(rows).toContainEqual(
    expect.objectContaining({ checkId: 'gW7HH0l7J9', category: 'service_limits', status: 'not_available' }),
  )
  expect(rows).toContainEqual(
    expect.objectContaining({ checkId: '7DAFEmoDos', refreshedAt: '2026-11-20T20:10:00.000Z' }),
  )
  const { flaggedResources } = sample('support.DescribeTrustedAdvisorCheckResult').result as {
    flaggedResources: Json[]
  }
  const flagged = flaggedResources.map(({ resourceId, ...resource }) => ({
    kind: 'resource',
    checkId: 'L4dfs2Q4C5',
    awsId: resourceId,
    ...resource,
  }))
  expect(rows.filter((row) => 'kind' in row && row.kind === 'resource')).toEqual(flagged)
})

test.each<[string, Json, Json]>([
  ['a cell is null', { metadata: ['Red', null, 'x'] }, { status: 'complete', metadata: ['Red', null, 'x'] }],
  ['a status is new (F27)', { status: 'ready' }, { status: 'complete', flaggedStatus: 'ready' }],
  ['its cells are missing (F28)', { metadata: undefined }, { status: 'partial', metadata: [] }],
  ['its Region is missing', { region: undefined }, { status: 'complete', region: null }],
])('a flagged resource is kept when %s', async (_, changes, { status, flaggedStatus, ...expected }) => {
  changeFlagged((resource) => ({ ...resource, ...changes }))
  const { reading, rows } = await aws.read(trustedAdvisorChecks, account)
  expect(reading.status).toBe(status)
  expect(rows).toContainEqual(
    expect.objectContaining({ kind: 'resource', ...expected, ...(flaggedStatus ? { status: flaggedStatus } : {}) }),
  )
  expect(rows).toHaveLength(4 + 1 + 2)
})

test.each(['-', '', 'global', ' - '])('the Region %o is no Region', async (region) => {
  changeFlagged((resource) => ({ ...resource, region }))
  const { reading, rows } = await aws.read(trustedAdvisorChecks, account)
  expect(reading.status).toBe('complete')
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'resource', region: null }))
  expect(rows).not.toContainEqual(expect.objectContaining({ region }))
})

test.each<[string, Json[]]>([
  ['without columns', [{ id: 'L4dfs2Q4C5', name: 'MFA on Root Account', category: 'security', metadata: [] }]],
  ['whose columns are null', [{ id: 'L4dfs2Q4C5', name: 'MFA on Root Account', category: 'security', metadata: null }]],
  ['that is not listed', [{ id: 'Hs4Ma3G130', name: 'Another', category: 'security', metadata: ['Status'] }]],
])('the resource of a check %s needs neither cells nor a Region', async (_, checks) => {
  aws.answers.set('DescribeTrustedAdvisorChecks', () => ({ checks }))
  changeFlagged(() => ({
    status: 'error',
    resourceId: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU',
    isSuppressed: false,
  }))
  const { reading, rows } = await aws.read(trustedAdvisorChecks, account)
  expect(reading.status).toBe('complete')
  const flagged = { awsId: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU', region: null, status: 'error', metadata: [] }
  expect(rows).toContainEqual(expect.objectContaining(flagged))
})

test('nothing is taken for a resource where AWS lists null', async () => {
  changeFlagged(() => null)
  const { reading, rows } = await aws.read(trustedAdvisorChecks, account)
  expect([reading.status, rows.length]).toEqual(['complete', 4 + 1 + 1])
})

test('a result that is not there leaves the checks readable, and nothing of it gone', async () => {
  aws.answers.set('DescribeTrustedAdvisorCheckResult', () => ({ result: null }))
  const { reading, rows } = await aws.read(trustedAdvisorChecks, account)
  expect(reading).toMatchObject({ status: 'partial', cause: { code: 'MISSING_FIELD' } })
  expect(rows).toHaveLength(4 + 1)
})

test('F21 a plain denial names the permission and the support plan', async () => {
  const denied = { __type: 'AccessDeniedException', message: 'access denied' }
  aws.answers.set('DescribeTrustedAdvisorChecks', () => denied)
  const { reading } = await aws.read(trustedAdvisorChecks, account)
  expect(reading).toMatchObject({ status: 'denied', cause: { code: 'ACTION' } })
  const { remedy } = 'cause' in reading && reading.cause ? reading.cause : { remedy: '' }
  expect(remedy).toMatch(/steward policy.*support plan/s)
})

function changeFlagged(change: (resource: Json) => Json | null): void {
  aws.answers.set('DescribeTrustedAdvisorCheckResult', ({ result }) => {
    const { flaggedResources, ...rest } = result as { flaggedResources: Json[] }
    const [first = {}, ...others] = flaggedResources
    return { result: { ...rest, flaggedResources: [change(first), ...others] } }
  })
}
