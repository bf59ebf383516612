import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '../../catalogue/lambda-runtimes.ts'
import type { RuntimeFacts } from '../lambda/deprecated-runtime.ts'
import { type FlaggedResource, judgeFlaggedResources } from './flagged-resources.ts'

const ACCOUNT = '333344445555'
const FACTS: RuntimeFacts = { runtimes: BUILT_IN_RUNTIMES.runtimes, today: '2026-11-21', noticeDays: 180 }
const REFUND = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:payments-refund`

/** As AWS answers for the check of old runtimes. */
const RUNTIME: FlaggedResource = {
  checkId: 'L4dfs2Q4C5',
  checkName: 'AWS Lambda Functions Using Deprecated Runtimes',
  category: 'security',
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
  awsId: '5xq0ZrP3mW0nE7vJt1sYk2cLb8dAfGhI4uOoQpRzTnM',
  region: 'eu-central-1',
  status: 'error',
  isSuppressed: false,
  metadata: ['Red', 'eu-central-1', `${REFUND}:$LATEST`, 'python3.9', '-340', '2025-12-15', '1842', null],
}

const BUCKET: FlaggedResource = {
  checkId: 'Pfx0RwqBli',
  checkName: 'Amazon S3 Bucket Permissions',
  category: 'security',
  columns: ['Region Name', 'Region API Parameter', 'Bucket Name', 'Status'],
  awsId: 'vL3eZkqQ8',
  region: 'eu-west-1',
  status: 'warning',
  isSuppressed: false,
  metadata: ['Ireland', 'eu-west-1', 'logs', 'Yellow'],
}

const judge = (...flagged: FlaggedResource[]) => judgeFlaggedResources(ACCOUNT, flagged, FACTS)

/** The same resource as another row of the check says it. */
function withCells(flagged: FlaggedResource, cells: Record<string, string | null>): FlaggedResource {
  const metadata = flagged.metadata.map((value, index) => {
    const column = flagged.columns[index] ?? ''
    return column in cells ? (cells[column] ?? null) : value
  })
  return { ...flagged, metadata }
}

describe('a function that Trusted Advisor flags for its runtime', () => {
  test('is the finding that Lambda’s own check has, with the dates of the catalogue', () => {
    expect(judge(RUNTIME).statements).toEqual([
      {
        checkId: 'lambda.deprecated-runtime',
        region: 'eu-central-1',
        resourceId: REFUND,
        resourceName: 'payments-refund',
        subject: 'lambda-runtime:python3.9',
        verdict: 'deprecated',
        severity: 'high',
        dueOn: '2027-02-01',
        use: 'unknown',
        details: { title: 'Python 3.9 (python3.9)', runtime: 'python3.9', qualifiers: ['$LATEST'] },
      },
    ])
  })

  test('is one finding however many of its versions are flagged, of the runtime that bites first', () => {
    const version = withCells(RUNTIME, { 'Function ARN': `${REFUND}:7`, Runtime: 'nodejs22.x' })
    const other = withCells(RUNTIME, { 'Function ARN': `${REFUND}:3` })
    const [statement, ...rest] = judge({ ...version, status: 'warning' }, RUNTIME, other).statements
    expect(rest).toEqual([])
    expect(statement).toMatchObject({ subject: 'lambda-runtime:python3.9', details: { qualifiers: ['$LATEST', '3'] } })
  })

  test('is nothing to do while the catalogue says that the runtime is supported', () => {
    const supported = withCells(RUNTIME, { Runtime: 'nodejs24.x' })
    expect(judge({ ...supported, status: 'warning' })).toMatchObject({
      statements: [],
      silences: [{ resourceId: REFUND, because: 'catalogue' }],
    })
  })

  test('is believed to be deprecated where the catalogue does not know the runtime', () => {
    const unheard = withCells(RUNTIME, { Runtime: 'cobol85' })
    expect(judge(unheard).statements).toMatchObject([
      { verdict: 'deprecated', dueOn: null, subject: 'lambda-runtime:cobol85' },
    ])
  })

  test('is a resource of the check like any other where AWS leaves out its cells', () => {
    const bare = { ...RUNTIME, metadata: [] }
    expect(judge(bare).statements).toMatchObject([
      { checkId: 'trustedadvisor.L4dfs2Q4C5', resourceId: RUNTIME.awsId, region: 'eu-central-1', severity: 'high' },
    ])
  })
})

describe('any other resource that Trusted Advisor flags', () => {
  test('is a finding of its check, told by AWS’s id where no column is an ARN', () => {
    expect(judge(BUCKET).statements).toMatchObject([
      {
        checkId: 'trustedadvisor.Pfx0RwqBli',
        region: 'eu-west-1',
        resourceId: 'vL3eZkqQ8',
        subject: 'trusted-advisor:Pfx0RwqBli',
        verdict: 'warning',
        severity: 'medium',
        dueOn: null,
        use: 'unknown',
        details: { title: 'Amazon S3 Bucket Permissions' },
      },
    ])
  })

  test('is told by its ARN where a column has one, whichever cells are empty', () => {
    const arn = 'arn:aws:s3:::logs'
    const [statement] = judge({ ...BUCKET, metadata: [null, null, arn, 'Yellow'] }).statements
    expect(statement).toMatchObject({ resourceId: arn, resourceName: 'logs' })
  })

  test.each([
    ['error', 'security', 'high'],
    ['warning', 'fault_tolerance', 'medium'],
    ['error', 'cost_optimizing', 'low'],
    ['warning', 'cost_optimizing', 'low'],
  ])('that is %s in %s is %s', (status, category, severity) => {
    expect(judge({ ...BUCKET, status, category }).statements).toMatchObject([{ severity }])
  })

  test('belongs to no Region where AWS names none', () => {
    expect(judge({ ...BUCKET, region: null }).statements).toMatchObject([{ region: 'global' }])
  })

  test('says nothing while it is suppressed, and that it is', () => {
    const { statements, silences } = judge({ ...BUCKET, isSuppressed: true })
    expect(statements).toEqual([])
    expect(silences).toMatchObject([{ resourceId: 'vL3eZkqQ8', because: 'suppressed' }])
  })

  test.each(['ok', 'not_available', 'ready'])('says nothing while its status is %s', (status) => {
    expect(judge({ ...BUCKET, status })).toEqual({ statements: [], silences: [] })
  })
})

test('the order in which AWS names resources changes nothing', () => {
  const rows = [RUNTIME, withCells(RUNTIME, { 'Function ARN': `${REFUND}:7`, Runtime: 'java8' }), BUCKET]
  const sorted = (said: ReturnType<typeof judge>) =>
    said.statements.toSorted((a, b) => (a.resourceId < b.resourceId ? -1 : 1))
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(sorted(judge(...shuffled))).toEqual(sorted(judge(...rows)))
    }),
  )
})
