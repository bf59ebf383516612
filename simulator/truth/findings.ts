/** Functions with a version on a runtime that is deprecated or soon will be. */
import { type Day, daysBetween } from '#lib/core/time'
import type { FunctionTruth } from './estate.ts'
import type { VersionTruth } from './versions.ts'

const CRITICAL_DAYS = 30
const LATE = '9999-12-31'

const USE_ORDER = ['live', 'unknown', 'dormant']
const VERDICT_ORDER = ['deprecated', 'approaching']

export function findingOf({ account, region, lambda, origin, versions }: FunctionTruth, today: Day) {
  const [worst] = versions
    .filter(({ verdict }) => VERDICT_ORDER.includes(verdict))
    .map((version) => ({ version, rank: rankOf(version) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  if (!worst) return []
  const { verdict, use, dueOn, version } = worst.version
  return [
    {
      checkId: 'lambda.deprecated-runtime',
      accountId: account.id,
      region,
      resourceId: lambda.arn,
      status: 'open',
      severity: severityOf(worst.version, today),
      dueOn,
      sources: ['lambda.functions'],
      subject: `lambda-runtime:${version.runtime}`,
      verdict,
      use,
      origin,
    },
  ]
}

/** A text that sorts as what bites first: what is in use, then what is already past, then the nearest date. */
function rankOf({ use, verdict, dueOn, facts, version }: VersionTruth): string {
  const order = [USE_ORDER.indexOf(use), VERDICT_ORDER.indexOf(verdict)]
  return [...order, dueOn ?? LATE, facts?.deprecatedOn ?? LATE, version.runtime].join('|')
}

function severityOf({ use, verdict, dueOn }: VersionTruth, today: Day): string {
  if (use === 'dormant') return 'low'
  if (verdict === 'approaching') return 'medium'
  return dueOn !== null && daysBetween(today, dueOn) <= CRITICAL_DAYS ? 'critical' : 'high'
}
