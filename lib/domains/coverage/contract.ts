/** What the coverage page asks and is told. */
import { z } from 'zod'
import { CAUSE_CODES } from '#lib/core/cause'
import { type ListDefinition, type ListPage, type ListTotal, type ListValues, listInput, oneOf } from '#lib/core/list'
import { listAddress } from '#lib/core/page-address'
import { SCOPE_STATUSES, type ScopeStatus } from '#lib/core/reading'

/** A filter's value that stands for every state in which something could have been read and was not. */
export const NOT_COMPLETE = 'gap'

export const coverageList = {
  filters: ['source', 'account', 'region', 'status', 'cause', 'team'],
  values: { status: { values: [...SCOPE_STATUSES, NOT_COMPLETE] }, cause: { values: CAUSE_CODES } },
  sorts: ['account'],
  sort: 'account',
  order: 'asc',
} as const satisfies ListDefinition
export type CoverageFilter = (typeof coverageList.filters)[number]

export const coverageListInput = listInput<CoverageFilter, 'account'>(coverageList)
/** `text` is the beginning of an account's name, in any case. */
export type CoverageListValues = ListValues<CoverageFilter, 'account'>

export const COVERAGE_VIEWS = ['matrix', 'list'] as const
/** `open`: an account, or one of its sources: `123456789012.lambda.functions`. */
export const coverageAddress = listAddress(coverageList, {
  view: oneOf(COVERAGE_VIEWS, 'matrix'),
  open: z
    .string()
    .regex(/^\d{12}(\.[a-z]+(\.[a-z-]+)?)?$/, 'must be an account id, or one with a dot and the id of a source')
    .optional(),
})

/** What the matrix is asked: its totals stand beside the list too, whose pages are not its own. */
export const matrixValues = (values: CoverageListValues, view: (typeof COVERAGE_VIEWS)[number]): CoverageListValues =>
  view === 'list' ? { ...values, after: null, before: null } : values

/** Scopes of one cell that are in one state for one reason. */
export type CellPart = {
  status: ScopeStatus
  cause: string | null
  /** Read completely before, and nothing to ask now. */
  lost: boolean
  scopes: number
  /** The oldest of their last complete readings; null when one of them never was. */
  lastCompleteAt: string | null
}

/** One source in one account over all its Regions: the worst of it decides what is shown, and is the first of its parts. */
export type Cell = { source: string; worst: ScopeStatus; scopes: number; complete: number; parts: CellPart[] }

export type MatrixRow = {
  accountId: string
  accountName: string | null
  state: string
  teamName: string | null
  cells: Cell[]
}

/**
 * `waiting`: those of them that were not looked at, though the state is one of answers: they wait for a source which was
 * never read, or were read before and have nothing to ask now.
 */
export type StatusCount = { status: ScopeStatus; scopes: number; accounts: number; waiting: number }

export type CoverageMatrix = ListPage<MatrixRow> & {
  /** Rows of the export of the same filter: it has one for every place. */
  exported: ListTotal
  /** The columns, in their order. */
  sources: string[]
  /** What filters may be set to. */
  words: { sources: string[]; causes: string[]; regions: string[] }
  /** Over everything the viewer may see, whatever the filter. */
  totals: StatusCount[]
  at: string
}

export type ScopeRow = {
  accountId: string
  accountName: string | null
  source: string
  region: string
  status: ScopeStatus
  cause: string | null
  message: string | null
  remedy: string | null
  since: string
  lastAttemptAt: string | null
  lastCompleteAt: string | null
  count: number
}

export type ScopePage = ListPage<ScopeRow> & { at: string }

export const accountKey = z.object({ accountId: z.string().regex(/^\d{12}$/) })

/** Every scope of one account: its Regions by source. */
export type AccountScopes = { accountId: string; accountName: string | null; scopes: ScopeRow[]; at: string }
