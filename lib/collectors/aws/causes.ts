/**
 * The one place where AWS's errors become the state of a scope and its cause: a code for machines, what happened in a
 * sentence, and who must do what. Nothing here decides whether to try again; that is over when an error arrives here.
 */

import type { Cause } from '#lib/core/cause'
import { MissingFieldError } from '#lib/errors'
import { type Asked, account, placeAndSubject, sentence, subject } from './asked.ts'
import {
  AwsCallError,
  BadResponseError,
  IdentityMismatchError,
  NotSwitchedOnError,
  PaginationLoopError,
  ProxyError,
  RunStoppedError,
  ShortfallError,
} from './call-error.ts'
import { expiredCredentials, isWithoutCredentials, noCredentials, unknownCredentials } from './causes/credentials.ts'
import { failed, type NotRead, READ_AGAIN } from './causes/not-read.ts'
import { notSwitchedOn } from './causes/not-switched-on.ts'
import { denied, isPlanRefusal, mismatch, noSupportPlan, roleRefused, skewed } from './causes/refusals.ts'
import {
  isClockSkew,
  isDenial,
  isExpiredCredentials,
  isInvalidCredentials,
  isRefusedToken,
  isThrottle,
} from './error-codes.ts'

/** What an error of a call, or of reading an answer, means for the scope that was being read. */
export function notReadBecause(error: unknown, asked: Asked): NotRead {
  if (error instanceof RunStoppedError) return stopped(error)
  if (error instanceof IdentityMismatchError) return mismatch(error, asked)
  if (error instanceof PaginationLoopError) {
    return failed(
      'PAGINATION_LOOP',
      `AWS repeated a page token in ${placeAndSubject(asked)}: ${error.message}.`,
      READ_AGAIN,
    )
  }
  if (error instanceof NotSwitchedOnError) return notSwitchedOn(error, asked)
  if (error instanceof ShortfallError) return failed(error.code, error.message, error.remedy)
  if (error instanceof MissingFieldError) {
    return failed('BAD_RESPONSE', `AWS answered in ${placeAndSubject(asked)}, but ${error.message}.`, READ_AGAIN)
  }
  if (error instanceof AwsCallError) return refusedCall(error, whereCalled(error, asked))
  const what = error instanceof Error ? error.message : String(error)
  return failed(
    'UNEXPECTED',
    `Reading ${subject(asked)} failed: ${what.replace(/\.$/, '')}.`,
    'This is a fault of Steward: report it with the log.',
  )
}

const whereCalled = ({ elsewhere }: AwsCallError, asked: Asked): Asked =>
  elsewhere === undefined ? asked : { ...asked, region: elsewhere }

function refusedCall(error: AwsCallError, asked: Asked): NotRead {
  const action = `\`${error.service}:${error.operation}\``
  if (error.operation === 'AssumeRole' && isDenial(error)) return roleRefused(asked)
  if (isThrottle(error)) {
    return failed(
      'THROTTLED',
      `AWS went on throttling ${action} in ${placeAndSubject(asked)}.`,
      `${READ_AGAIN} If it stays, something else in the account uses up the rate of this API.`,
    )
  }
  if (isClockSkew(error)) return skewed(asked)
  if (isPlanRefusal(error)) return noSupportPlan(action, asked)
  if (isDenial(error)) return denied(error, action, asked)
  if (isExpiredCredentials(error)) return expiredCredentials(error, asked)
  if (isInvalidCredentials(error)) return unknownCredentials(error, asked)
  if (isWithoutCredentials(error)) return noCredentials(error)
  if (error.code === 'AWSOrganizationsNotInUseException') {
    return failed(
      'NO_ORGANIZATION',
      sentence(`${account(asked)} is not part of an AWS organisation.`),
      'Run Steward with credentials of the management account, or of a delegated administrator.',
    )
  }
  if (isRefusedToken(error)) {
    return failed(
      'PAGE_TOKEN',
      `AWS refused its own page token for ${action} in ${placeAndSubject(asked)}, twice.`,
      READ_AGAIN,
    )
  }
  return noAnswer(error, action, asked)
}

