/** What stands beside every figure and list of one source: what was looked at, and where it could not be (I3). */
import { type CoverageSummary, causePhrase } from './coverage.ts'
import { countOf, formatCount } from './format.ts'
import type { ScopeStatus } from './reading.ts'

/** An account of which not everything could be read, and why. */
export type NamedGap = {
  accountId: string
  accountName: string | null
  regions: string[]
  status: ScopeStatus
  cause: string | null
  message: string | null
  lastCompleteAt: string | null
}

/** With the accounts that could not be looked at by name, up to a limit. */
export type SourceCoverage = CoverageSummary & {
  named: NamedGap[]
  /** More accounts and reasons than are named. */
  more: boolean
}

/** Where there was nothing to ask a source for, by reason: an answer of its own, and no zero. */
export type NotAsked = { status: ScopeStatus; cause: string | null; accounts: number; places: number }

export type AskedCoverage = SourceCoverage & { notAsked: NotAsked[] }

const NOT_ASKED_SENTENCES: Readonly<Record<string, (where: { accounts: string; places: string }) => string>> = {
  NO_AGGREGATOR: ({ accounts }) =>
    `There is no organisation aggregator to ask about ${accounts}. Whether they comply is not known.`,
  NOT_RECORDED: ({ accounts, places }) =>
    `AWS Config does not record in ${places} of ${accounts}. Whether what is there complies is not known.`,
  SUPPORT_PLAN: ({ accounts }) =>
    `${accounts} not entitled: AWS answers only for accounts with a paid support plan. What it would flag there is not known.`,
  ACCOUNT_STATE: ({ accounts }) => `${accounts} not asked: not active. What was last known of them is kept.`,
}

/** What a reason why nothing was asked means for whoever reads the figures beside it. */
export function notAskedSentence({ status, cause, accounts, places }: NotAsked): string {
  const where = { accounts: countOf(accounts, 'account'), places: countOf(places, 'Region') }
  const sentence = cause === null ? undefined : NOT_ASKED_SENTENCES[cause]
  return sentence?.(where) ?? `${where.accounts} not asked, because ${causePhrase(cause, status)}.`
}

/**
 * How many accounts have a support plan that includes what is read, and of how many that is not known: those that could
 * not be looked at, or not wholly, and those that nobody has asked yet.
 */
export function entitlementSentence({ accounts, looked, notAsked }: AskedCoverage): string {
  const without = notAsked.reduce(
    (sum, { status, accounts: count }) => (status === 'not_entitled' ? sum + count : sum),
    0,
  )
  const entitled = Math.max(0, looked - without)
  const unknown = accounts - looked
  const known = `${countOf(entitled, 'account')} of ${formatCount(accounts)} entitled to Trusted Advisor`
  return unknown === 0 ? `${known}.` : `${known}; of ${formatCount(unknown)} it is not known.`
}
