import {
  DescribeTrustedAdvisorCheckResultCommand,
  DescribeTrustedAdvisorCheckSummariesCommand,
  DescribeTrustedAdvisorChecksCommand,
  SupportClient,
  type TrustedAdvisorCheckDescription,
  type TrustedAdvisorCheckSummary,
  type TrustedAdvisorResourceDetail,
} from '@aws-sdk/client-support'
import { partitionAt } from '#lib/catalogue/partitions'
import { DAY_MS } from '#lib/core/time'
import { MissingFieldError, required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { ShortfallError } from '../../aws/call-error.ts'
import { defineSource } from '../../define-source.ts'
import { inOrder } from '../../in-order.ts'
import { instantOrNull } from '../../instant.ts'

type Flagged = {
  checkId: string
  /** Whether AWS says what the cells of the check's resources mean. Some checks have none, such as that of the root account. */
  hasColumns: boolean
  resource: TrustedAdvisorResourceDetail
}

/** What a check is, and what came of it: AWS may lack words for the one or have nothing of the other. */
type Check = {
  checkId: string | undefined
  check: TrustedAdvisorCheckDescription | null
  summary: TrustedAdvisorCheckSummary | null
}

type Item = Check | Flagged

export const trustedAdvisorChecks = defineSource({
  id: 'trustedadvisor.checks',
  describes: 'Every Trusted Advisor check with its result, and the resources it flags.',
  scopedTo: 'account',
  // The only endpoint of Support that serves Trusted Advisor, one in each partition.
  askedIn: (hubRegion) => partitionAt(hubRegion).supportRegion,
  actions: [
    'support:DescribeTrustedAdvisorChecks',
    'support:DescribeTrustedAdvisorCheckSummaries',
    'support:DescribeTrustedAdvisorCheckResult',
  ],
  refreshEveryMs: DAY_MS,
  bucket: 'support.trusted-advisor',
  table: 'trustedAdvisor',

  async *collect(aws): AsyncIterable<Item> {
    const { checks } = await aws.call(SupportClient, new DescribeTrustedAdvisorChecksCommand({ language: 'en' }))
    const listed = required(checks, 'checks')
    const summaries = await summariesOf(
      aws,
      listed.flatMap(({ id }) => id ?? []),
    )
    // Whose a summary is that does not say so, nobody knows.
    const isAnyLost = summaries.some(({ checkId }) => checkId === undefined)
    for (const check of listed) {
      const summary = summaries.find(({ checkId }) => checkId === check.id) ?? null
      if (summary !== null || !isAnyLost) yield { checkId: check.id, check, summary }
    }
    for (const summary of summaries) {
      const { checkId } = summary
      if (!listed.some(({ id }) => id === checkId)) yield { checkId, check: null, summary }
    }
    const withColumns = new Set(listed.filter(({ metadata }) => (metadata ?? []).length > 0).map(({ id }) => id))
    const flagged = summaries.filter(hasFlagged).flatMap(({ checkId }) => checkId ?? [])
    yield* inOrder(flagged, (checkId) => flaggedBy(aws, checkId, withColumns.has(checkId)))
  },

  normalise: (item) => ('check' in item ? checkRow(item) : resourceRow(item)),

  usual: (item) => {
    if ('check' in item) return { status: item.summary === null ? NOT_AVAILABLE : item.summary.status }
    const { status, metadata } = item.resource
    // Without its cells nobody knows what a resource is, unless its check has no columns: then AWS leaves them out.
    return item.hasColumns ? { status, metadata } : { status }
  },
})

/** AWS's own word for a check without a result. */
const NOT_AVAILABLE = 'not_available'

/** Ours: AWS names no limit, and answers with some 200 bytes for each. */
const SUMMARIES_AT_ONCE = 200

async function summariesOf(aws: AwsAccess, checkIds: readonly string[]): Promise<TrustedAdvisorCheckSummary[]> {
  const found: TrustedAdvisorCheckSummary[] = []
  for (let from = 0; from < checkIds.length; from += SUMMARIES_AT_ONCE) {
    const command = new DescribeTrustedAdvisorCheckSummariesCommand({
      checkIds: checkIds.slice(from, from + SUMMARIES_AT_ONCE),
    })
    const { summaries } = await aws.call(SupportClient, command)
    found.push(...required(summaries, 'summaries'))
  }
  return found
}

/** Suppressed resources are flagged ones that somebody has hidden, and are listed as well. */
const hasFlagged = ({ hasFlaggedResources, resourcesSummary }: TrustedAdvisorCheckSummary): boolean =>
  hasFlaggedResources === true ||
  (resourcesSummary?.resourcesFlagged ?? 0) > 0 ||
  (resourcesSummary?.resourcesSuppressed ?? 0) > 0

/** All that a check flags comes in one answer. One that cannot be told leaves the others readable. */
async function flaggedBy(aws: AwsAccess, checkId: string, hasColumns: boolean): Promise<Flagged[]> {
  try {
    const command = new DescribeTrustedAdvisorCheckResultCommand({ checkId, language: 'en' })
    const { result } = await aws.call(SupportClient, command)
    const resources: (TrustedAdvisorResourceDetail | null)[] = required(
      required(result, 'result').flaggedResources,
      'flaggedResources',
    )
    return resources.flatMap((resource) => (resource === null ? [] : [{ checkId, hasColumns, resource }]))
  } catch (error) {
    aws.passOver(error instanceof MissingFieldError ? withoutResult(checkId, error) : error)
    return []
  }
}

/** AWS has been seen to answer without any result. */
const withoutResult = (checkId: string, { field }: MissingFieldError): ShortfallError =>
  new ShortfallError(
    'MISSING_FIELD',
    `AWS answered for the check ${checkId} without ${field}. What was known of its resources is kept.`,
    'The next collection tries again.',
  )

function checkRow({ checkId: id, check, summary }: Check) {
  const { resourcesProcessed, resourcesFlagged, resourcesIgnored, resourcesSuppressed } =
    summary?.resourcesSummary ?? {}
  const checkId = required(id, 'checkId')
  const category = check?.category ?? 'unknown'
  const savings = summary?.categorySpecificSummary?.costOptimizing?.estimatedMonthlySavings ?? null
  return {
    kind: 'check' as const,
    checkId,
    name: check?.name ?? checkId,
    category,
    description: check?.description ?? null,
    columns: (check?.metadata ?? []).map((column) => column ?? ''),
    status: summary?.status ?? NOT_AVAILABLE,
    processed: resourcesProcessed ?? 0,
    flagged: resourcesFlagged ?? 0,
    ignored: resourcesIgnored ?? 0,
    suppressed: resourcesSuppressed ?? 0,
    // AWS says zero of checks that are not about money as well.
    monthlySavings: category === 'cost_optimizing' || savings !== 0 ? savings : null,
    refreshedAt: instantOrNull(summary?.timestamp),
  }
}

/** AWS leaves the Region out where a resource has none, or writes one of these in its place. */
const NO_REGION = ['', '-', 'global']

function regionOf({ region }: TrustedAdvisorResourceDetail): string | null {
  const name = region?.trim() ?? ''
  return NO_REGION.includes(name.toLowerCase()) ? null : name
}

function resourceRow({ checkId, resource }: Flagged) {
  return {
    kind: 'resource' as const,
    checkId,
    awsId: required(resource.resourceId, 'resourceId'),
    region: regionOf(resource),
    status: resource.status ?? 'unknown',
    isSuppressed: resource.isSuppressed ?? false,
    // Cells are null now and then.
    metadata: (resource.metadata ?? []).map((cell) => cell ?? null),
  }
}
