/** What is to be exported of AWS Config: what does not comply, resource by resource, and rule by rule. */
import { startOfDay } from '#lib/core/time'
import type { State } from '../state.ts'
import type { ConfigRule } from '../world/config/compliance.ts'
import { knowsAccounts } from './coverage.ts'
import { knownBy } from './known.ts'
import type { Place } from './source-calls.ts'
import type { TruthOptions } from './tell-truth.ts'

type KnownRule = Place & { rule: ConfigRule }

/** Rules as far as the aggregator could be read, by account and Region. */
function knownRules(state: State, options: TruthOptions): readonly KnownRule[] {
  if (!knowsAccounts(state, options)) return []
  const day = state.world.at(state.now())
  const known = knownBy(state, options)
  return day.accounts.flatMap((account) =>
    account.enabledRegions
      .filter((region) => known.compliance(account.id, region))
      .flatMap((region) => day.configRulesIn(account, region).map((rule) => ({ account, region, rule }))),
  )
}

const brokenOf = ({ rule }: KnownRule) => rule.evaluations.filter(({ compliance }) => compliance === 'NON_COMPLIANT')

export function evaluationTruth(state: State, options: TruthOptions): readonly object[] {
  return knownRules(state, options).flatMap((known) =>
    brokenOf(known).map(({ resourceType, resourceId, compliance, annotation, since }) => ({
      ...{ accountId: known.account.id, accountName: known.account.name, region: known.region },
      ...{ rule: known.rule.key, ruleName: known.rule.name, conformancePack: packOf(known.rule.name) },
      ...{ resourceType, resourceId, compliance, annotation, orderedAt: startOfDay(since).toISOString() },
    })),
  )
}

/** Config ends the name of a rule of a pack with the pack's id. */
const packOf = (name: string): string | null => /-(conformance-pack-[a-z0-9]+)$/.exec(name)?.[1] ?? null

export function ruleTruth(state: State, options: TruthOptions): readonly object[] {
  const byKey = Map.groupBy(knownRules(state, options), ({ rule }) => rule.key)
  return [...byKey].map(([rule, deployed]) => {
    const failing = deployed.filter((one) => one.rule.compliance === 'NON_COMPLIANT')
    return {
      rule,
      resources: deployed.reduce((sum, one) => sum + brokenOf(one).length, 0),
      rules: deployed.length,
      failing: failing.length,
      compliant: deployed.filter((one) => one.rule.compliance === 'COMPLIANT').length,
      accounts: new Set(deployed.map(({ account }) => account.id)).size,
      failingAccounts: new Set(failing.map(({ account }) => account.id)).size,
      regions: [...new Set(deployed.map(({ region }) => region))].sort(),
    }
  })
}
