/** What comes of reading a scope under the simulator's policy and fault plan. */
import { USUAL_MEMBER } from '../effects.ts'
import { type Effect, type Fault, matches } from '../faults.ts'
import { decide } from '../policy.ts'
import type { State } from '../state.ts'
import { hasPages, type Place, type SourceCall, type TruthSource } from './sources.ts'

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
  notSubscribed: { status: 'failed', cause: 'SERVICE_ERROR' },
}
const OWN_TROUBLE: readonly string[] = ['SERVICE_ERROR', 'BAD_RESPONSE', 'TIMEOUT']

/** What the calls of a source in a place lead to, once the account is open. */
export function readingOf(source: TruthSource, place: Place, state: State): ExpectedReading {
  const things = source.things(place, state)
  if (things === 0) return COMPLETE
  for (const [index, call] of source.calls.entries()) {
    const refused = refusedByPolicy(call, source, state)
    if (refused) return refused
    for (const fault of lastingFaults(call, place, state)) {
      const reading = readingAfter(fault, call, source, place, state)
      // What earlier calls of the reading have brought is kept.
      if (reading?.status === 'failed' && index > 0) return { ...reading, status: 'partial' }
      if (reading && reading !== COMPLETE) return reading
    }
  }
  return COMPLETE
}

/** How opening the account by its role ends; every scope of the account then ends the same. */
export function openingOf(place: Place, state: State): ExpectedReading {
  const roleArn = `arn:aws:iam::${place.account.id}:role/${state.settings.memberRole}`
  const assume: SourceCall = { service: 'sts', operation: 'AssumeRole', action: 'sts:AssumeRole' }
  if (decide(state.policies.hub, assume.action, roleArn) !== 'allowed')
    return { status: 'denied', cause: 'ASSUME_ROLE' }
  const identify: SourceCall = { ...assume, operation: 'GetCallerIdentity' }
  for (const call of [assume, identify]) {
    for (const { effect } of lastingFaults(call, place, state)) {
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
  { scopedTo }: TruthSource,
  { policies }: State,
): ExpectedReading | null {
  const policy = scopedTo === 'organization' ? policies.hub : policies.member
  return decide(policy, action, '*') === 'allowed' ? null : { status: 'denied', cause: 'ACTION' }
}

/**
 * Faults that strike every time. One that strikes some of the time, or so many times and no more, is outlived by trying
 * again, so that it leaves nothing behind.
 */
function lastingFaults({ service, operation }: SourceCall, { account, region }: Place, state: State): readonly Fault[] {
  return state.faults.plan.filter((fault) => {
    // The Region of a call without one is whichever the caller signs for.
    const subject = {
      service,
      operation,
      accountId: account.id,
      region: region === 'global' ? (fault.region ?? '') : region,
      hasToken: true,
    }
    return fault.count === undefined && fault.share >= 1 && fault.from === 1 && matches(fault, subject)
  })
}

function readingAfter(
  fault: Fault,
  call: SourceCall,
  source: TruthSource,
  place: Place,
  state: State,
): ExpectedReading | null {
  const { effect } = fault
  if (effect === 'deny') return { status: 'denied', cause: fault.by === 'scp' ? 'SCP' : 'ACTION' }
  if (effect === 'tokenLoop') return isListing(source) ? { status: 'partial', cause: 'PAGINATION_LOOP' } : COMPLETE
  if (effect === 'tokenRefused')
    return hasPages(source, place, state) ? { status: 'partial', cause: 'PAGE_TOKEN' } : COMPLETE
  if (effect === 'failedSet') {
    return source.id === 'lambda.invocations' ? { status: 'partial', cause: 'FAILED_SET' } : COMPLETE
  }
  if (effect === 'missingField') return missingField(fault, call, source, place, state)
  if (effect === 'notSubscribed' && source.scopedTo === 'organization') {
    return { status: 'failed', cause: 'NO_ORGANIZATION' }
  }
  const ended = ENDS[effect] ?? null
  const isPassedOver =
    ended?.cause &&
    OWN_TROUBLE.includes(ended.cause) &&
    source.passesOver &&
    source.things(place, state) <= PASSED_OVER_MAX
  return isPassedOver ? { status: 'partial', cause: ended.cause } : ended
}

const isListing = ({ id }: TruthSource): boolean => id !== 'account.contacts'

function missingField(
  { field }: Fault,
  { operation }: SourceCall,
  { usualMembers, items }: TruthSource,
  place: Place,
  state: State,
): ExpectedReading {
  const isMissed = usualMembers.includes(field ?? USUAL_MEMBER[operation] ?? '') && items(place, state) > 0
  return isMissed ? { status: 'partial', cause: 'MISSING_FIELD' } : COMPLETE
}
