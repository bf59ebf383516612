/** What the Config pages ask and are told. Shared by server and browser: the URL is parsed by it on both sides. */
import { z } from 'zod'
import { type ListDefinition, type ListPage, type ListValues, listInput } from '../../core/list.ts'
import { listAddress, tabbedAddress } from '../../core/page-address.ts'
import type { AskedCoverage } from '../../core/source-coverage.ts'
import type { EvaluationRow } from '../../lists/config-evaluations.ts'

/** Stands for "in no conformance pack" in filters. */
export const NO_PACK = 'none'
/** Stands for "nobody" in filters. */
export const UNOWNED = 'none'

export const RULE_STATES = ['noncompliant', 'compliant', 'unknown'] as const
export type RuleState = (typeof RULE_STATES)[number]

/** `text` is a part of the rule's name. */
export const ruleList = {
  filters: ['status', 'pack', 'account'],
  values: { status: { values: RULE_STATES } },
  sorts: ['resources', 'rule', 'accounts'],
  sort: 'resources',
  order: 'desc',
} as const satisfies ListDefinition
export type RuleFilter = (typeof ruleList.filters)[number]
export type RuleSort = (typeof ruleList.sorts)[number]
export const ruleListInput = listInput<RuleFilter, RuleSort>(ruleList)
export type RuleListValues = ListValues<RuleFilter, RuleSort>

export type RuleRow = {
  ruleKey: string
  /** In words where it is one of AWS's; else its key. */
  title: string
  /** Deployments of the rule in accounts and Regions, and those of them that do not comply, and that do. */
  rules: number
  failing: number
  compliant: number
  /** Resources that do not comply, as far as they could be read. */
  resources: number
  accounts: number
  failingAccounts: number
  regions: string[]
  /** Conformance packs that deploy it, `UNNAMED_PACK` where its name tells no more; empty where it tells of none. */
  packs: string[]
}

export type RulePage = ListPage<RuleRow> & {
  /** Over all rows that fit. */
  totals: { failing: number; resources: number }
  coverage: AskedCoverage
}

/** `text` is a part of an account's name, or the beginning of its id. */
export const configAccountList = {
  filters: ['account', 'team'],
  sorts: ['resources', 'name'],
  sort: 'resources',
  order: 'desc',
} as const satisfies ListDefinition
export type ConfigAccountFilter = (typeof configAccountList.filters)[number]
export type ConfigAccountSort = (typeof configAccountList.sorts)[number]
export const configAccountListInput = listInput<ConfigAccountFilter, ConfigAccountSort>(configAccountList)
export type ConfigAccountListValues = ListValues<ConfigAccountFilter, ConfigAccountSort>

export type ConfigAccountRow = {
  accountId: string
  accountName: string
  ouPath: string
  teamId: string | null
  teamName: string | null
  /** Null where Config could be asked nowhere in the account: unknown, not none. */
  rules: number | null
  failing: number | null
  resources: number | null
  /** Regions in which its rules were read, in which there was nothing to read, and which could not be read. */
  read: number
  notRecorded: number
  gaps: number
  lastCompleteAt: string | null
}
export type ConfigAccountPage = ListPage<ConfigAccountRow> & { coverage: AskedCoverage }

/** The list of each tab of the page. */
export const configTabs = { rules: ruleList, accounts: configAccountList } as const
export const configAddress = tabbedAddress({
  rules: listAddress(ruleList),
  accounts: listAddress(configAccountList),
})

export type ConfigFacets = { packs: string[]; teams: { value: string; label: string }[] }

/** AWS's names: letters, digits, dots, underscores, spaces and dashes, at most 128 of them. */
export const ruleKeyInput = z.strictObject({ ruleKey: z.string().min(1).max(128) })
export type RuleKey = z.output<typeof ruleKeyInput>

export type RuleDetail = RuleRow & {
  /** What filters of its resources may be set to. */
  facets: { regions: string[]; types: string[] }
  coverage: AskedCoverage
}

export const evaluationKey = z.strictObject({ accountId: z.string().regex(/^\d{12}$/), evaluationId: z.guid() })
export type EvaluationKey = z.output<typeof evaluationKey>

export type EvaluationDetail = EvaluationRow & {
  /** Null until it has been judged. */
  finding: {
    status: string
    severity: string
    teamName: string | null
    firstSeenAt: string
    recommendationId: string | null
    stage: string | null
  } | null
}
