/** What the Trusted Advisor pages ask and are told. Shared by server and browser. */
import { z } from 'zod'
import { CHECK_STATUS_WORDS, type CheckStatusWord } from '../../core/advisor-status.ts'
import type { AllowedNode } from '../../core/allowed-markup.ts'
import { type ListDefinition, type ListPage, type ListValues, listInput } from '../../core/list.ts'
import { listAddress } from '../../core/page-address.ts'
import type { AskedCoverage } from '../../core/source-coverage.ts'
import type { FlaggedRow } from '../../lists/advisor-flagged.ts'
import { listInputAbout } from '../../lists/list-input.ts'

/** In the order that AWS shows them. Another one that AWS adds comes behind them, in its own word. */
export const CATEGORIES = [
  'cost_optimizing',
  'performance',
  'security',
  'fault_tolerance',
  'service_limits',
  'operational_excellence',
] as const
export type Category = (typeof CATEGORIES)[number]

/** What AWS says of a check. */
export const CHECK_STATUSES = Object.keys(CHECK_STATUS_WORDS) as CheckStatusWord[]

/** Counts of accounts by what a check says of them; `other` are words that AWS has added since. */
export type StatusCounts = { error: number; warning: number; ok: number; notAvailable: number; other: number }

/** `text` is a part of the check's name, or its id. */
export const checkList = {
  filters: ['category', 'status', 'account'],
  values: {
    category: { values: CATEGORIES, others: /^[a-z_]+$/, hint: 'another category that AWS has added' },
    status: { values: CHECK_STATUSES },
  },
  sorts: ['status', 'check', 'flagged', 'savings'],
  sort: 'status',
  order: 'desc',
} as const satisfies ListDefinition
export type CheckFilter = (typeof checkList.filters)[number]
export type CheckSort = (typeof checkList.sorts)[number]
export const checkAddress = listAddress(checkList)
export const checkListInput = listInput<CheckFilter, CheckSort>(checkList)
export type CheckListValues = ListValues<CheckFilter, CheckSort>

export type CheckRow = StatusCounts & {
  checkId: string
  name: string
  category: string
  /** Accounts of which its result is known. */
  accounts: number
  flagged: number
  suppressed: number
  /** US dollars; null where no account's check speaks of money. */
  monthlySavings: number | null
  /** The oldest of the accounts' results; null where AWS told of none. */
  refreshedAt: string | null
}
export type CheckPage = ListPage<CheckRow> & { coverage: AskedCoverage }

/** Checks of a category, each counted once by the worst that any account has. */
export type CategoryCard = {
  category: string
  checks: number
  error: number
  warning: number
  ok: number
  unknown: number
  flagged: number
  monthlySavings: number | null
}
export type AdvisorOverview = { categories: CategoryCard[]; coverage: AskedCoverage }

/** AWS's ids are short and of letters, digits, and seldom more. */
const checkId = z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, 'must be the id of a check')
export const checkKey = z.strictObject({ checkId })
export type CheckKey = z.output<typeof checkKey>

export type CheckDetail = CheckRow & {
  description: AllowedNode[]
  /** Names of the columns of what it flags. */
  columns: string[]
  facets: { regions: string[] }
  coverage: AskedCoverage
}

export const resultList = {
  filters: ['account', 'status'],
  values: { status: { values: CHECK_STATUSES } },
  sorts: ['account'],
  sort: 'account',
  order: 'asc',
} as const satisfies ListDefinition
export type ResultFilter = (typeof resultList.filters)[number]
export type ResultSort = (typeof resultList.sorts)[number]
export type ResultListValues = ListValues<ResultFilter, ResultSort>

/** The check comes from the path, everything else from the query. */
export const resultListInput = listInputAbout('checkId', checkId, resultList)

/** What a check says of one account. */
export type ResultRow = {
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  status: string
  processed: number
  flagged: number
  ignored: number
  suppressed: number
  monthlySavings: number | null
  refreshedAt: string | null
}
export type ResultPage = ListPage<ResultRow> & { coverage: AskedCoverage }

export const flaggedKey = z.strictObject({ checkId, accountId: z.string().regex(/^\d{12}$/), resourceId: z.guid() })
export type FlaggedKey = z.output<typeof flaggedKey>

export type FlaggedDetail = FlaggedRow & {
  columns: string[]
  finding: {
    checkId: string
    status: string
    severity: string
    teamName: string | null
    firstSeenAt: string
    recommendationId: string | null
    stage: string | null
  } | null
}
