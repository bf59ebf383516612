/** What Health says that is still to be done: a statement for each resource of a change that is not over. */
import { type Day, dayOf, daysBetween } from '#lib/core/time'
import type { State } from '../state.ts'
import type { HealthEntity, HealthEvent } from '../world/health/health-event.ts'
import { runtimeOf } from '../world/health/lambda-lifecycle.ts'
import { changesOn, isDeadline, statusOf } from './changes.ts'
import { ofRuntimes, type RuntimeClaim, withoutQualifier } from './runtime-claims.ts'
import type { Statement } from './statements.ts'

const SOON_DAYS = 30

export function healthStatements(state: State): readonly Statement[] {
  const now = state.now()
  const today = dayOf(now)
  const open = changesOn(state).filter((event) => statusOf(event, now) !== 'completed')
  const [lambda, others] = [
    open.filter(({ service }) => service === 'LAMBDA'),
    open.filter(({ service }) => service !== 'LAMBDA'),
  ]
  const claims = lambda.flatMap((event) => event.entities.flatMap((entity) => claimOf(event, entity)))
  return [...ofRuntimes(claims, today), ...others.flatMap((event) => statementsOf(event, now))]
}

function claimOf(event: HealthEvent, { accountId, value, status }: HealthEntity): readonly RuntimeClaim[] {
  const runtime = runtimeOf(event)
  if (status === 'RESOLVED' || !runtime) return []
  return [{ source: 'health.events', accountId, region: event.region, functionArn: withoutQualifier(value), runtime }]
}

/** An account that is touched without a resource named is one itself. */
function statementsOf(event: HealthEvent, now: Date): readonly Statement[] {
  return event.accountIds.flatMap((accountId) => {
    const own = event.entities.filter((entity) => entity.accountId === accountId)
    const left = own.filter(({ status }) => status !== 'RESOLVED').map(({ value }) => value)
    const named = own.length === 0 ? ['AWS_ACCOUNT'] : left
    return named.map((value) => statementOf(event, accountId, value, now))
  })
}

const WORDS: Readonly<Record<string, string>> = { upcoming: 'approaching' }

/** What goes on has no day any more, but on the last day of a deadline that can still be missed. */
function statementOf(event: HealthEvent, accountId: string, resourceId: string, now: Date): Statement {
  const { typeCode, region, startsAt } = event
  const today = dayOf(now)
  const status = statusOf(event, now)
  const startsOn = startsAt && dayOf(startsAt)
  const isLastDay = isDeadline(event)
  const dueOn = status === 'ongoing' && !isLastDay ? null : startsOn
  return {
    ...{ source: 'health.events', checkId: 'health.scheduled-change', accountId, region, resourceId, dueOn },
    subject: `health:${typeCode}/${keyOf(event, startsOn)}`,
    verdict: WORDS[status] ?? status,
    severity: severityOf(event, startsOn, status === 'overdue', today),
    ...{ use: 'unknown', origin: null },
  }
}

function severityOf({ actionability }: HealthEvent, startsOn: Day | null, isLate: boolean, today: Day): string {
  if (actionability === 'INFORMATIONAL') return 'info'
  if (isLate) return 'critical'
  return startsOn !== null && daysBetween(today, startsOn) <= SOON_DAYS ? 'high' : 'medium'
}

/** What is changed, in words of a URL; where Health does not say, the day it starts. */
function keyOf({ metadata }: HealthEvent, startsOn: Day | null): string {
  const versions = metadata.deprecated_versions ?? ''
  const words = versions.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.length > 0 ? words.join('-') : (startsOn ?? 'none')
}
