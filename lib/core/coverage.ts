import { countOf, formatCount } from './format.ts'
import type { ScopeStatus } from './reading.ts'

/** One reason why accounts were not fully looked at. */
export type CoverageGap = { status: ScopeStatus; cause: string | null; accounts: number }

/** What stands behind a figure: of how many accounts everything was read that the figure is made of. */
export type CoverageSummary = {
  /** Active accounts: those that can be looked at. */
  accounts: number
  /** Accounts among them of which every expected scope is settled. */
  looked: number
  /** Accounts that are suspended, closing or closed: nothing is read there, and what is known stays as it was (F30). */
  inactive: number
  gaps: CoverageGap[]
  /** The oldest last complete reading among what is shown; null while there is none. ISO 8601. */
  oldestCompleteAt: string | null
}

const CAUSE_PHRASES: Readonly<Record<string, string>> = {
  ASSUME_ROLE: 'the member role cannot be assumed',
  EXTERNAL_ID: 'the ExternalId does not fit',
  ACTION: 'a permission is missing',
  SCP: 'an organisation policy forbids it',
  THROTTLED: 'AWS throttled us',
  BAD_RESPONSE: 'AWS answered with something unreadable',
  TIMEOUT: 'AWS did not answer in time',
  NETWORK: 'AWS could not be reached',
  SERVICE_ERROR: 'AWS failed',
  PAGINATION_LOOP: 'AWS repeated a page',
  PAGE_TOKEN: 'AWS refused a page token',
  CLOCK_SKEW: 'our clock differs from AWS’s',
  CREDENTIALS: 'our credentials were refused',
  IDENTITY_MISMATCH: 'the credentials belong to another account',
  REGION: 'the Region is switched off',
  ACCOUNT_STATE: 'the account is not active',
  NO_ORGANIZATION: 'there is no organisation',
  NO_AGGREGATOR: 'AWS Config has no aggregator of the organisation',
  NOT_RECORDED: 'AWS Config does not record there',
  NOT_AGGREGATED: 'no Config aggregator covers them',
  AGGREGATOR_SOURCE: 'the Config aggregator could not read them',
  AGGREGATOR_STALE: 'what the Config aggregator has is old',
  ORG_VIEW: 'the organisation view of AWS Health is not enabled',
  SUPPORT_PLAN: 'the support plan does not include it',
  MISSING_FIELD: 'an answer lacked a field',
  UNSTORABLE: 'a value was too large to be stored',
  NO_SPACE: 'the database had no space left on its disk',
  DATABASE: 'the database did not take what was read',
  FAILED_SET: 'AWS answered for a part only',
  RUN_DEADLINE: 'the collection ran out of time',
  BUDGET: 'the budget for metrics was used up',
  DEPENDENCY: 'what it builds on was not read',
  INTERRUPTED: 'the collection was interrupted',
  UNEXPECTED: 'of something unexpected',
}

/** A cause as part of a sentence, after "because". A cause of a newer version keeps its own word. */
export function causePhrase(cause: string | null, status: ScopeStatus): string {
  if (status === 'never') return 'they have not been read yet'
  if (cause === null) return 'no cause was recorded'
  return CAUSE_PHRASES[cause] ?? `of ${cause}`
}

/** "35 of 38 active accounts looked at; 3 could not be, or not wholly: the member role cannot be assumed (2), …; 5 not active, as last read" */
export function coverageSentence({ accounts, looked, inactive, gaps }: CoverageSummary): string {
  const causes = gaps.map(
    ({ cause, status, accounts: count }) => `${causePhrase(cause, status)} (${formatCount(count)})`,
  )
  const missing = accounts - looked
  const asked = countOf(accounts, inactive > 0 ? 'active account' : 'account')
  const rest = inactive === 0 ? '' : `; ${formatCount(inactive)} not active, as last read`
  if (missing === 0) return `${accounts === 1 ? '' : 'All '}${asked} looked at${rest}`
  const why = `${formatCount(missing)} could not be, or not wholly: ${[...new Set(causes)].join(', ')}`
  return `${formatCount(looked)} of ${asked} looked at; ${why}${rest}`
}
