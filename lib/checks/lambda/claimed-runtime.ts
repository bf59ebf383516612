/** What other sources say of functions on old runtimes: they name function and runtime, the catalogue has the dates. */
import { runtimeTitle } from '../../catalogue/lambda-runtime-names.ts'
import { findArnParts } from '../../core/arn.ts'
import { compareText } from '../../core/compare-text.ts'
import type { Silence, Statement } from '../statement.ts'
import { deprecatedRuntime, type RuntimeFacts, runtimeSubject, type Verdict } from './deprecated-runtime.ts'
import { severityOf } from './severity.ts'

export type NamedFunction = {
  /** Without a qualifier. */
  arn: string
  region: string
  name: string
  /** `$LATEST`, a version or an alias; null where the ARN has none. */
  qualifier: string | null
}

const FUNCTION = /^function:([^:]+)(?::([^:]+))?$/

/** The function that an ARN names, or null when it names something else. */
export function findFunctionOfArn(text: string): NamedFunction | null {
  const parts = findArnParts(text)
  if (parts?.service !== 'lambda') return null
  const [, name, qualifier] = FUNCTION.exec(parts.resource) ?? []
  if (name === undefined || parts.region === '') return null
  const { partition, region, accountId } = parts
  return {
    arn: `arn:${partition}:lambda:${region}:${accountId}:function:${name}`,
    region,
    name,
    qualifier: qualifier ?? null,
  }
}

export type RuntimeClaim = {
  function: NamedFunction
  runtime: string
  /** What the source itself says, for a runtime that the catalogue does not know. */
  claims: Extract<Verdict, 'approaching' | 'deprecated'>
}

/**
 * Null: by the catalogue the runtime is supported and no date is near, so there is nothing to do, whatever the source
 * says. Where a runtime is not in the catalogue, the source is believed.
 */
function judgeClaim({ runtime, claims }: RuntimeClaim, facts: RuntimeFacts) {
  const { verdict, dueOn } = deprecatedRuntime.judge({ runtime, packageType: 'Zip' }, facts)
  if (verdict === 'fine') return null
  return { verdict: verdict === 'unknown' ? claims : verdict, dueOn }
}

const VERDICT_ORDER: Record<string, number> = { deprecated: 0, approaching: 1 }

function compareByBite(a: Statement, b: Statement): number {
  return (
    (VERDICT_ORDER[a.verdict] ?? 2) - (VERDICT_ORDER[b.verdict] ?? 2) ||
    compareText(a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31') ||
    compareText(a.subject, b.subject)
  )
}

function statementOf(claims: readonly RuntimeClaim[], facts: RuntimeFacts): Statement[] {
  return claims.flatMap((claim) => {
    const judged = judgeClaim(claim, facts)
    if (judged === null) return []
    const { arn, region, name } = claim.function
    const { runtime } = claim
    const qualifiers = claims.flatMap(({ runtime: other, function: { qualifier } }) =>
      other === runtime && qualifier !== null ? [qualifier] : [],
    )
    return [
      {
        checkId: deprecatedRuntime.id,
        region,
        resourceId: arn,
        resourceName: name,
        subject: runtimeSubject(runtime),
        ...judged,
        // Whether anything uses the function is told by what Lambda itself says of it, and by nobody else.
        use: 'unknown',
        severity: severityOf(judged.verdict, 'unknown', judged.dueOn, facts.today),
        details: {
          title: runtimeTitle(facts.runtimes, runtime),
          runtime,
          qualifiers: [...new Set(qualifiers)].sort(compareText),
        },
      },
    ]
  })
}

/** One statement a function, of the runtime that bites first; a silence where the catalogue has nothing against any. */
export function judgeClaims(
  claims: readonly RuntimeClaim[],
  facts: RuntimeFacts,
): { statements: Statement[]; silences: Silence[] } {
  const byFunction = Map.groupBy(claims, ({ function: { arn } }) => arn)
  const statements: Statement[] = []
  const silences: Silence[] = []
  for (const [arn, ofFunction] of byFunction) {
    const [statement] = statementOf(ofFunction, facts).toSorted(compareByBite)
    const [first] = ofFunction
    if (statement) statements.push(statement)
    else if (first) {
      const { region } = first.function
      silences.push({
        checkId: deprecatedRuntime.id,
        region,
        resourceId: arn,
        subject: runtimeSubject(first.runtime),
        because: 'catalogue',
      })
    }
  }
  return { statements, silences }
}
