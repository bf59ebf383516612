/**
 * The one place where AWS's errors become the state of a scope and its cause: a code for machines, what happened in a
 * sentence, and who must do what. Nothing here decides whether to try again; that is over when an error arrives here.
 */

import { DEFAULT_REGIONS } from '#lib/catalogue/regions'
import type { Cause, CauseCode } from '#lib/core/cause'
import type { Reading } from '#lib/core/reading'
import { SECOND_MS } from '#lib/core/time'
import { MissingFieldError } from '#lib/errors'
import type { KnownAggregator } from '../define-source.ts'
import { type Asked, account, credentials, isIdentified, OWN_CREDENTIALS, place, roleName, sentence } from './asked.ts'
import {
  AwsCallError,
  BadResponseError,
  IdentityMismatchError,
  NotSwitchedOnError,
  PaginationLoopError,
  RunStoppedError,
  ShortfallError,
} from './call-error.ts'
import {
  isClockSkew,
  isDenial,
  isExpiredCredentials,
  isInvalidCredentials,
  isRefusedToken,
  isThrottle,
} from './error-codes.ts'

/** The reading of a scope from which nothing came. */
export type NotRead = Extract<Reading, { cause: Cause; staged?: never }>

const READ_AGAIN = 'The next collection tries again.'

/** What an error of a call, or of reading an answer, means for the scope that was being read. */
export function notReadBecause(error: unknown, asked: Asked): NotRead {
  if (error instanceof RunStoppedError) return stopped(error)
  if (error instanceof IdentityMismatchError) return mismatch(error, asked)
  if (error instanceof PaginationLoopError) {
    return failed('PAGINATION_LOOP', `AWS repeated a page token in ${place(asked)}: ${error.message}.`, READ_AGAIN)
  }
  if (error instanceof NotSwitchedOnError)
    return error.code === 'ORG_VIEW' ? noOrganizationView(asked) : noAggregator(asked)
  if (error instanceof ShortfallError) return failed(error.code, error.message, error.remedy)
  if (error instanceof MissingFieldError) {
    return failed('BAD_RESPONSE', `AWS answered in ${place(asked)}, but ${error.message}.`, READ_AGAIN)
  }
  if (error instanceof AwsCallError) return refusedCall(error, asked)
  const what = error instanceof Error ? error.message : String(error)
  return failed(
    'UNEXPECTED',
    `Reading ${place(asked)} failed: ${what.replace(/\.$/, '')}.`,
    'This is a fault of Steward: report it with the log.',
  )
}

function refusedCall(error: AwsCallError, asked: Asked): NotRead {
  const action = `\`${error.service}:${error.operation}\``
  if (error.operation === 'AssumeRole' && isDenial(error)) return roleRefused(asked)
  if (isThrottle(error)) {
    return failed(
      'THROTTLED',
      `AWS went on throttling ${action} in ${place(asked)}.`,
      `${READ_AGAIN} If it stays, something else in the account uses up the rate of this API.`,
    )
  }
  if (isClockSkew(error)) return skewed(asked)
  if (isPlanRefusal(error)) return noSupportPlan(action, asked)
  if (isDenial(error)) return denied(error, action, asked)
  if (isExpiredCredentials(error)) {
    return failed(
      'CREDENTIALS',
      sentence(`${credentials(asked)} expired and could not be renewed.`),
      `Renew ${OWN_CREDENTIALS}.`,
    )
  }
  if (isInvalidCredentials(error)) return unknownCredentials(error, asked)
  if (error.code === 'CredentialsProviderError') {
    return failed(
      'CREDENTIALS',
      'Steward found no AWS credentials.',
      'Run it with an instance, task or pod role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; then `npx steward doctor`.',
    )
  }
  if (error.code === 'AWSOrganizationsNotInUseException') {
    return failed(
      'NO_ORGANIZATION',
      sentence(`${account(asked)} is not part of an AWS organisation.`),
      'Run Steward with credentials of the management account, or of a delegated administrator.',
    )
  }
  if (isRefusedToken(error)) {
    return failed('PAGE_TOKEN', `AWS refused its own page token for ${action} in ${place(asked)}, twice.`, READ_AGAIN)
  }
  return noAnswer(error, action, asked)
}

function noAnswer(error: AwsCallError, action: string, asked: Asked): NotRead {
  if (error.cause instanceof BadResponseError) {
    return failed(
      'BAD_RESPONSE',
      `AWS answered ${action} in ${place(asked)} with something that is no answer: ${error.message}.`,
      `${READ_AGAIN} If it stays, look for a proxy between Steward and AWS.`,
    )
  }
  if (error.code === 'TimeoutError') {
    return failed(
      'TIMEOUT',
      `AWS did not answer ${action} in ${place(asked)} in time.`,
      `${READ_AGAIN} If it stays, check the way to the endpoint, or raise STEWARD_AWS_TIMEOUT_MS.`,
    )
  }
  if (error.httpStatus === null) {
    return failed(
      'NETWORK',
      `Steward could not reach AWS for ${action} in ${place(asked)} (${error.code}).`,
      'Check DNS, TLS and the way from Steward to that endpoint.',
    )
  }
  return failed(
    'SERVICE_ERROR',
    `AWS answered ${action} in ${place(asked)} with ${error.code} (HTTP ${error.httpStatus}).`,
    READ_AGAIN,
  )
}

