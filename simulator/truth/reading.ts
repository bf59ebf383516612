/** What comes of reading a scope under the simulator's policy and fault plan. */
import { USUAL_MEMBER } from '../effects.ts'
import { type Effect, type Fault, matches } from '../faults.ts'
import { decide } from '../policy.ts'
import type { ServiceName } from '../protocols/refusals.ts'
import type { State } from '../state.ts'
import { hasPages, type Place, type SourceCall } from './source-calls.ts'
import type { TruthSource } from './sources.ts'

export type ExpectedReading = { status: string; cause: string | null }

export const COMPLETE: ExpectedReading = { status: 'complete', cause: null }

/** What asks per thing goes on after this many failures, and gives up after more. */
const PASSED_OVER_MAX = 10

/** Effects that end a scope however often it is tried, as the status and cause they leave. */
const ENDS: Partial<Record<Effect, ExpectedReading>> = {
  throttle: { status: 'failed', cause: 'THROTTLED' },
  http500: { status: 'failed', cause: 'SERVICE_ERROR' },
  http503html: { status: 'failed', cause: 'BAD_RESPONSE' },
  truncate: { status: 'failed', cause: 'BAD_RESPONSE' },
  empty: { status: 'failed', cause: 'BAD_RESPONSE' },
  wrongType: { status: 'failed', cause: 'BAD_RESPONSE' },
  hang: { status: 'failed', cause: 'TIMEOUT' },
  slow: { status: 'failed', cause: 'TIMEOUT' },
  reset: { status: 'failed', cause: 'NETWORK' },
  expireCredentials: { status: 'failed', cause: 'CREDENTIALS' },
}
const NOT_SUBSCRIBED: Partial<Record<ServiceName, ExpectedReading>> = {
  organizations: { status: 'failed', cause: 'NO_ORGANIZATION' },
  health: { status: 'not_entitled', cause: 'SUPPORT_PLAN' },
  support: { status: 'not_entitled', cause: 'SUPPORT_PLAN' },
}
const SWITCHED_OFF: Partial<Record<ServiceName, ExpectedReading>> = {
  config: { status: 'disabled', cause: 'NO_AGGREGATOR' },
  health: { status: 'disabled', cause: 'ORG_VIEW' },
}
/** What is said before the account is looked at; everything else befalls an answer that there is not. */
const REFUSALS: readonly Effect[] = ['throttle', 'http500', 'notSubscribed', 'expireCredentials', 'deny', 'hang']
/** Operations that answer 200 and say beside it what failed. */
const FAILING_IN_PART: readonly string[] = [
  'GetMetricData',
  'DescribeEventDetailsForOrganization',
  'DescribeAffectedEntitiesForOrganization',
]
const OWN_TROUBLE: readonly string[] = ['SERVICE_ERROR', 'BAD_RESPONSE', 'TIMEOUT']

/** Health may say this to those without a plan as well. */
const WITHOUT_PLAN = 'DescribeHealthServiceStatusForOrganization'

/** What the calls of a source in a place lead to, once the account is open. */
export function readingOf(source: TruthSource, place: Place, state: State): ExpectedReading {
  let planAnswered = false
  for (const call of source.calls) {
    if (call.times(place, state) === 0) continue
    const said = readingOfCall(call, source, place, state)
    // A plan that has let earlier calls through is there: a refusal for it is trouble.
    const reading = said.cause === 'SUPPORT_PLAN' && planAnswered ? { ...said, status: 'failed' } : said
    if (reading === COMPLETE) {
      planAnswered ||= call.operation !== WITHOUT_PLAN
      continue
    }
    // What earlier calls of the reading have brought is kept.
    return reading.status === 'failed' && call.followsRows ? { ...reading, status: 'partial' } : reading
  }
  return COMPLETE
}

function readingOfCall(call: SourceCall, source: TruthSource, place: Place, state: State): ExpectedReading {
  const refused = refusedByPolicy(call, source, state)
  if (refused) return refused
  const unanswered = call.refusal?.(place, state) ?? null
  for (const fault of lastingFaults(call, place, source.askedIn, state)) {
    if (unanswered && !REFUSALS.includes(fault.effect)) continue
    const reading = readingAfter(fault, call, place, state)
    if (reading !== COMPLETE) return reading
  }
  return unanswered ?? COMPLETE
}

