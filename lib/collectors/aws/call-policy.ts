/**
 * What happens around every call: its turn in the rate limit, a place among the requests under way, counting, credentials
 * renewed when they expire, and patience where AWS asks for it. Inside one round the SDK retries by itself, three attempts.
 */
import type {
  FinalizeRequestMiddleware,
  HandlerExecutionContext,
  InitializeMiddleware,
  MetadataBearer,
  MiddlewareStack,
} from '@smithy/types'
import { MissingFieldError } from '#lib/errors'
import type { BucketName } from './buckets.ts'
import { AwsCallError, BadResponseError, IdentityMismatchError } from './call-error.ts'
import type { AwsContext } from './context.ts'
import type { Credentials } from './credentials.ts'
import { isClockSkew, isExpiredCredentials, isThrottle } from './error-codes.ts'
import { waitFor } from './pace.ts'
import type { CallStatistics } from './statistics.ts'

/** The part of an SDK client that the policy is put into. */
export type SdkClient = {
  middlewareStack: MiddlewareStack<object, MetadataBearer>
  config: { systemClockOffset?: number }
}

export type CallPolicy = {
  context: AwsContext
  credentials: Credentials
  place: { accountId: string; region: string }
  /** The scope's own count, beside the run's. */
  statistics: CallStatistics
  bucketOf(operation: string): BucketName
}

const MOST_RENEWALS = 2
/** The SDK follows a clock that is off, not one that was off and is right again: that takes another round. */
const MOST_CLOCK_ROUNDS = 1
const LONGEST_PAUSE = 20
/** After this many calls of one operation in a row ran out of patience, none has any until one succeeds. */
const GAVE_UP_MOST = 5

export function applyCallPolicy(client: SdkClient, policy: CallPolicy): void {
  const patience: InitializeMiddleware<object, MetadataBearer> = (next, context) => (args) =>
    withPatience(() => next(args), context, policy)
  const attempts = new WeakMap<HandlerExecutionContext, number>()
  const attempt: FinalizeRequestMiddleware<object, MetadataBearer> = (next, context) => (args) => {
    const earlier = attempts.get(context) ?? 0
    attempts.set(context, earlier + 1)
    return oneAttempt(() => next(args), client, { ...nameOf(context), isRetry: earlier > 0 }, policy)
  }
  client.middlewareStack.add(patience, { name: 'stewardPatience', step: 'initialize', priority: 'high' })
  client.middlewareStack.addRelativeTo(attempt, {
    name: 'stewardAttempt',
    relation: 'after',
    toMiddleware: 'retryMiddleware',
  })
}

/** Rounds of attempts, until one succeeds, the error is one that time does not mend, or patience ends. */
async function withPatience<Output>(
  round: () => Promise<Output>,
  context: HandlerExecutionContext,
  { context: run, credentials }: CallPolicy,
): Promise<Output> {
  const { service, operation } = nameOf(context)
  const startedAtMs = performance.now()
  let renewals = 0
  let clockRounds = 0
  for (let pauses = 0; ; ) {
    const keyId = credentials.keyId()
    try {
      run.signal.throwIfAborted()
      const output = await round()
      run.gaveUp.delete(operation)
      return output
    } catch (error) {
      run.signal.throwIfAborted()
      // Found out while renewing credentials for this call, and not this call's own.
      if (error instanceof IdentityMismatchError || error instanceof MissingFieldError) throw error
      const failure = error instanceof AwsCallError ? error : new AwsCallError(service, operation, error)
      if (isExpiredCredentials(failure) && renewals < MOST_RENEWALS && (await credentials.renew(keyId))) {
        renewals += 1
        continue
      }
      if (isClockSkew(failure) && clockRounds < MOST_CLOCK_ROUNDS) {
        clockRounds += 1
        continue
      }
      const pauseMs = pauseBefore(pauses, run.settings.firstPauseMs)
      const limitMs = patienceMs(failure, run)
      if (performance.now() + pauseMs - startedAtMs > limitMs) {
        if (limitMs > 0) run.gaveUp.set(operation, (run.gaveUp.get(operation) ?? 0) + 1)
        throw failure
      }
      pauses += 1
      await waitFor(pauseMs, run.signal)
    }
  }
}

