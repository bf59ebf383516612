/** What AWS Health says that is still to be done in one account, from its scheduled changes. Pure. */
import { findRuntimeByTitle } from '../../catalogue/lambda-runtime-names.ts'
import { findArnParts } from '../../core/arn.ts'
import { compareText } from '../../core/compare-text.ts'
import { changeIdOf, changeKeyOf, DEPRECATED_VERSIONS } from '../../core/health-change.ts'
import { type Day, dayOf, daysBetween } from '../../core/time.ts'
import { findFunctionOfArn, judgeClaims, type RuntimeClaim } from '../lambda/claimed-runtime.ts'
import { deprecatedRuntime, type RuntimeFacts, runtimeSubject } from '../lambda/deprecated-runtime.ts'
import type { Severity } from '../lambda/severity.ts'
import { findingIdOf, HEALTH_CHECK, onePerFinding, type Said, type Silence, type Statement } from '../statement.ts'
import { deadlineOf, type EntityCounts, type EventStatus, eventStatus, VERDICT_OF_STATUS } from './event-status.ts'

export type ScheduledChange = {
  id: string
  service: string
  typeCode: string
  region: string
  startsAt: Date | null
  endsAt: Date | null
  awsStatus: string | null
  actionability: string | null
  metadata: Readonly<Record<string, string>>
  changeId: string
  withdrawnAt: Date | null
  unlistedAt: Date | null
  /** When it started as it was first seen: what tells changes without a version apart, wherever AWS moves them. */
  firstStartsAt: Date | null
  /** Over all accounts. */
  counts: EntityCounts
}

/** A resource that the change names in the account, or `AWS_ACCOUNT` where it names none. */
export type ChangedResource = { change: ScheduledChange; value: string; status: string | null }

/** AWS's word for an account as a whole. */
export const ACCOUNT_AS_RESOURCE = 'AWS_ACCOUNT'
const RESOLVED = 'RESOLVED'
const INFORMATIONAL = 'INFORMATIONAL'
const LAMBDA_LIFECYCLE = 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT'
/** Days before a change from which it is high. */
const HIGH_DAYS = 30

export type HealthFacts = RuntimeFacts & {
  now: Date
  /** What a change is called for a person. */
  titleOf: (change: { service: string; typeCode: string; versions: string | null }) => string
}

type Identified = Pick<ScheduledChange, 'typeCode' | 'metadata' | 'changeId' | 'firstStartsAt'>

/** A change keeps its name: where its metadata no longer lead to it, it is told by the day it was announced for, or its id. */
export function healthSubject({ typeCode, metadata, changeId, firstStartsAt }: Identified): string {
  const candidates = [
    { metadata, firstStartsAt },
    { metadata: {}, firstStartsAt },
  ]
  const same = candidates.find((candidate) => changeIdOf(typeCode, candidate) === changeId)
  return `health:${typeCode}/${same ? changeKeyOf(same) : changeId}`
}

const startOf = ({ startsAt }: ScheduledChange): Day | null => startsAt && dayOf(startsAt)

/** What goes on is as urgent as what begins today. */
export function severityOfChange(change: ScheduledChange, status: EventStatus, today: Day): Severity {
  if (change.actionability === INFORMATIONAL) return 'info'
  if (status === 'overdue') return 'critical'
  if (status === 'unknown') return 'medium'
  const startsOn = startOf(change)
  return startsOn !== null && daysBetween(today, startsOn) <= HIGH_DAYS ? 'high' : 'medium'
}

/** The end of an ARN, where that is what it is. */
function nameOf(accountId: string, value: string): string {
  if (value === ACCOUNT_AS_RESOURCE) return accountId
  const resource = findArnParts(value)?.resource
  return resource?.split(/[/:]/).at(-1) || value
}