function noAnswer(error: AwsCallError, action: string, asked: Asked): NotRead {
  if (error.cause instanceof BadResponseError) {
    return failed(
      'BAD_RESPONSE',
      `AWS answered ${action} in ${placeAndSubject(asked)} with something that is no answer: ${error.message}.`,
      // What AWS itself may have sent is no sign of a proxy.
      error.cause.isForeign ? `${READ_AGAIN} If it stays, look for a proxy between Steward and AWS.` : READ_AGAIN,
    )
  }
  if (error.code === 'TimeoutError') {
    return failed(
      'TIMEOUT',
      `AWS did not answer ${action} in ${placeAndSubject(asked)} in time.`,
      `${READ_AGAIN} If it stays, check the way to the endpoint, or raise STEWARD_AWS_TIMEOUT_MS.`,
    )
  }
  if (error.cause instanceof ProxyError) {
    return failed(
      'NETWORK',
      `Steward could not reach AWS for ${action} in ${placeAndSubject(asked)}: ${error.message}.`,
      `Correct ${error.cause.setting}, or name the hosts that need no proxy in NO_PROXY.`,
    )
  }
  if (TLS_TROUBLE.test(error.code)) {
    return failed(
      'NETWORK',
      `Steward does not trust the certificate that it was shown for ${action} in ${placeAndSubject(asked)} (${error.code}).`,
      "If it is that of your company's proxy, name the certificate of its authority in NODE_EXTRA_CA_CERTS or AWS_CA_BUNDLE; if it has expired or is of another host, the endpoint has to show another.",
    )
  }
  if (error.httpStatus === null) {
    return failed(
      'NETWORK',
      `Steward could not reach AWS for ${action} in ${placeAndSubject(asked)} (${error.code}).`,
      'Check DNS, TLS and the way from Steward to that endpoint.',
    )
  }
  return failed(
    'SERVICE_ERROR',
    `AWS answered ${action} in ${placeAndSubject(asked)} with ${error.code} (HTTP ${error.httpStatus}).`,
    READ_AGAIN,
  )
}

const TLS_TROUBLE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/

function stopped({ code, message }: RunStoppedError): NotRead {
  return failed(code, `Not read to the end: ${message}.`, READ_AGAIN)
}

/** Rows were read, but AWS left out fields that it always sends. */
export function fieldsMissing(fields: readonly string[], rows: number, asked: Asked): Cause {
  return {
    code: 'MISSING_FIELD',
    message: `${rows} ${rows === 1 ? 'answer' : 'answers'} about ${subject(asked)} came without ${fields.join(', ')}. What was known of them before is kept.`,
    remedy: READ_AGAIN,
  }
}

/** Rows were read, all of them, and AWS leaves out of some for good what they should say. A warning, not a gap. */
export function fieldsLeftOut(fields: readonly string[], rows: number, asked: Asked): Cause {
  const said = fields.join(', ')
  return {
    code: 'MISSING_FIELD',
    message: `${rows} ${rows === 1 ? 'answer' : 'answers'} about ${subject(asked)} came without ${said}. Everything else was read; what was known of ${said} is kept, else it is unknown.`,
    remedy: 'Nothing to do, unless it should be there: then look at what says unknown in that place.',
  }
}

const ODD_VALUE = 'Look there for a name or a number of unusual size: AWS itself does not give such.'

/** Rows that no column of the database holds; the others of the reading are stored. */
export function rowsRefused(rows: number, asked: Asked): Cause {
  return {
    code: 'UNSTORABLE',
    message: `${rows} ${rows === 1 ? 'answer' : 'answers'} about ${subject(asked)} held a value that cannot be stored. What was known of them is kept; everything else was stored.`,
    remedy: ODD_VALUE,
  }
}

/** Rows that lost the end of a text. A warning: what is left is marked where it was cut. */
export function textsCut(rows: number, asked: Asked): Cause {
  return {
    code: 'UNSTORABLE',
    message: `${rows} ${rows === 1 ? 'answer' : 'answers'} about ${subject(asked)} held a text too long to be stored whole. It is cut, and says so where it ends.`,
    remedy: ODD_VALUE,
  }
}

/** What was read could not be stored at all, by the database's own word. */
export function notStored(sqlState: string, asked: Asked): NotRead {
  return failed(
    'UNSTORABLE',
    `What AWS answered about ${subject(asked)} cannot be stored (SQLSTATE ${sqlState}). What was known is kept.`,
    `${ODD_VALUE} The log names the table.`,
  )
}