/** For how long a call that failed like this goes on trying. Zero: what the SDK's own attempts did not mend, stays. */
function patienceMs(failure: AwsCallError, { settings, gaveUp }: AwsContext): number {
  if ((gaveUp.get(failure.operation) ?? 0) >= GAVE_UP_MOST) return 0
  if (isThrottle(failure)) return settings.throttlePatienceMs
  if (failure.cause instanceof BadResponseError) return 0
  const isFault = (failure.httpStatus !== null && failure.httpStatus >= 500) || failure.code === 'ECONNRESET'
  return isFault ? settings.faultPatienceMs : 0
}

/** Exponential with full jitter, so that those refused together do not come back together. */
function pauseBefore(pauses: number, firstPauseMs: number): number {
  return Math.random() * firstPauseMs * Math.min(LONGEST_PAUSE, 2 ** pauses) + 1
}

type Named = { service: string; operation: string; isRetry: boolean }

async function oneAttempt<Output>(
  send: () => Promise<Output>,
  client: SdkClient,
  named: Named,
  policy: CallPolicy,
): Promise<Output> {
  const { context: run, place } = policy
  const bucket = policy.bucketOf(named.operation)
  await run.pace.turn(bucket, place, run.signal)
  const attempt = async () => {
    run.signal.throwIfAborted()
    // Another client may have learnt meanwhile how far AWS's clock is from ours.
    if (run.clockOffsetMs !== 0) client.config.systemClockOffset = run.clockOffsetMs
    const offsetMs = client.config.systemClockOffset
    const startedAtMs = performance.now()
    const count = (outcome: 'answered' | 'throttled' | 'error') => {
      const attempt = { ...named, durationMs: performance.now() - startedAtMs, outcome }
      run.statistics.count(attempt)
      policy.statistics.count(attempt)
    }
    try {
      const output = await send()
      count('answered')
      return output
    } catch (error) {
      const failure = withoutHalfAnswers(error)
      const isThrottled = isThrottle(new AwsCallError(named.service, named.operation, failure))
      if (isThrottled) run.pace.throttled(bucket, place)
      count(isThrottled ? 'throttled' : 'error')
      throw failure
    } finally {
      const learntMs = client.config.systemClockOffset
      if (learntMs !== undefined && learntMs !== offsetMs) run.clockOffsetMs = learntMs
    }
  }
  // A request under way may have to wait for new credentials; those must not wait for its place.
  return bucket === 'sts' ? attempt() : run.inFlight(attempt)
}

/** What the SDK could not parse is a broken answer, and is tried again like one; the SDK alone would not (F04, F05). */
function withoutHalfAnswers(error: unknown): unknown {
  const isUnparsed = error instanceof Error && '$response' in error && !('$fault' in error)
  return isUnparsed ? new BadResponseError(`the answer could not be parsed: ${firstLine(error.message)}`) : error
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

/** `LambdaClient` and `ListFunctionsCommand` as the SDK calls them, `lambda` and `ListFunctions` as IAM does. */
function nameOf({ clientName, commandName }: HandlerExecutionContext): { service: string; operation: string } {
  const client = (clientName ?? '').replace(/Client$/, '')
  return {
    service: IAM_PREFIXES[client] ?? client.toLowerCase(),
    operation: (commandName ?? '').replace(/Command$/, ''),
  }
}

/** Where the IAM prefix of a service is not its client's name in small letters. */
const IAM_PREFIXES: Readonly<Record<string, string>> = { ConfigService: 'config', ResourceGroupsTaggingAPI: 'tag' }
