/** What a product that reads this world must come to say, in the shape of its exports. */
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import { checkTruth, flaggedTruth } from './advice.ts'
import { coverageTruth, knowsAccounts } from './coverage.ts'
import { type FunctionTruth, knownFunctions } from './estate.ts'
import { eventTruth } from './events.ts'
import { findingTruth } from './findings.ts'
import { evaluationTruth, ruleTruth } from './rules.ts'

export const TRUTH_KINDS = [
  'accounts',
  'runtimes',
  'events',
  'findings',
  'coverage',
  'rules',
  'evaluations',
  'checks',
  'flagged',
] as const
export type TruthKind = (typeof TRUTH_KINDS)[number]

export type TruthOptions = {
  /** Whether the product has read everything once before the present plan, or starts with nothing. */
  knows: 'everything' | 'nothing'
}

export function tellTruth(kind: TruthKind, options: TruthOptions, state: State): readonly object[] {
  const { accounts } = state.world.at(state.now())
  switch (kind) {
    case 'accounts':
      if (!knowsAccounts(state, options)) return []
      return accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(accountTruth)
    case 'coverage':
      return coverageTruth(state, options)
    case 'runtimes':
      return knownFunctions(state, options).flatMap(runtimeTruths)
    case 'events':
      return eventTruth(state, options)
    case 'findings':
      return findingTruth(state, options)
    case 'rules':
      return ruleTruth(state, options)
    case 'evaluations':
      return evaluationTruth(state, options)
    case 'checks':
      return checkTruth(state, options)
    case 'flagged':
      return flaggedTruth(state, options)
  }
}

function accountTruth({ id, name, email, state, ouPath, tags }: Account) {
  return {
    accountId: id,
    name,
    email,
    state,
    ouPath,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  }
}

/** A row per version, ordered by version as text. */
function runtimeTruths({ account, region, lambda, origin, versions }: FunctionTruth) {
  return versions
    .toSorted((a, b) => (a.version.version < b.version.version ? -1 : 1))
    .map(({ version, facts, verdict, dueOn, aliases, lastInvokedOn, lastInvokedState, use }) => ({
      accountId: account.id,
      region,
      functionName: lambda.name,
      version: version.version,
      functionArn: lambda.arn,
      packageType: lambda.packageType,
      runtime: version.runtime,
      verdict,
      deprecatedOn: facts?.deprecatedOn ?? null,
      blockCreateOn: facts?.blockCreateOn ?? null,
      blockUpdateOn: facts?.blockUpdateOn ?? null,
      dueOn,
      use,
      aliases,
      lastInvokedOn,
      lastInvokedState,
      lastModifiedAt: `${version.modifiedOn}T${lambda.details.timeOfDay}Z`,
      origin,
    }))
}
