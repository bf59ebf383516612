/** What AWS Config says of resources that do not comply with a rule, in one account and Region. Pure. */
import { configRuleTitle } from '../../catalogue/config-managed-rules.ts'
import { compareText } from '../../core/compare-text.ts'
import type { Said, Statement } from '../statement.ts'

export type NoncompliantResource = {
  ruleName: string
  /** The same rule under whatever name a conformance pack or an organisation rule gives it. */
  ruleKey: string
  resourceType: string
  resourceId: string
  annotation: string | null
}

export const configCheckId = (ruleKey: string): string => `config.${ruleKey}`
export const configSubject = (ruleKey: string): string => `config-rule:${ruleKey}`

function statementOf(region: string, first: NoncompliantResource, rows: readonly NoncompliantResource[]): Statement {
  const { ruleKey, resourceType, resourceId } = first
  const rules = rows.map(({ ruleName, annotation }) => ({ ruleName, annotation }))
  return {
    checkId: configCheckId(ruleKey),
    region,
    resourceId: `${resourceType}/${resourceId}`,
    resourceName: resourceId,
    subject: configSubject(ruleKey),
    verdict: 'noncompliant',
    // AWS Config does not rank its rules.
    severity: 'medium',
    dueOn: null,
    use: 'unknown',
    details: {
      title: configRuleTitle(ruleKey),
      resourceType,
      rules: rules.toSorted((a, b) => compareText(a.ruleName, b.ruleName)),
    },
  }
}

/** One statement a rule and resource, however many conformance packs have deployed the rule. */
export function judgeNoncompliantResources(region: string, rows: readonly NoncompliantResource[]): Said {
  const groups = Map.groupBy(rows, ({ ruleKey, resourceType, resourceId }) =>
    JSON.stringify([ruleKey, resourceType, resourceId]),
  )
  const statements = [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [statementOf(region, first, group)] : []
  })
  return { statements, silences: [] }
}
