/** Values that AWS never gives, through recording and judging: none of them keeps what stands beside it from being stored. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rows, TableName } from '../collectors/rows.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { openAttempt, startRun } from './testing/recorded-scopes.ts'

const ACCOUNT = '111111111111'
const PLACE = { accountId: ACCOUNT, region: 'eu-central-1' }
const GLOBAL = { accountId: ACCOUNT, region: 'global' }
const AT = '2026-11-20T22:00:00.000Z'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** A megabyte that cannot be compressed: an index has no room for more than 2.7 KB. */
const LONG = randomBytes(750_000).toString('base64')

type Row = Rows[TableName]

const account = (id: string): Row => ({
  ...{ kind: 'account', id, arn: `arn:aws:organizations::1:account/o-1/${id}`, name: `account ${id}`, email: 'a@b.c' },
  ...{ state: 'ACTIVE', unitId: 'ou-1', joinedAt: AT, joinedMethod: 'CREATED' },
})
const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:${name}`

/** Rows by source and place, each made with a name of its own; sources come after those that they build on. */
const SOURCES: readonly (readonly [string, typeof PLACE, readonly ((name: string) => Row)[]])[] = [
  [
    'organization',
    GLOBAL,
    [
      () => ({ kind: 'organization', id: 'o-1', arn: 'arn', managementAccountId: ACCOUNT, featureSet: 'ALL' }),
      (name) => ({ kind: 'unit', id: `ou-${name}`, parentId: null, name }),
      () => account(ACCOUNT),
      (name) => account(name.padStart(12, '2').slice(0, 12)),
    ],
  ],
  ['organization.tags', GLOBAL, [() => ({ accountId: ACCOUNT, tags: { team: 'payments', [LONG]: 'x', Owner: LONG } })]],
  [
    'account.contacts',
    GLOBAL,
    [(name) => ({ kind: name, name: 'Ann', title: 'Head', email: 'ann@example.org', phone: '1' })],
  ],
  ['account.regions', GLOBAL, [(name) => ({ region: name, optStatus: 'ENABLED' })]],
  [
    'lambda.functions',
    PLACE,
    [
      (name) => ({
        ...{ functionName: name, version: '1', functionArn: arnOf(name), arn: `${arnOf(name)}:1`, packageType: 'Zip' },
        ...{ runtime: 'python3.9', codeBytes: 1, lastModifiedAt: AT, snapStart: false },
      }),
    ],
  ],
  ['lambda.aliases', PLACE, [(name) => ({ functionName: name, name: 'live', version: '1', weights: {} })]],
  ['lambda.provisioned-concurrency', PLACE, [(name) => ({ functionName: name, qualifier: '1', requested: 1 })]],
  [
    'lambda.invocations',
    PLACE,
    [(name) => ({ functionName: name, target: '1', state: 'seen', lastInvokedOn: '2026-11-20' })],
  ],
  ['tagging.resources', PLACE, [(name) => ({ arn: arnOf(name), tags: { team: 'payments' } })]],
  [
    'config.aggregator',
    GLOBAL,
    [
      () => ({ kind: 'aggregator', name: 'all', arn: 'arn', region: 'eu-central-1', accountIds: null, regions: null }),
      (name) => ({
        ...{ kind: 'source', accountId: ACCOUNT, region: name, status: 'SUCCEEDED', updatedAt: AT },
        ...{ errorCode: 'NONE', errorMessage: 'none' },
      }),
    ],
  ],
  [
    'config.compliance',
    PLACE,
    [
      (name) => ({ kind: 'rule', name, compliance: 'NON_COMPLIANT', nonCompliant: 1, isCapped: false }),
      (name) => ({
        ...{ kind: 'evaluation', ruleName: name, resourceType: 'AWS::S3::Bucket', resourceId: name },
        ...{ compliance: 'NON_COMPLIANT', annotation: 'public', orderedAt: AT },
      }),
    ],
  ],
  [
    'health.events',
    GLOBAL,
    [
      (name) => ({
        ...{ kind: 'event', arn: name, service: 'EKS', typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT' },
        ...{ category: 'scheduledChange', scopeCode: 'ACCOUNT_SPECIFIC', region: 'eu-central-1', startsAt: AT },
        ...{ endsAt: AT, lastUpdatedAt: AT, awsStatus: 'upcoming', actionability: 'ACTION_REQUIRED' },
        ...{ description: 'EKS 1.31', metadata: { deprecated_versions: '1.31', [LONG]: LONG } },
      }),
      (name) => ({ kind: 'account', eventArn: name, accountId: ACCOUNT, isNamed: true }),
      (name) => ({
        ...{ kind: 'entity', eventArn: name, accountId: ACCOUNT, value: name, status: 'PENDING', lastUpdatedAt: AT },
      }),
    ],
  ],
  [
    'trustedadvisor.checks',
    GLOBAL,
    [
      (name) => ({
        ...{ kind: 'check', checkId: name, name: 'MFA', category: 'security', description: 'd', columns: ['a', LONG] },
        ...{ status: 'error', processed: 1, flagged: 1, ignored: 0, suppressed: 0, monthlySavings: 1, refreshedAt: AT },
      }),
      (name) => ({
        ...{ kind: 'resource', checkId: name, awsId: 'a', region: 'eu-central-1', status: 'error' },
        ...{ isSuppressed: false, metadata: [`${arnOf(name)}${LONG}`, LONG] },
      }),
    ],
  ],
]

/** Tells kinds of rows apart, not values. */
const FIXED: readonly string[] = ['kind', 'accountId']

/** The row with one of its texts a megabyte long: once for each of them. */
function withLongTexts(make: (name: string) => Row): Row[] {
  const texts = Object.entries(make('x')).filter(([, value]) => typeof value === 'string')
  return texts
    .filter(([field]) => !FIXED.includes(field) && !isWritten(field))
    .map(([field]) => ({ ...make(`odd-${field}`), [field]: `${prefixOf(field)}${LONG}` }) as Row)
}

/** Instants and days were written by ourselves. */
const isWritten = (field: string): boolean => /(At|On)$/.test(field)
/** An ARN must still name its account. */
const prefixOf = (field: string): string => (/^(arn|functionArn)$/.test(field) ? arnOf('x') : '')

test.each(SOURCES)(
  '%s: no text is too long, wherever it stands (F37)',
  { timeout: 60_000 },
  async (id, place, makers) => {
    const [first] = makers
    const rows = makers.flatMap((make) => [...withLongTexts(make), make('good')])
    const attempt = await openAttempt(database.worker, await startRun(database.worker), id, place)
    expect(await attempt.record('complete', rows)).toBe('recorded')
    const { rows: scopes } = await database.admin.query('SELECT status, count FROM scope WHERE source = $1', [id])
    expect(scopes).toEqual([{ status: 'complete', count: expect.any(Number) }])
    expect(scopes[0]?.count).toBeGreaterThanOrEqual(first === undefined ? 1 : makers.length)
  },
)

const table = (name: string) =>
  database.admin.query<{ name: string }>(`SELECT function_name AS name FROM ${name} ORDER BY 1`)

test('a number that no column holds is refused with its row, and what is known of it stays', async () => {
  const place = { ...PLACE, region: 'eu-west-1' }
  const versionOf = (name: string, codeBytes: number): Row => ({
    ...{ functionName: name, version: '1', functionArn: arnOf(name), arn: `${arnOf(name)}:1`, packageType: 'Zip' },
    ...{ runtime: 'python3.9', codeBytes, lastModifiedAt: AT, snapStart: false },
  })
  const record = async (rows: Row[]) =>
    (await openAttempt(database.worker, await startRun(database.worker), 'lambda.functions', place)).record(
      'complete',
      rows,
    )
  await database.admin.query('TRUNCATE lambda_version')
  await record([versionOf('a', 1), versionOf('b', 1)])
  expect(await record([versionOf('a', 1e30), versionOf('b', 2), versionOf('c', 0.5)])).toBe('recorded')
  expect((await table('lambda_version')).rows).toEqual([{ name: 'a' }, { name: 'b' }])
})