function statementOf(
  accountId: string,
  { change, value, status: entityStatus }: ChangedResource,
  { today, now, titleOf }: HealthFacts,
): Statement {
  const status = eventStatus(change, change.counts, now)
  const { id, changeId, service, typeCode, region, startsAt, endsAt, actionability } = change
  return {
    checkId: HEALTH_CHECK,
    region,
    resourceId: value,
    resourceName: nameOf(accountId, value),
    subject: healthSubject(change),
    // The same word that the event itself has wherever it is listed.
    verdict: verdictOf(status),
    severity: severityOfChange(change, status, today),
    dueOn: deadlineOf(change, change.counts, now),
    use: 'unknown',
    details: {
      title: titleOf({ service, typeCode, versions: change.metadata[DEPRECATED_VERSIONS] ?? null }),
      eventId: id,
      changeId,
      service,
      typeCode,
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
      entityStatus,
      actionability,
    },
  }
}

/** A function that must leave its runtime: what the check for runtimes says as well, under the same finding. */
function runtimeClaimOf({ change, value }: ChangedResource, { runtimes, today }: HealthFacts): RuntimeClaim | null {
  if (change.typeCode !== LAMBDA_LIFECYCLE) return null
  const named = findFunctionOfArn(value)
  const startsOn = startOf(change)
  const runtime = findRuntimeByTitle(runtimes, change.metadata[DEPRECATED_VERSIONS] ?? '', startsOn)
  if (!named || !runtime) return null
  return {
    function: named,
    runtime: runtime.id,
    claims: startsOn !== null && startsOn <= today ? 'deprecated' : 'approaching',
  }
}

/** What is withdrawn is told from what was done: nobody fixed it. */
function withdrawnOf(accountId: string, resource: ChangedResource, facts: HealthFacts): Silence {
  const claim = runtimeClaimOf(resource, facts)
  const because = 'withdrawn'
  if (claim === null) return { ...statementOf(accountId, resource, facts), because }
  const { arn, region } = claim.function
  return {
    checkId: deprecatedRuntime.id,
    region,
    resourceId: arn,
    subject: runtimeSubject(claim.runtime),
    because,
  }
}

/** What is over or taken back is not stated. */
const verdictOf = (status: EventStatus): string =>
  status === 'completed' || status === 'withdrawn' ? status : VERDICT_OF_STATUS[status]

/** Of two announcements of one change the one that begins first; then anything that is stable. */
const compareByDate = (a: Statement, b: Statement): number =>
  compareText(String(a.details.startsAt ?? '9999-12-31'), String(b.details.startsAt ?? '9999-12-31')) ||
  compareText(String(a.details.eventId), String(b.details.eventId))

/** One statement a resource of every change that is neither over nor taken back, unless AWS says it is resolved. */
export function judgeScheduledChanges(
  accountId: string,
  resources: readonly ChangedResource[],
  facts: HealthFacts,
): Said {
  const statuses = new Map(
    [...new Set(resources.map(({ change }) => change))].map((change) => [
      change,
      eventStatus(change, change.counts, facts.now),
    ]),
  )
  const isOpen = ({ change, status }: ChangedResource) =>
    statuses.get(change) !== 'completed' && statuses.get(change) !== 'withdrawn' && status !== RESOLVED
  const open = resources.filter(isOpen)
  const claims = open.map((resource) => runtimeClaimOf(resource, facts))
  const aboutRuntimes = judgeClaims(
    claims.filter((claim) => claim !== null),
    facts,
  )
  const others = open.filter((_, index) => claims[index] === null)
  const statements = [
    ...aboutRuntimes.statements,
    ...onePerFinding(
      accountId,
      others.map((resource) => statementOf(accountId, resource, facts)),
      compareByDate,
    ),
  ]
  const said = new Set(statements.map((statement) => findingIdOf(accountId, statement)))
  const withdrawn = resources.filter(({ change }) => statuses.get(change) === 'withdrawn')
  const silences = [
    ...aboutRuntimes.silences,
    ...withdrawn.map((resource) => withdrawnOf(accountId, resource, facts)),
  ].filter((silence) => !said.has(findingIdOf(accountId, silence)))
  return { statements, silences }
}
