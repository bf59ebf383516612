import type { Metadata } from 'next'
import { listAddress, rowInPanel } from '#lib/core/page-address'
import { configQueries } from '#lib/domains/config/client'
import { ruleKeyInput } from '#lib/domains/config/contract'
import { getRule, listEvaluationPage } from '#lib/domains/config/queries'
import { configEvaluations } from '#lib/lists/config-evaluations'
import { shownList } from '#lib/lists/shown-list'
import { definePage } from '../../../../define-page.tsx'
import { RulePage } from './rule-page.tsx'

export const metadata: Metadata = { title: 'Config rule' }

const list = shownList(configEvaluations)

export default definePage({
  permission: 'posture:read',
  path: ruleKeyInput,
  address: listAddress(list.definition, { resource: rowInPanel }),
  show: async ({ viewer, path: { ruleKey }, asked: { values } }) => {
    const rule = await getRule(viewer, { ruleKey })
    return {
      queries: [
        { ...configQueries.rule(ruleKey), queryFn: async () => rule },
        {
          ...configQueries.evaluations(ruleKey, values),
          queryFn: () => listEvaluationPage(viewer, { about: ruleKey, values }),
        },
      ],
      page: <RulePage ruleKey={ruleKey} list={list} />,
    }
  },
})
