/**
 * Why a scope is not complete. One word in capitals, without the state; `lib/collectors/aws/causes.ts` is the only
 * place where AWS's errors become one. Stored as text: a cause of a newer version must not break an older reader.
 */
export const CAUSE_CODES = [
  'ASSUME_ROLE', // the member role refused us, or is missing
  'EXTERNAL_ID', // the role exists and refuses our ExternalId
  'ACTION', // the role lacks a permission
  'SCP', // an organisation policy forbids it
  'THROTTLED',
  'BAD_RESPONSE',
  'TIMEOUT',
  'NETWORK',
  'SERVICE_ERROR',
  'PAGINATION_LOOP',
  'PAGE_TOKEN',
  'CLOCK_SKEW',
  'CREDENTIALS',
  'IDENTITY_MISMATCH',
  'REGION',
  'ACCOUNT_STATE',
  'NO_ORGANIZATION',
  'NO_AGGREGATOR', // AWS Config has no aggregator of the organisation
  'NOT_RECORDED', // the aggregator draws nothing from this account and Region
  'NOT_AGGREGATED', // the aggregator was not made to draw from this account and Region
  'AGGREGATOR_SOURCE', // the aggregator could not draw from this account and Region
  'AGGREGATOR_STALE', // what the aggregator has from there is old
  'ORG_VIEW', // the organisation view of AWS Health is not enabled
  'SUPPORT_PLAN', // the support plan does not include the API
  'MISSING_FIELD',
  'UNSTORABLE', // the database has no room for a value of AWS's
  'NO_SPACE', // the disk of the database is full
  'DATABASE', // the database did not do what it was asked
  'FAILED_SET',
  'RUN_DEADLINE',
  'BUDGET',
  'DEPENDENCY', // what this source builds on was not read
  'INTERRUPTED', // the worker ended before this scope was read
  'UNEXPECTED',
] as const
export type CauseCode = (typeof CAUSE_CODES)[number]

/** A cause in three registers: the code for machines, what happened, and who must do what. */
export type Cause = { code: CauseCode; message: string; remedy: string }
