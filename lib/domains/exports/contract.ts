/** What can be exported, its columns in their order, and what it can be narrowed by. Shared by server and browser. */
import { z } from 'zod'
import { filterSchema, onlyThese } from '#lib/core/filter-values'
import { EXPORT_FORMATS, type ExportFormat } from '#lib/encode/format-names'
import { advisorFlagged } from '../../lists/advisor-flagged.ts'
import { configEvaluations } from '../../lists/config-evaluations.ts'
import { exportOf } from '../../lists/exported-list.ts'
import { filterValues } from './filter-values.ts'

export { EXPORT_FORMATS, type ExportFormat }

const TEXT_LENGTH_MAX = 300
const VALUES_MAX = 200

/** Filters have the names of the URL's. Values of one filter are alternatives; filters narrow each other. */
export const EXPORTS = {
  runtimes: {
    describes: 'Every version of every Lambda function, with its runtime, its dates and its use.',
    columns: [
      'accountId',
      'region',
      'functionName',
      'version',
      'functionArn',
      'packageType',
      'runtime',
      'verdict',
      'deprecatedOn',
      'blockCreateOn',
      'blockUpdateOn',
      'dueOn',
      'use',
      'aliases',
      'lastInvokedOn',
      'lastInvokedState',
      'lastModifiedAt',
      'origin',
      'team',
    ],
    filters: ['account', 'team', 'region', 'runtime', 'verdict', 'due', 'use', 'severity', 'origin'],
  },
  accounts: {
    describes: 'Every account of the organisation, with its owner and its tags.',
    columns: ['accountId', 'name', 'email', 'state', 'ouPath', 'team', 'teamRule', 'tags', 'supportPlan'],
    filters: ['account', 'team', 'status', 'ou'],
  },
  findings: {
    describes: 'Every finding, those that are resolved included.',
    columns: [
      'findingId',
      'checkId',
      'accountId',
      'region',
      'resourceId',
      'status',
      'severity',
      'dueOn',
      'team',
      'firstSeenAt',
      'resolvedAt',
      'sources',
      'recommendationId',
      'subject',
      'verdict',
      'use',
      'origin',
    ],
    filters: ['account', 'team', 'region', 'check', 'status', 'severity', 'source'],
  },
  events: {
    describes: 'Every scheduled change of AWS Health, a row for each resource it affects.',
    columns: [
      'eventArn',
      'accountId',
      'entityValue',
      'eventTypeCode',
      'service',
      'region',
      'category',
      'awsStatus',
      'status',
      'startTime',
      'endTime',
      'entityStatus',
      'lastUpdatedAt',
      'team',
    ],
    filters: ['account', 'team', 'region', 'status', 'service', 'type'],
  },
  rules: {
    describes: 'Every rule of AWS Config, with where it is not complied with.',
    columns: [
      'rule',
      'conformancePacks',
      'resources',
      'rules',
      'failing',
      'accounts',
      'failingAccounts',
      'regions',
      'compliant',
    ],
    filters: ['account', 'pack', 'status'],
  },
  evaluations: exportOf(configEvaluations),
  checks: {
    describes: 'Every check of Trusted Advisor, with how many accounts have which status.',
    columns: [
      'checkId',
      'name',
      'category',
      'accounts',
      'error',
      'warning',
      'ok',
      'notAvailable',
      'other',
      'flagged',
      'suppressed',
      'monthlySavings',
      'refreshedAt',
    ],
    filters: ['category', 'status', 'account'],
  },
  flagged: exportOf(advisorFlagged),
  recommendations: {
    describes: 'Every recommendation with the last answer to it, those that are closed included.',
    columns: [
      'recommendationId',
      'subject',
      'checkId',
      'accountId',
      'team',
      'stage',
      'origin',
      'priority',
      'openFindings',
      'dueOn',
      'acknowledgedAt',
      'acknowledgedBy',
      'decidedAt',
      'decidedBy',
      'reason',
      'note',
      'committedOn',
      'assignee',
      'expiresOn',
      'claimedFixedAt',
      'title',
      'createdAt',
      'resolvedAt',
    ],
    filters: ['account', 'ou', 'team', 'source', 'check', 'status', 'assignee', 'due'],
  },
  decisions: {
    describes: 'The history of all recommendations: who did what, when and why, each entry chained to the one before.',
    columns: [
      'sequence',
      'at',
      'actor',
      'action',
      'recommendationId',
      'from',
      'to',
      'reason',
      'note',
      'hash',
      'previousHash',
      'entryId',
      'accountId',
      'committedOn',
      'assignee',
      'expiresOn',
      'openFindings',
      'dueOn',
    ],
    filters: ['account', 'team', 'check'],
  },
  coverage: {
    describes: 'What was looked at: every source, account and Region with its state.',
    columns: ['source', 'accountId', 'region', 'status', 'cause', 'message', 'remedy', 'lastCompleteAt'],
    filters: ['source', 'account', 'region', 'status', 'cause', 'team'],
  },
} as const satisfies Record<string, { describes: string; columns: readonly string[]; filters: readonly ExportFilter[] }>

export type ExportKind = keyof typeof EXPORTS
export const EXPORT_KINDS = Object.keys(EXPORTS) as ExportKind[]

/** Every filter of any kind. */
export const EXPORT_FILTERS = [
  'account',
  'region',
  'source',
  'check',
  'status',
  'team',
  'runtime',
  'verdict',
  'due',
  'use',
  'severity',
  'origin',
  'cause',
  'ou',
  'service',
  'type',
  'rule',
  'pack',
  'category',
  'suppressed',
  'assignee',
] as const
export type ExportFilter = (typeof EXPORT_FILTERS)[number]

/** `text` is the beginning of a name, in any case. */
export type ExportFilters = { filters: Partial<Record<ExportFilter, readonly string[]>>; text: string }

/** The team of what nobody owns, in filters. */
export const UNOWNED = 'none'

/** A query's filters for one kind; refuses names that the kind does not know. `format` is left to who calls. */
export function exportFilters(kind: ExportKind) {
  const shape = Object.fromEntries(
    EXPORTS[kind].filters.map((name) => [name, filterSchema(filterValues(kind, name), VALUES_MAX)] as const),
  )
  return onlyThese({ text: z.string().max(TEXT_LENGTH_MAX).default(''), ...shape }).transform(
    ({ text, ...filters }): ExportFilters => ({ filters: filters as ExportFilters['filters'], text }),
  )
}

export const exportKind = z.enum(EXPORT_KINDS as [ExportKind, ...ExportKind[]])
export const exportFormat = z.enum(EXPORT_FORMATS)
/** Names one workbook in the queue of those that are made one after the other. */
export const ticketId = z.uuid()

/** What a ticket stands for now. `ahead`: workbooks that are made before it. `rows`: how many are in the file so far. */
export type TurnState =
  | { state: 'waiting'; ahead: number }
  | { state: 'ready' }
  | { state: 'making' | 'made'; rows: number }
