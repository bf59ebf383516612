/** What the accounts pages ask and are told. */
import { z } from 'zod'
import type { CoverageSummary } from '../../core/coverage.ts'
import type { FindingSource } from '../../core/finding-source.ts'
import { type ListDefinition, type ListPage, type ListValues, listInput } from '../../core/list.ts'
import { listAddress } from '../../core/page-address.ts'
import type { ScopeStatus } from '../../core/reading.ts'

export type { TransitionCause } from '../../inventory/judging/transition-causes.ts'

/** A team's value in filters that stands for "nobody". */
export const UNOWNED = 'none'
/** A state of ours, beside those of AWS: no longer in the organisation. */
export const LEFT = 'LEFT'

const STATES = ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION', 'CLOSED', LEFT]

/** `text` is a part of the name, or the beginning of the id. `ou` is a unit with all below it, `status` an account's
 * state. */
export const accountList = {
  filters: ['account', 'team', 'status', 'ou'],
  values: { status: { values: STATES, others: /^[A-Z_]+$/, hint: 'another state that AWS has added' } },
  sorts: ['findings', 'name', 'account', 'ou', 'state', 'functions'],
  sort: 'findings',
  order: 'desc',
} as const satisfies ListDefinition
export type AccountFilter = (typeof accountList.filters)[number]
export type AccountSort = (typeof accountList.sorts)[number]
export const accountListInput = listInput<AccountFilter, AccountSort>(accountList)
export type AccountListValues = ListValues<AccountFilter, AccountSort>

export const accountAddress = listAddress(accountList)

export type AccountRow = {
  accountId: string
  name: string
  state: string
  ouPath: string
  teamId: string | null
  teamName: string | null
  teamRule: string | null
  /** Null where its functions have never been read: unknown, not none. */
  functions: number | null
  openFindings: number | null
  /** Expected scopes, and those that are not settled. */
  scopes: number
  gaps: number
  leftAt: string | null
}

export type AccountPage = ListPage<AccountRow> & { coverage: CoverageSummary }

/** What filters may be set to. */
export type AccountFacets = { teams: { id: string; name: string }[]; states: string[]; units: string[] }

export const accountKey = z.strictObject({ accountId: z.string().regex(/^\d{12}$/) })
export type AccountKey = z.output<typeof accountKey>

export type AccountContact = { kind: string; name: string; title: string | null; email: string; phone: string | null }

/** Open work of one subject: what must be done, by when. */
export type AccountWork = {
  /** Null for a check of a source that is not known here. */
  source: FindingSource | null
  subject: string
  /** What a person calls it. */
  title: string
  href: string
  dueOn: string | null
  open: number
  /** Of the open ones, those in live use; null where use is no question. */
  live: number | null
  unknown: number | null
}

/** Scopes of one source that are in one state for one reason. */
export type AccountScopes = {
  source: string
  status: ScopeStatus
  cause: string | null
  message: string | null
  remedy: string | null
  regions: string[]
  since: string
  /** The oldest of their last complete readings; null when one of them never was. */
  lastCompleteAt: string | null
}

export type AccountTransition = {
  id: string
  at: string
  resourceName: string | null
  region: string
  source: FindingSource | null
  /** What must be done, as a person calls it. */
  title: string
  fromStatus: string | null
  toStatus: string
  severity: string
  cause: string
}

export type AccountDetail = AccountRow & {
  arn: string
  email: string
  joinedAt: string | null
  joinedMethod: string | null
  stateSince: string
  supportPlan: string | null
  contacts: AccountContact[]
  /** The state of what they were read from; null when it was never planned. */
  contactsStatus: ScopeStatus | null
  tags: { key: string; value: string }[]
  regions: { region: string; optStatus: string }[]
  work: AccountWork[]
  coverage: AccountScopes[]
  history: AccountTransition[]
  /** There is more history than is shown. */
  moreHistory: boolean
}
