/** The rates that AWS publishes, as token buckets: `rate` a second, `burst` at once. */
import type { Call } from './services/service.ts'

type Bucket = { rate: number; burst: number }
type Level = { tokens: number; at: number }

export type Limits = {
  /** False when the call comes too soon. */
  admit(call: Call): boolean
}

/** Source: AWS Organizations quotas, per account. As of: 2026. */
const ORGANIZATIONS: Readonly<Record<string, Bucket>> = {
  DescribeOrganization: { rate: 1, burst: 2 },
  ListRoots: { rate: 1, burst: 2 },
  ListAccounts: { rate: 8, burst: 12 },
  ListAccountsForParent: { rate: 5, burst: 8 },
  ListOrganizationalUnitsForParent: { rate: 5, burst: 8 },
  ListTagsForResource: { rate: 10, burst: 15 },
}

/** Source: AWS Account Management quotas, per account. As of: 2026. */
const ACCOUNT: Readonly<Record<string, Bucket>> = {
  ListRegions: { rate: 5, burst: 5 },
  GetAlternateContact: { rate: 10, burst: 15 },
}

/** Lambda: all calls of the control plane together. CloudWatch: GetMetricData. Both per account and Region. */
const LAMBDA: Bucket = { rate: 15, burst: 15 }
const CLOUDWATCH: Bucket = { rate: 500, burst: 500 }
/** Per calling account and Region. */
const STS: Bucket = { rate: 600, burst: 600 }
/** Not published; ours. */
const TAGGING: Bucket = { rate: 15, burst: 15 }
const UNPUBLISHED: Bucket = { rate: 5, burst: 10 }

export function createLimits(kind: 'aws' | 'none', nowMs: () => number = () => performance.now()): Limits {
  if (kind === 'none') return { admit: () => true }
  const levels = new Map<string, Level>()
  return {
    admit(call) {
      const { name, bucket } = bucketOf(call)
      const at = nowMs()
      const last = levels.get(name) ?? { tokens: bucket.burst, at }
      const tokens = Math.min(bucket.burst, last.tokens + ((at - last.at) / 1_000) * bucket.rate)
      const isAdmitted = tokens >= 1
      levels.set(name, { tokens: isAdmitted ? tokens - 1 : tokens, at })
      return isAdmitted
    },
  }
}

function bucketOf({ service, operation, account, region }: Call): { name: string; bucket: Bucket } {
  switch (service) {
    case 'organizations':
      return { name: `organizations/${operation}`, bucket: ORGANIZATIONS[operation] ?? UNPUBLISHED }
    case 'account':
      return { name: `account/${account.id}/${operation}`, bucket: ACCOUNT[operation] ?? UNPUBLISHED }
    case 'lambda':
      return { name: `lambda/${account.id}/${region}`, bucket: LAMBDA }
    case 'cloudwatch':
      return { name: `cloudwatch/${account.id}/${region}`, bucket: CLOUDWATCH }
    case 'sts':
      return { name: `sts/${account.id}/${region}`, bucket: STS }
    case 'tagging':
      return { name: `tagging/${account.id}/${region}`, bucket: TAGGING }
    case 'config':
    case 'health':
    case 'support':
      return { name: `${service}/${account.id}`, bucket: UNPUBLISHED }
  }
}
