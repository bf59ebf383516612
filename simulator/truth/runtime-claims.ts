/** What Health and Trusted Advisor say of functions on old runtimes, with the dates of the runtimes themselves. */
import type { Day } from '#lib/core/time'
import { RUNTIMES } from '../world/runtimes.ts'
import { severityOf } from './severity.ts'
import type { Statement } from './statements.ts'
import { dueOnOf, verdictOf } from './versions.ts'

export type RuntimeClaim = {
  source: Statement['source']
  accountId: string
  region: string
  /** Without a qualifier. */
  functionArn: string
  runtime: string
}

const LATE = '9999-12-31'

/** Of several runtimes of one function the one that bites first: past before to come, then the nearest date. */
export function ofRuntimes(claims: readonly RuntimeClaim[], today: Day): readonly Statement[] {
  const statements = claims.flatMap((claim) => ofRuntime(claim, today))
  const byFunction = Map.groupBy(statements, ({ resourceId }) => resourceId)
  return [...byFunction.values()].flatMap((said) =>
    said.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1)).slice(0, 1),
  )
}

const rankOf = ({ verdict, dueOn, subject }: Statement): string =>
  [verdict === 'deprecated' ? 0 : 1, dueOn ?? LATE, subject].join('|')

function ofRuntime(
  { source, accountId, region, functionArn, runtime }: RuntimeClaim,
  today: Day,
): readonly Statement[] {
  const facts = RUNTIMES.get(runtime) ?? null
  const verdict = verdictOf(facts, today)
  if (!facts || (verdict !== 'deprecated' && verdict !== 'approaching')) return []
  const dueOn = dueOnOf(facts, today)
  return [
    {
      ...{ source, checkId: 'lambda.deprecated-runtime', accountId, region, resourceId: functionArn },
      ...{ subject: `lambda-runtime:${runtime}`, verdict, dueOn, use: 'unknown', origin: null },
      severity: severityOf({ use: 'unknown', verdict, dueOn }, today),
    },
  ]
}

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME` of an ARN with a version or `$LATEST` behind it. */
export function withoutQualifier(arn: string): string {
  return arn.split(':').slice(0, 7).join(':')
}
