/** Everything that is to be done, by whatever source says so. */
import type { Day } from '#lib/core/time'
import type { State } from '../state.ts'
import { adviceStatements } from './advice-statements.ts'
import { complianceStatements } from './compliance-statements.ts'
import { knowsAccounts } from './coverage.ts'
import { type FunctionTruth, knownFunctions } from './estate.ts'
import { healthStatements } from './health-statements.ts'
import { knownBy } from './known.ts'
import { severityOf } from './severity.ts'
import { findingsOf, type Statement } from './statements.ts'
import type { TruthOptions } from './tell-truth.ts'
import type { VersionTruth } from './versions.ts'

const LATE = '9999-12-31'

const USE_ORDER = ['live', 'unknown', 'dormant']
const VERDICT_ORDER = ['deprecated', 'approaching']

export function findingTruth(state: State, options: TruthOptions): readonly object[] {
  const { accounts, today } = state.world.at(state.now())
  const known = knownBy(state, options)
  const listed = knowsAccounts(state, options) ? accounts : []
  return findingsOf([
    ...knownFunctions(state, options).flatMap((one) => statementOf(one, today)),
    ...(known.health ? healthStatements(state) : []),
    ...listed.filter(({ id }) => known.advice(id)).flatMap((account) => adviceStatements(account, state)),
    ...listed.flatMap((account) =>
      account.enabledRegions
        .filter((region) => known.compliance(account.id, region))
        .flatMap((region) => complianceStatements({ account, region }, state)),
    ),
  ])
}

/** A function with a version on a runtime that is deprecated or soon will be, as Lambda itself shows it. */
function statementOf({ account, region, lambda, origin, versions }: FunctionTruth, today: Day): readonly Statement[] {
  const [worst] = versions
    .filter(({ verdict }) => VERDICT_ORDER.includes(verdict))
    .map((version) => ({ version, rank: rankOf(version) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  if (!worst) return []
  const { verdict, use, dueOn, version } = worst.version
  return [
    {
      ...{ source: 'lambda.functions', checkId: 'lambda.deprecated-runtime', accountId: account.id, region },
      ...{ resourceId: lambda.arn, subject: `lambda-runtime:${version.runtime}` },
      ...{ severity: severityOf(worst.version, today), dueOn, verdict, use, origin },
    },
  ]
}

/** A text that sorts as what bites first: what is in use, then what is already past, then the nearest date. */
function rankOf({ use, verdict, dueOn, facts, version }: VersionTruth): string {
  const order = [USE_ORDER.indexOf(use), VERDICT_ORDER.indexOf(verdict)]
  return [...order, dueOn ?? LATE, facts?.deprecatedOn ?? LATE, version.runtime].join('|')
}