/** How opening the account by its role ends; every scope of the account then ends the same. */
export function openingOf(place: Place, state: State): ExpectedReading {
  const roleArn = `arn:aws:iam::${place.account.id}:role/${state.settings.memberRole}`
  const assume = { service: 'sts', operation: 'AssumeRole', action: 'sts:AssumeRole' } as const
  if (decide(state.policies.hub, assume.action, roleArn) !== 'allowed')
    return { status: 'denied', cause: 'ASSUME_ROLE' }
  const identify = { ...assume, operation: 'GetCallerIdentity' } as const
  for (const call of [assume, identify]) {
    for (const { effect } of lastingFaults(call, place, undefined, state)) {
      if (effect === 'deny' && call === assume) return { status: 'denied', cause: 'ASSUME_ROLE' }
      if (effect === 'wrongAccount') return { status: 'failed', cause: 'IDENTITY_MISMATCH' }
      const ended = ENDS[effect]
      if (ended) return ended
    }
  }
  return COMPLETE
}

function refusedByPolicy(
  { action }: SourceCall,
  { askedWith }: TruthSource,
  { policies }: State,
): ExpectedReading | null {
  const policy = askedWith === 'hub' ? policies.hub : policies.member
  return decide(policy, action, '*') === 'allowed' ? null : { status: 'denied', cause: 'ACTION' }
}

/**
 * Faults that strike every time. One that strikes some of the time, or so many times and no more, is outlived by trying
 * again, so that it leaves nothing behind.
 */
function lastingFaults(
  { service, operation }: Pick<SourceCall, 'service' | 'operation'>,
  { account, region }: Place,
  askedIn: string | undefined,
  state: State,
): readonly Fault[] {
  return state.faults.plan.filter((fault) => {
    // The Region of a call without one is whichever the caller signs for.
    const subject = {
      service,
      operation,
      accountId: account.id,
      region: askedIn ?? (region === 'global' ? (fault.region ?? '') : region),
      hasToken: true,
    }
    return fault.count === undefined && fault.share >= 1 && fault.from === 1 && matches(fault, subject)
  })
}

function readingAfter(fault: Fault, call: SourceCall, place: Place, state: State): ExpectedReading {
  const { effect } = fault
  switch (effect) {
    case 'deny':
      return { status: 'denied', cause: fault.by === 'scp' ? 'SCP' : 'ACTION' }
    case 'tokenLoop':
      return call.isListing ? { status: 'partial', cause: 'PAGINATION_LOOP' } : COMPLETE
    case 'tokenRefused':
      return hasPages(call, place, state) ? { status: 'partial', cause: 'PAGE_TOKEN' } : COMPLETE
    case 'failedSet':
      return FAILING_IN_PART.includes(call.operation) ? { status: 'partial', cause: 'FAILED_SET' } : COMPLETE
    case 'missingField':
      return missingField(fault, call, place, state)
    case 'notSubscribed':
      return (
        NOT_SUBSCRIBED[call.service] ?? passedOver({ status: 'failed', cause: 'SERVICE_ERROR' }, call, place, state)
      )
    case 'switchedOff':
      return SWITCHED_OFF[call.service] ?? COMPLETE
    default:
      return passedOver(ENDS[effect] ?? COMPLETE, call, place, state)
  }
}

/** Trouble with some of many things leaves the others readable. */
function passedOver(ended: ExpectedReading, call: SourceCall, place: Place, state: State): ExpectedReading {
  const isOwnTrouble = ended.cause !== null && OWN_TROUBLE.includes(ended.cause)
  const isPassedOver = isOwnTrouble && call.passesOver && call.times(place, state) <= PASSED_OVER_MAX
  return isPassedOver ? { status: 'partial', cause: ended.cause } : ended
}

function missingField({ field }: Fault, call: SourceCall, place: Place, state: State): ExpectedReading {
  const member = field ?? USUAL_MEMBER[call.operation] ?? ''
  const ofItems = call.readingWithout?.(member, place, state) ?? null
  if (ofItems) return ofItems
  const isUsual = call.usualMembers.includes(member)
  return isUsual && call.items(place, state) > 0 ? { status: 'partial', cause: 'MISSING_FIELD' } : COMPLETE
}
