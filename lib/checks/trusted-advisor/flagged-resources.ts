/** What Trusted Advisor says of the resources it flags in one account. Pure. */
import { DEPRECATED_RUNTIMES_CHECK } from '../../catalogue/trusted-advisor-checks.ts'
import { findArnParts } from '../../core/arn.ts'
import { compareText } from '../../core/compare-text.ts'
import { findFunctionOfArn, judgeClaims, type RuntimeClaim } from '../lambda/claimed-runtime.ts'
import type { RuntimeFacts } from '../lambda/deprecated-runtime.ts'
import { deprecatedRuntime, runtimeSubject } from '../lambda/deprecated-runtime.ts'
import type { Severity } from '../lambda/severity.ts'
import { findingIdOf, onePerFinding, type Said, type Silence, type Statement } from '../statement.ts'

/** A flagged resource with what its check says of itself. */
export type FlaggedResource = {
  checkId: string
  checkName: string
  category: string
  /** Names of the columns that `metadata` has values for. */
  columns: readonly string[]
  awsId: string
  region: string | null
  status: string
  isSuppressed: boolean
  metadata: readonly (string | null)[]
}

/** Beside ok and not_available, which ask for nothing. A status that AWS adds says nothing that we could rank. */
const SPEAKING = ['error', 'warning']
const COST = 'cost_optimizing'
const NO_REGION = 'global'

export const trustedAdvisorCheckId = (awsCheckId: string): string => `trustedadvisor.${awsCheckId}`
export const trustedAdvisorSubject = (awsCheckId: string): string => `trusted-advisor:${awsCheckId}`

/** Money can wait; what is red cannot. */
export function severityOfFlagged(status: string, category: string): Severity {
  if (category === COST) return 'low'
  return status === 'error' ? 'high' : 'medium'
}

function columnOf({ columns, metadata }: FlaggedResource, name: string): string | null {
  const index = columns.findIndex((column) => column.toLowerCase() === name.toLowerCase())
  return index === -1 ? null : (metadata[index] ?? null)
}

/** What identifies the resource to a person: an ARN where a column has one, else AWS's opaque id. */
function resourceOf({ metadata, awsId }: FlaggedResource): { resourceId: string; resourceName: string } {
  const arn = metadata.find((value) => value !== null && findArnParts(value) !== null)
  if (!arn) return { resourceId: awsId, resourceName: awsId }
  const resource = findArnParts(arn)?.resource ?? arn
  return { resourceId: arn, resourceName: resource.split(/[/:]/).at(-1) || resource }
}

/** The check for functions on old runtimes, where it names function and runtime: then Lambda's own check says so too. */
function runtimeClaimOf(flagged: FlaggedResource): RuntimeClaim | null {
  if (flagged.checkId !== DEPRECATED_RUNTIMES_CHECK) return null
  const named = findFunctionOfArn(columnOf(flagged, 'Function ARN') ?? '')
  const runtime = columnOf(flagged, 'Runtime')
  if (!named || !runtime) return null
  return { function: named, runtime, claims: flagged.status === 'error' ? 'deprecated' : 'approaching' }
}

function statementOf(flagged: FlaggedResource): Statement {
  const { checkId, checkName, category, columns, region, status, metadata } = flagged
  return {
    checkId: trustedAdvisorCheckId(checkId),
    region: region || NO_REGION,
    ...resourceOf(flagged),
    subject: trustedAdvisorSubject(checkId),
    verdict: status,
    severity: severityOfFlagged(status, category),
    dueOn: null,
    use: 'unknown',
    details: { title: checkName || checkId, category, columns, metadata },
  }
}

function silenceOf(flagged: FlaggedResource): Silence {
  const claim = runtimeClaimOf(flagged)
  if (claim === null) return { ...statementOf(flagged), because: 'suppressed' }
  const { arn, region } = claim.function
  const key = { checkId: deprecatedRuntime.id, region, resourceId: arn, subject: runtimeSubject(claim.runtime) }
  return { ...key, because: 'suppressed' }
}

/** Red before yellow; then anything that is stable. */
const compareByStatus = (a: Statement, b: Statement): number =>
  compareText(a.verdict, b.verdict) || compareText(JSON.stringify(a.details), JSON.stringify(b.details))

/** One statement a resource that is flagged, not suppressed, and red or yellow. */
export function judgeFlaggedResources(
  accountId: string,
  flagged: readonly FlaggedResource[],
  facts: RuntimeFacts,
): Said {
  const speaking = flagged.filter(({ status }) => SPEAKING.includes(status))
  const shown = speaking.filter(({ isSuppressed }) => !isSuppressed)
  const claims = shown.map(runtimeClaimOf)
  const aboutRuntimes = judgeClaims(
    claims.filter((claim) => claim !== null),
    facts,
  )
  const others = shown.filter((_, index) => claims[index] === null).map(statementOf)
  const statements = [...aboutRuntimes.statements, ...onePerFinding(accountId, others, compareByStatus)]
  const said = new Set(statements.map((statement) => findingIdOf(accountId, statement)))
  const silences = [
    ...aboutRuntimes.silences,
    ...speaking.filter(({ isSuppressed }) => isSuppressed).map(silenceOf),
  ].filter((silence) => !said.has(findingIdOf(accountId, silence)))
  return { statements, silences }
}
