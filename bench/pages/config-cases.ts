import type pg from 'pg'
import { operator } from '#lib/db/as-viewer'
import { declaredCondition, declaredKeyset } from '#lib/db/sql/lists/declared-list'
import { configAccountList, RULE_STATES, ruleList } from '#lib/domains/config/contract'
import { listConfigAccountPage, listEvaluationPage, listRulePage } from '#lib/domains/config/queries'
import { configEvaluations } from '#lib/lists/config-evaluations'
import { definitionOf } from '#lib/lists/shown-list'
import { deepPage, tableOf } from './deep-page.ts'
import { listCases, type PageCase } from './list-cases.ts'

/** The rule that most resources fail. */
const RULE = 'rule-1'

export async function configCases(superuser: pg.Pool): Promise<PageCase[]> {
  const account = { column: 'account_id' }
  const rules = await listCases(superuser, {
    name: 'rules',
    list: ruleList,
    table: 'config_rule',
    condition: 'true',
    values: { status: { words: RULE_STATES }, pack: { column: `coalesce(conformance_pack, 'none')` }, account },
    texts: ['rule-3'],
    read: (values) => listRulePage(operator, values),
  })
  const accounts = await listCases(superuser, {
    name: 'Config accounts',
    list: configAccountList,
    table: 'config_rule JOIN account a ON a.id = account_id',
    condition: 'true',
    values: { account, team: { column: `coalesce(a.team_id, 'none')` } },
    texts: ['payments'],
    read: (values) => listConfigAccountPage(operator, values),
  })
  const evaluations = await listCases(superuser, {
    name: 'resources of a rule',
    list: definitionOf(configEvaluations),
    table: 'config_evaluation',
    condition: `rule_key = '${RULE}'`,
    values: { account, region: { column: 'region' }, type: { column: 'resource_type' } },
    texts: ['resource-1'],
    read: (values) => listEvaluationPage(operator, { about: RULE, values }),
    deep: (values) =>
      deepPage(values, {
        list: configEvaluations.id,
        about: RULE,
        from: tableOf.evaluations,
        condition: declaredCondition(configEvaluations, {
          filters: { ...values.filters, rule: [RULE] },
          text: values.text,
        }),
        keyset: declaredKeyset(configEvaluations, values.sort, values.order === 'desc'),
      }),
  })
  return [...rules, ...accounts, ...evaluations]
}