/** AWS says the same words for a missing role, a trust that does not name us and a wrong ExternalId. */
function roleRefused(asked: Asked): NotRead {
  const role = roleName(asked.principal)
  if (asked.isHub) return hubRoleRefused(role, asked)
  const message = `Steward may not assume the role ${role} in ${account(asked)}.`
  if (!asked.hasExternalId) {
    return {
      status: 'denied',
      cause: {
        code: 'EXTERNAL_ID',
        message: `${message} STEWARD_EXTERNAL_ID is not set, and roles made for Steward ask for one.`,
        remedy: 'Set STEWARD_EXTERNAL_ID to the ExternalId that the role was created with.',
      },
    }
  }
  return {
    status: 'denied',
    cause: {
      code: 'ASSUME_ROLE',
      message,
      remedy:
        `Create ${role} in account ${asked.accountId} with the template that \`npx steward policy --format cloudformation\` prints ` +
        `(StackSets skip the management account: it takes a stack of its own). If the role is there, its trust must name ${asked.hubPrincipal}, ` +
        'and its ExternalId must equal STEWARD_EXTERNAL_ID.',
    },
  }
}

function hubRoleRefused(role: string, asked: Asked): NotRead {
  return {
    status: 'denied',
    cause: {
      code: 'ASSUME_ROLE',
      message: `Steward may not assume its hub role ${role} in ${account(asked)}.`,
      remedy:
        `STEWARD_HUB_ROLE_ARN must name a role that is there, its trust must name ${OWN_CREDENTIALS}, ` +
        'and their policy must allow `sts:AssumeRole` on it.',
    },
  }
}

const ORGANISATION_POLICY = /service control policy|resource control policy/i

function denied(error: AwsCallError, action: string, asked: Asked): NotRead {
  if (ORGANISATION_POLICY.test(error.message)) {
    return {
      status: 'denied',
      cause: {
        code: 'SCP',
        message: `An organisation policy forbids ${action} in ${place(asked)}.`,
        remedy:
          asked.region === 'global'
            ? `Exempt ${asked.principal} from that policy.`
            : `Exempt ${asked.principal} from that policy, or leave the Region out with STEWARD_REGIONS.`,
      },
    }
  }
  const role = asked.isHub ? asked.principal : `the role ${roleName(asked.principal)}`
  const remedy = asked.isHub
    ? `Add it to the policy of ${role}; \`npx steward policy --hub\` prints it.`
    : `Add it to ${role} of account ${asked.accountId}; \`npx steward policy\` prints the statement.`
  return {
    status: 'denied',
    cause: {
      code: 'ACTION',
      message: `Steward may not call ${action} in ${place(asked)}.`,
      remedy: NEEDS_PLAN.has(error.service) ? `${remedy} ${OR_THE_PLAN}` : remedy,
    },
  }
}

/** Services that only accounts with a paid support plan may call. */
const NEEDS_PLAN = new Set(['health', 'support'])
const PLANS = 'Business Support+, Enterprise Support or Unified Operations'
/** AWS does not always say which of the two it is (F21). */
const OR_THE_PLAN = `If it is there, the account may lack a support plan that includes this API: it takes ${PLANS}.`

const isPlanRefusal = ({ service, code }: AwsCallError): boolean =>
  code === 'SubscriptionRequiredException' && NEEDS_PLAN.has(service)

function noSupportPlan(action: string, asked: Asked): NotRead {
  return {
    status: 'not_entitled',
    cause: {
      code: 'SUPPORT_PLAN',
      message: `The support plan of ${account(asked)} does not include ${action}.`,
      remedy: `It takes ${PLANS}; without, there is nothing to read here.`,
    },
  }
}

function noOrganizationView(asked: Asked): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'ORG_VIEW',
      message: `The organisation view of AWS Health is not enabled for ${account(asked)}.`,
      remedy:
        'Enable it in the management account: AWS Health, Organizational view; or `aws health enable-health-service-access-for-organization`.',
    },
  }
}

function noAggregator(asked: Asked): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'NO_AGGREGATOR',
      message: `AWS Config has no aggregator of the organisation in ${place(asked)}, or not the one that is set.`,
      remedy:
        'Create an aggregator of the whole organisation there, or name one with STEWARD_CONFIG_AGGREGATOR and STEWARD_CONFIG_AGGREGATOR_REGION.',
    },
  }
}

