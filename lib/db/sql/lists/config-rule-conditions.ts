import { readsEverything, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import type { KeyPart, Keyset } from './keyset.ts'
import { likeWords } from './like-literal.ts'

export type ConfigRuleFilter = 'account' | 'pack' | 'status'
export type ConfigRuleOrder = 'resources' | 'rule' | 'accounts'

export type ConfigRuleConditions = {
  filters: Partial<Record<ConfigRuleFilter, readonly string[]>>
  /** A part of the rule's name, as AWS writes it or in words. */
  text: string
}

/** The rule is in no conformance pack, as far as its name tells. */
export const NO_PACK = 'none'

const RULE: KeyPart = { sql: Prisma.sql`r.rule_key`, type: 'text' }
const ORDERS: Record<ConfigRuleOrder, KeyPart[]> = {
  resources: [{ sql: Prisma.sql`r.resources`, type: 'int' }, { sql: Prisma.sql`r.failing`, type: 'int' }, RULE],
  rule: [RULE],
  accounts: [{ sql: Prisma.sql`r."failingAccounts"`, type: 'int' }, RULE],
}

export const configRuleKeyset = (order: ConfigRuleOrder, descending: boolean): Keyset => ({
  parts: ORDERS[order],
  descending,
})

/** Of a rule `r` with its counts over some places. */
export const IS_NONCOMPLIANT = Prisma.sql`(r.failing > 0 OR r.resources > 0)`

/** Which deployments of a rule conform and which do not: its state over all places it is in. */
function statusIs(value: string): Prisma.Sql {
  if (value === 'noncompliant') return IS_NONCOMPLIANT
  if (value === 'compliant') return Prisma.sql`(r.failing = 0 AND r.resources = 0 AND r.compliant > 0)`
  if (value === 'unknown') return Prisma.sql`(r.failing = 0 AND r.resources = 0 AND r.compliant = 0)`
  return Prisma.sql`false`
}

const anyOf = (conditions: readonly Prisma.Sql[]): Prisma.Sql => Prisma.sql`(${Prisma.join([...conditions], ' OR ')})`

export function configRuleCondition({ filters, text }: ConfigRuleConditions): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (filters.status?.length) conditions.push(anyOf(filters.status.map(statusIs)))
  if (filters.pack?.length) {
    const packs = filters.pack.map((pack) => (pack === NO_PACK ? '' : pack))
    conditions.push(Prisma.sql`r.packs && ${packs}`)
  }
  if (text !== '') conditions.push(Prisma.sql`r.rule_key ILIKE ${`%${likeWords(text)}%`}`)
  return Prisma.join(conditions, ' AND ')
}

/**
 * Rules with their counts: rule_key, rules, failing, compliant, resources, accounts, failingAccounts, regions, packs. For whoever
 * reads everything from the organisation's totals; narrowed to accounts, and for members, from the accounts' own.
 */
export function countedConfigRules(viewer: Viewer, accounts: readonly string[] | undefined): Prisma.Sql {
  return readsEverything(viewer) && !accounts?.length ? OF_ORGANIZATION : ofAccounts(accounts)
}

const OF_ORGANIZATION = Prisma.sql`(
  SELECT o.*, coalesce(a.accounts, 0)::int AS accounts, coalesce(a.failing, 0)::int AS "failingAccounts",
    ARRAY(SELECT p.conformance_pack FROM rollup_config_pack_organization p WHERE p.rule_key = o.rule_key
      ORDER BY p.conformance_pack) AS packs
  FROM (
    SELECT rule_key, sum(rules)::int AS rules, sum(failing)::int AS failing, sum(resources)::int AS resources,
      sum(compliant)::int AS compliant,
      array_agg(region ORDER BY region) FILTER (WHERE rules > 0 OR resources > 0) AS regions
    FROM rollup_config_region_organization GROUP BY rule_key
  ) o LEFT JOIN rollup_config_rule_accounts a USING (rule_key))`

function ofAccounts(accounts: readonly string[] | undefined): Prisma.Sql {
  const narrowed = accounts?.length ? Prisma.sql`account_id = ANY (${[...accounts]})` : Prisma.sql`true`
  return Prisma.sql`(
    SELECT o.*, coalesce(k.packs, '{}') AS packs
    FROM (
      SELECT rule_key, sum(rules)::int AS rules, sum(failing)::int AS failing, sum(resources)::int AS resources,
        sum(compliant)::int AS compliant,
        array_agg(DISTINCT region) FILTER (WHERE rules > 0 OR resources > 0) AS regions,
        count(DISTINCT account_id) FILTER (WHERE rules > 0)::int AS accounts,
        count(DISTINCT account_id) FILTER (WHERE failing > 0)::int AS "failingAccounts"
      FROM rollup_config_rule WHERE ${narrowed} GROUP BY rule_key
    ) o LEFT JOIN (
      SELECT rule_key, array_agg(DISTINCT coalesce(conformance_pack, '')) AS packs
      FROM config_rule WHERE ${narrowed} GROUP BY rule_key
    ) k USING (rule_key))`
}
