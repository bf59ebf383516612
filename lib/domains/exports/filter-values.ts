/** What the filters of an export may be set to, for its schema and for the command's help. */
import { EVENT_STATUSES } from '#lib/checks/health/event-status'
import { VERDICTS } from '#lib/checks/lambda/deprecated-runtime'
import { SEVERITIES } from '#lib/checks/lambda/severity'
import { USES } from '#lib/checks/lambda/version-use'
import { CAUSE_CODES } from '#lib/core/cause'
import { DUE } from '#lib/core/due'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES } from '#lib/core/finding-source'
import { SCOPE_STATUSES } from '#lib/core/reading'
import { STAGES } from '#lib/history/history-entry'
import { LISTS } from '../../lists/all-lists.ts'
import { LEFT } from '../accounts/contract.ts'
import { RULE_STATES } from '../config/contract.ts'
import { NOT_COMPLETE } from '../coverage/contract.ts'
import { CHANGE_KINDS } from '../health/contract.ts'
import { CATEGORIES, CHECK_STATUSES } from '../trusted-advisor/contract.ts'
import type { ExportFilter, ExportKind } from './contract.ts'

type FilterValues = {
  values: readonly string[]
  /** AWS may add to these: another word of this form finds what it finds. */
  others?: RegExp
}

const ACCOUNT_STATES = ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION', 'CLOSED', LEFT]

const SOURCES = FINDING_SOURCES.map((source) => FINDING_SOURCE_FACTS[source].scopes)

/** Of filters that are named neither here nor with values in a declared list any value may exist. */
const VALUES: { [Kind in ExportKind]?: Partial<Record<ExportFilter, FilterValues>> } = {
  runtimes: {
    verdict: { values: VERDICTS },
    due: { values: DUE },
    use: { values: USES },
    severity: { values: SEVERITIES },
  },
  accounts: { status: { values: ACCOUNT_STATES, others: /^[A-Z_]+$/ } },
  findings: {
    status: { values: ['open', 'excluded', 'resolved'] },
    severity: { values: SEVERITIES },
    source: { values: SOURCES },
  },
  events: { status: { values: EVENT_STATUSES }, type: { values: CHANGE_KINDS } },
  rules: { status: { values: RULE_STATES } },
  checks: { status: { values: CHECK_STATUSES }, category: { values: CATEGORIES, others: /^[a-z_]+$/ } },
  recommendations: { status: { values: STAGES }, source: { values: SOURCES }, due: { values: DUE } },
  coverage: { status: { values: [...SCOPE_STATUSES, NOT_COMPLETE] }, cause: { values: CAUSE_CODES } },
}

/** Undefined where any value may exist. */
export function filterValues(kind: ExportKind, filter: ExportFilter): FilterValues | undefined {
  const declared = LISTS.find(({ id }) => id === kind)?.filters[filter]?.values
  return declared ? { values: Object.keys(declared) } : VALUES[kind]?.[filter]
}

export function canBe({ values, others }: FilterValues, value: string): boolean {
  return values.includes(value) || others?.test(value) === true
}
