/** What Config says of a place: a statement for each resource that does not comply with a rule, however it came there. */
import type { State } from '../state.ts'
import type { Place } from './source-calls.ts'
import type { Statement } from './statements.ts'

export function complianceStatements({ account, region }: Place, state: State): readonly Statement[] {
  const rules = state.world.at(state.now()).configRulesIn(account, region)
  return rules.flatMap(({ key, evaluations }) =>
    evaluations
      .filter(({ compliance }) => compliance === 'NON_COMPLIANT')
      .map(({ resourceType, resourceId }) => ({
        ...{ source: 'config.compliance', checkId: `config.${key}`, accountId: account.id, region },
        ...{ resourceId: `${resourceType}/${resourceId}`, subject: `config-rule:${key}`, verdict: 'noncompliant' },
        ...{ severity: 'medium', dueOn: null, use: 'unknown', origin: null },
      })),
  )
}
