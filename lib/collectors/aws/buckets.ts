/**
 * AWS's rate limits, as buckets that calls draw from. Where AWS publishes a rate we start at 80 % of it, since others in
 * the organisation call too; where it does not, pace.ts starts low and learns.
 */

/** Who shares one bucket: the whole organisation, one account, one account in one Region. */
export type SharedBy = 'organization' | 'account' | 'account-region'

export type PublishedRate = {
  perSecond: number
  burst: number
  source: string
  asOf: string
}

export type Bucket = { sharedBy: SharedBy; published: PublishedRate | null; note?: string }

const ORGANIZATIONS_QUOTAS = { source: 'AWS Organizations quotas page', asOf: '2026-10-01' }
const ACCOUNT_QUOTAS = { source: 'AWS Account Management quotas page', asOf: '2026-10-01' }
const LAMBDA_QUOTAS = { source: 'Lambda quotas page', asOf: '2026-10-01' }
const CLOUDWATCH_QUOTAS = { source: 'CloudWatch quotas page', asOf: '2026-10-01' }

// Of Organizations' two limits, per calling account and per organisation, the lower one is ours: we are one account.
export const BUCKETS = {
  'organizations.describe-organization': {
    sharedBy: 'organization',
    published: { perSecond: 1, burst: 2, ...ORGANIZATIONS_QUOTAS },
  },
  'organizations.list-roots': {
    sharedBy: 'organization',
    published: { perSecond: 1, burst: 2, ...ORGANIZATIONS_QUOTAS },
  },
  'organizations.list-accounts': {
    sharedBy: 'organization',
    published: { perSecond: 8, burst: 12, ...ORGANIZATIONS_QUOTAS },
  },
  'organizations.list-children': {
    sharedBy: 'organization',
    published: { perSecond: 5, burst: 8, ...ORGANIZATIONS_QUOTAS },
  },
  'organizations.list-tags': {
    sharedBy: 'organization',
    published: { perSecond: 10, burst: 15, ...ORGANIZATIONS_QUOTAS },
  },
  'account.list-regions': { sharedBy: 'account', published: { perSecond: 5, burst: 5, ...ACCOUNT_QUOTAS } },
  'account.alternate-contact': { sharedBy: 'account', published: { perSecond: 10, burst: 15, ...ACCOUNT_QUOTAS } },
  'lambda.control-plane': {
    sharedBy: 'account-region',
    published: { perSecond: 15, burst: 15, ...LAMBDA_QUOTAS },
    note: 'All control-plane calls of an account and Region together. AWS names no burst; one second of it is ours.',
  },
  'cloudwatch.metric-data': {
    sharedBy: 'account-region',
    published: { perSecond: 3.9, burst: 4, ...CLOUDWATCH_QUOTAS },
    note: 'AWS allows 500 calls/s and 396,000 data points/s older than three hours. A full call asks for 100,100 points, so the points are the limit.',
  },
  'tagging.get-resources': { sharedBy: 'account-region', published: null },
  'config.list-aggregators': {
    sharedBy: 'account-region',
    published: null,
    note: 'Every enabled Region of the account of the hub is asked once, where the first does not tell enough.',
  },
  'config.aggregator': {
    sharedBy: 'organization',
    published: null,
    note: 'All calls go to the one aggregator, in its account and Region.',
  },
  'health.organization': { sharedBy: 'organization', published: null },
  'support.trusted-advisor': { sharedBy: 'account', published: null },
  sts: {
    sharedBy: 'organization',
    published: { perSecond: 600, burst: 600, source: 'secondary sources that quote AWS', asOf: '2026-10-01' },
    note: 'Per calling account and Region: the hub is one caller.',
  },
} as const satisfies Record<string, Bucket>

export type BucketName = keyof typeof BUCKETS

/** The bucket of a source: one for all its calls, or one for each operation. */
export type BucketChoice = BucketName | Readonly<Record<string, BucketName>>

/** The bucket that a call of this operation draws from. An operation without one is a mistake in the declaration. */
export function bucketFor(choice: BucketChoice, operation: string): BucketName {
  if (typeof choice === 'string') return choice
  const name = choice[operation]
  if (name === undefined) throw new Error(`${operation} has no bucket in its source's declaration`)
  return name
}

/** What tells two buckets of one name apart. */
export function bucketKey(name: BucketName, place: { accountId: string; region: string }): string {
  const { sharedBy } = BUCKETS[name]
  if (sharedBy === 'organization') return name
  return sharedBy === 'account' ? `${name} ${place.accountId}` : `${name} ${place.accountId} ${place.region}`
}