/** In a Region that must be switched on first, credentials that are good elsewhere are unknown until it is. */
function unknownCredentials(error: AwsCallError, asked: Asked): NotRead {
  const isOptIn = asked.region !== 'global' && !DEFAULT_REGIONS.includes(asked.region)
  if (!asked.isHub && isOptIn) {
    return {
      status: 'disabled',
      cause: {
        code: 'REGION',
        message: `The Region ${asked.region} is not enabled in ${account(asked)}.`,
        remedy: 'Nothing to do, unless it should be: then enable it in the account.',
      },
    }
  }
  return failed(
    'CREDENTIALS',
    isIdentified(asked)
      ? `AWS does not accept ${credentials(asked)} in ${place(asked)} (${error.code}).`
      : `AWS does not accept ${credentials(asked)} (${error.code}).`,
    'Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile (AWS_PROFILE) that Steward runs with.',
  )
}

function skewed(asked: Asked): NotRead {
  const seconds = Math.round(asked.clockOffsetMs / SECOND_MS)
  const direction = seconds < 0 ? 'ahead of' : 'behind'
  const difference = seconds === 0 ? 'is not' : `is ${Math.abs(seconds)} s ${direction}`
  return failed(
    'CLOCK_SKEW',
    `AWS refuses our time in ${place(asked)}: this machine's clock ${difference} AWS's.`,
    'Set the clock of the machine that Steward runs on (NTP).',
  )
}

function mismatch({ expected, found }: IdentityMismatchError, asked: Asked): NotRead {
  return failed(
    'IDENTITY_MISMATCH',
    `Steward asked for account ${expected} and was given ${found}; nothing of it was kept.`,
    `Check the role ${roleName(asked.principal)} of account ${expected}, and whatever answers for AWS on the way there.`,
  )
}

function stopped({ code, message }: RunStoppedError): NotRead {
  return failed(code, `Not read to the end: ${message}.`, READ_AGAIN)
}

/** A scope that was not asked because what it builds on was never read. */
export function dependencyMissing(dependency: string): NotRead {
  return {
    status: 'skipped',
    cause: {
      code: 'DEPENDENCY',
      message: `Not read, because ${dependency} has never been read completely here.`,
      remedy: `See what keeps ${dependency} from being read.`,
    },
  }
}

/** Why the compliance of an account and Region cannot be asked for, or null: it can. Needs no call. */
export function notThroughAggregator({ name, source }: KnownAggregator, asked: Asked): NotRead | null {
  if (name === null) return noAggregator(asked)
  if (source === null) return notRecorded(name)
  return source.status === 'FAILED' ? aggregatorSourceFailed(name, source) : null
}

function notRecorded(aggregator: string): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'NOT_RECORDED',
      message: `The Config aggregator ${aggregator} draws nothing from this account and Region.`,
      remedy: 'Nothing to do, unless AWS Config should record there: then switch its recorder on.',
    },
  }
}

function aggregatorSourceFailed(
  aggregator: string,
  { errorCode, errorMessage }: NonNullable<KnownAggregator['source']>,
): NotRead {
  const said = [errorCode, errorMessage].filter(Boolean).join(': ')
  return failed(
    'AGGREGATOR_SOURCE',
    `The Config aggregator ${aggregator} could not draw from this account and Region${said ? ` (${said})` : ''}.`,
    'See Aggregators in AWS Config: the account must be part of the organisation and its recorder must be on.',
  )
}

/** Rows were read, but as old as this. */
export function aggregatorStale(name: string, updatedAt: Date | null): ShortfallError {
  const since = updatedAt === null ? 'some time' : `${updatedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return new ShortfallError(
    'AGGREGATOR_STALE',
    `The Config aggregator ${name} has had nothing new from this account and Region since ${since}.`,
    'What it had was read. If it stays, see Aggregators in AWS Config.',
  )
}

/** Every scope of an account that is not active. */
export function accountNotActive(accountName: string, state: string): NotRead {
  return {
    status: 'skipped',
    cause: {
      code: 'ACCOUNT_STATE',
      message: `${accountName} is ${state}: AWS lets nobody read it. What was known is kept as it was.`,
      remedy: 'Nothing to do.',
    },
  }
}

/** A Region that settings name and the account has not enabled. */
export function regionNotEnabled(accountName: string, region: string): NotRead {
  return {
    status: 'disabled',
    cause: {
      code: 'REGION',
      message: `The Region ${region} is not enabled in ${accountName}.`,
      remedy: 'Nothing to do, unless it should be: then enable it in the account.',
    },
  }
}

/** Rows were read, but AWS left out fields that it always sends. */
export function fieldsMissing(fields: readonly string[], rows: number, asked: Asked): Cause {
  return {
    code: 'MISSING_FIELD',
    message: `${rows} ${rows === 1 ? 'answer' : 'answers'} from ${place(asked)} came without ${fields.join(', ')}. What was known of them before is kept.`,
    remedy: READ_AGAIN,
  }
}

function failed(code: CauseCode, message: string, remedy: string): NotRead {
  return { status: 'failed', cause: { code, message, remedy } }
}
