'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { DetailPanel } from '#components/shell/detail-panel'
import { accountOptions } from '#components/table/account-property'
import { columnsOf, propertiesOf } from '#components/table/declared-list'
import { ResourceTable } from '#components/table/resource-table'
import { rowKeyOf, useChosenRow } from '#components/table/use-chosen-row'
import { useListUrl } from '#components/table/use-list-url'
import { visibleText } from '#lib/core/format'
import { configQueries } from '#lib/domains/config/client'
import type { RuleDetail } from '#lib/domains/config/contract'
import type { ShownList } from '#lib/lists/shown-list'
import { NoRules } from '../../config-coverage.tsx'
import { EvaluationPanel } from './evaluation-panel.tsx'

/** The resources that do not comply with a rule, narrowed and ordered by the URL; one of them in the panel. */
export function EvaluationTable({ rule, list }: { rule: RuleDetail; list: ShownList }) {
  const url = useListUrl(list.definition)
  const columns = useMemo(() => columnsOf(list), [list])
  const evaluations = useQuery(configQueries.evaluations(rule.ruleKey, url.values))
  const rows = evaluations.data?.rows ?? []
  const { open, selected, onSelect, close } = useChosenRow('resource', rows)
  return (
    <>
      <ResourceTable
        id="config-evaluations"
        title={list.title}
        one={list.one}
        columns={columns}
        rowKey={rowKeyOf}
        url={url}
        query={evaluations}
        filters={propertiesOf(list, {
          account: accountOptions(rows),
          region: rule.facets.regions.map((value) => ({ value })),
          type: rule.facets.types.map((value) => ({ value })),
        })}
        placeholder={list.placeholder}
        exportKind={list.id}
        exportOf={{ rule: [rule.ruleKey] }}
        coverage={evaluations.data?.coverage}
        whenEmpty={<NoRules coverage={evaluations.data?.coverage}>{nothingListed(rule)}</NoRules>}
        selected={selected}
        onSelect={onSelect}
      />
      {open && (
        <DetailPanel title={selected ? visibleText(selected.resourceId) : 'Resource'} onClose={close}>
          <EvaluationPanel accountId={open.accountId} evaluationId={open.id} />
        </DetailPanel>
      )}
    </>
  )
}

function nothingListed({ failing, compliant }: RuleDetail): string {
  if (failing > 0) return 'This rule is not complied with, but AWS Config named no resource that could be read.'
  if (compliant === 0) return 'AWS Config has no data of this rule, wherever it could be read.'
  return 'Wherever it could be read, every resource complies with this rule.'
}
