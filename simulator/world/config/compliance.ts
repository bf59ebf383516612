/** The Config rules of one account and Region on a day, and what each says of its resources. */
import { addDays, type Day } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import { later } from '../days.ts'
import type { LambdaFunction } from '../functions.ts'
import { type Random, randomFor } from '../random.ts'
import { RUNTIMES } from '../runtimes.ts'
import { spellOn } from '../spells.ts'
import type { AggregatedSource } from './recorded-places.ts'
import { ACCOUNT_RULE, PACK, RULE_PLANS, RUNTIME_RULE, type RulePlan } from './rule-plans.ts'

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT'

export type Evaluation = {
  resourceType: string
  resourceId: string
  compliance: Compliance
  annotation: string | null
  /** Since when it has been so. */
  since: Day
}

export type ConfigRule = {
  /** As Config names it there, with what its deployment added. */
  name: string
  key: string
  compliance: Compliance | 'INSUFFICIENT_DATA'
  evaluations: readonly Evaluation[]
}

/** As the aggregator knows them: of an outdated place as it was when it was last heard from, of a failed one nothing. */
export function configRulesAt(
  { account, region, status, knownOn }: AggregatedSource,
  functions: readonly LambdaFunction[],
  seed: number,
): readonly ConfigRule[] {
  if (status === 'FAILED' || account.joinedOn >= knownOn) return []
  const isMain = region === account.homeRegions[0]
  const planned = RULE_PLANS.filter(({ isGlobal }) => isMain || !isGlobal).map((plan) =>
    planRule(plan, { account, region, day: knownOn, seed }),
  )
  const current =
    status === 'SUCCEEDED' && functions.length > 0 ? runtimeRules(account, region, functions, knownOn, seed) : []
  const own = isMain ? [accountRule(account, region, knownOn, seed)] : []
  return [...planned, ...current, ...own].sort((a, b) => (a.name < b.name ? -1 : 1))
}

type At = { account: Account; region: string; day: Day; seed: number }

function planRule(plan: RulePlan, { account, region, day, seed }: At): ConfigRule {
  const words = [seed, 'config rule', account.id, region, plan.key]
  const count = randomFor(...words).between(...plan.resources)
  const evaluations = Array.from({ length: count }, (_, index) => {
    const random = randomFor(...words, index)
    return evaluate(plan, plan.resourceId(random), { account, day }, random)
  })
  return ruleOf(nameOf(plan.key, plan.deployedBy, account, region, seed), plan.key, evaluations)
}

function evaluate(
  { resourceType, share, annotation }: RulePlan,
  resourceId: string,
  { account, day }: Pick<At, 'account' | 'day'>,
  random: Random,
): Evaluation {
  const since = spellOn(day, share, random)
  return {
    resourceType,
    resourceId,
    compliance: since ? 'NON_COMPLIANT' : 'COMPLIANT',
    annotation: since && annotation,
    since: later(since ?? addDays(day, -30), account.joinedOn),
  }
}

/** A pack gives its rules a suffix of its own in every place, a rule of the organisation has one everywhere. */
function nameOf(key: string, by: RulePlan['deployedBy'], account: Account, region: string, seed: number): string {
  switch (by) {
    case 'account':
      return key
    case 'conformance pack':
      return `${key}-conformance-pack-${randomFor(seed, PACK, account.id, region).word(9)}`
    case 'organization':
      return `OrgConfigRule-${key}-${randomFor(seed, 'organization rule', key).word(8)}`
  }
}

function ruleOf(name: string, key: string, evaluations: readonly Evaluation[]): ConfigRule {
  const isBroken = evaluations.some(({ compliance }) => compliance === 'NON_COMPLIANT')
  const compliance = isBroken ? 'NON_COMPLIANT' : 'COMPLIANT'
  return { name, key, compliance: evaluations.length === 0 ? 'INSUFFICIENT_DATA' : compliance, evaluations }
}

/** In some accounts the pack brings the same rule again under another name. */
function runtimeRules(
  account: Account,
  region: string,
  functions: readonly LambdaFunction[],
  day: Day,
  seed: number,
): readonly ConfigRule[] {
  const evaluations = functions
    .filter(({ packageType }) => packageType === 'Zip')
    .map((lambda) => ofFunction(lambda, day))
  const isTwice = randomFor(seed, RUNTIME_RULE, account.id).chance(0.2)
  const names = isTwice
    ? [RUNTIME_RULE, nameOf(RUNTIME_RULE, 'conformance pack', account, region, seed)]
    : [RUNTIME_RULE]
  return names.map((name) => ruleOf(name, RUNTIME_RULE, evaluations))
}

function ofFunction({ name, runs }: LambdaFunction, day: Day): Evaluation {
  const { runtime, since } = runs.at(-1) ?? { runtime: null, since: day }
  const deprecatedOn = RUNTIMES.get(runtime ?? '')?.deprecatedOn
  const isOld = deprecatedOn ? deprecatedOn <= day : false
  return {
    resourceType: 'AWS::Lambda::Function',
    resourceId: name,
    compliance: isOld ? 'NON_COMPLIANT' : 'COMPLIANT',
    annotation: isOld ? `runtime ${runtime} is not in the allowed list` : null,
    since: isOld ? later(deprecatedOn ?? since, since) : since,
  }
}

function accountRule(account: Account, region: string, day: Day, seed: number): ConfigRule {
  const since = spellOn(day, 0.08, randomFor(seed, ACCOUNT_RULE, account.id))
  return ruleOf(nameOf(ACCOUNT_RULE, 'organization', account, region, seed), ACCOUNT_RULE, [
    {
      resourceType: 'AWS::::Account',
      resourceId: account.id,
      compliance: since ? 'NON_COMPLIANT' : 'COMPLIANT',
      annotation: null,
      since: later(since ?? account.joinedOn, account.joinedOn),
    },
  ])
}
