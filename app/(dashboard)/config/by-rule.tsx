'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import type { FilterProperty } from '#components/table/list-filter'
import { ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { countOf } from '#lib/core/format'
import { configQueries } from '#lib/domains/config/client'
import { type ConfigFacets, NO_PACK, type RuleFilter, ruleList } from '#lib/domains/config/contract'
import { AsOf, ConfigCoverage, NoRules } from './config-coverage.tsx'
import { packInWords, RULE_COLUMNS } from './rule-columns.tsx'

/** Every rule with what does not comply with it, the most first. */
export function ByRule() {
  const url = useListUrl(ruleList)
  const rules = useQuery(configQueries.rules(url.values))
  const facets = useQuery(configQueries.facets())
  const coverage = rules.data?.coverage
  return (
    <SpaceBetween size="l">
      <ResourceTable
        id="config-rules"
        title="Rules"
        one="rule"
        {...(rules.data && {
          description: (
            <>
              {countOf(rules.data.totals.failing, 'rule')} with {countOf(rules.data.totals.resources, 'resource')} that{' '}
              {rules.data.totals.resources === 1 ? 'does' : 'do'} not comply. <AsOf coverage={rules.data.coverage} />
            </>
          ),
        })}
        columns={RULE_COLUMNS}
        rowKey={({ ruleKey }) => ruleKey}
        url={url}
        query={rules}
        filters={propertiesOf(facets.data)}
        placeholder="Filter rules by state, conformance pack or account, or by a part of their name"
        exportKind="rules"
        coverage={coverage}
        whenEmpty={<NoRules coverage={coverage}>No account you see has a rule of AWS Config.</NoRules>}
      />
      {coverage && <ConfigCoverage coverage={coverage} />}
    </SpaceBetween>
  )
}

function propertiesOf(facets: ConfigFacets | undefined): FilterProperty<RuleFilter>[] {
  return [
    {
      key: 'status',
      label: 'State',
      plural: 'States',
      options: [
        { value: 'noncompliant', label: 'Not complied with somewhere' },
        { value: 'compliant', label: 'Complied with' },
        { value: 'unknown', label: 'No data of it in AWS Config' },
      ],
    },
    {
      key: 'pack',
      label: 'Conformance pack',
      plural: 'Conformance packs',
      options: (facets?.packs ?? []).map((value) => ({
        value,
        label: value === NO_PACK ? 'None' : packInWords(value),
      })),
    },
    { key: 'account', label: 'Account id', plural: 'Accounts' },
  ]
}
