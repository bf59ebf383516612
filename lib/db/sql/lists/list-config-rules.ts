import type { Tx, Viewer } from '../../as-viewer.ts'
import {
  type ConfigRuleConditions,
  type ConfigRuleOrder,
  configRuleCondition,
  configRuleKeyset,
  countedConfigRules,
} from './config-rule-conditions.ts'
import { type Position, pageSql } from './keyset.ts'

export type ListedConfigRule = {
  key: string[]
  ruleKey: string
  rules: number
  failing: number
  compliant: number
  resources: number
  accounts: number
  failingAccounts: number
  regions: string[]
  packs: string[]
}

/** One page of rules, from totals: no evaluation is read. */
export function listConfigRules(
  tx: Tx,
  viewer: Viewer,
  conditions: ConfigRuleConditions,
  order: { by: ConfigRuleOrder; descending: boolean },
  position: Position,
): Promise<ListedConfigRule[]> {
  const page = pageSql(configRuleKeyset(order.by, order.descending), position)
  return tx.$queryRaw<ListedConfigRule[]>`
    SELECT ${page.key} AS key, r.rule_key AS "ruleKey", r.rules, r.failing, r.compliant, r.resources, r.accounts,
      r."failingAccounts", coalesce(r.regions, '{}') AS regions, r.packs
    FROM ${countedConfigRules(viewer, conditions.filters.account)} r
    WHERE ${configRuleCondition(conditions)} AND ${page.condition}
    ORDER BY ${page.order} LIMIT ${page.limit}`
}

export type CountedConfigRules = { rules: number; failing: number; resources: number }

/** How many rules fit, how many of them fail somewhere, and the resources that do not comply with them. */
export async function countConfigRules(
  tx: Tx,
  viewer: Viewer,
  conditions: ConfigRuleConditions,
): Promise<CountedConfigRules> {
  const [row] = await tx.$queryRaw<CountedConfigRules[]>`
    SELECT count(*)::int AS rules, count(*) FILTER (WHERE r.failing > 0 OR r.resources > 0)::int AS failing,
      coalesce(sum(r.resources), 0)::int AS resources
    FROM ${countedConfigRules(viewer, conditions.filters.account)} r WHERE ${configRuleCondition(conditions)}`
  return row ?? { rules: 0, failing: 0, resources: 0 }
}

/** One rule with its counts; null when no account of the viewer's has it. */
export async function findConfigRule(tx: Tx, viewer: Viewer, ruleKey: string) {
  const [row] = await tx.$queryRaw<Omit<ListedConfigRule, 'key'>[]>`
    SELECT r.rule_key AS "ruleKey", r.rules, r.failing, r.compliant, r.resources, r.accounts, r."failingAccounts",
      coalesce(r.regions, '{}') AS regions, r.packs
    FROM ${countedConfigRules(viewer, undefined)} r WHERE r.rule_key = ${ruleKey}`
  return row ?? null
}

/** Conformance packs that filters may be set to. */
export async function listConfigPacks(tx: Tx, viewer: Viewer): Promise<string[]> {
  const rows = await tx.$queryRaw<{ pack: string }[]>`
    SELECT DISTINCT pack FROM ${countedConfigRules(viewer, undefined)} r, unnest(r.packs) AS pack ORDER BY pack`
  return rows.map(({ pack }) => pack)
}
