'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { NotLookedAt } from '#components/feedback/not-looked-at'
import { DetailPanel } from '#components/shell/detail-panel'
import { accountProperty } from '#components/table/account-property'
import type { FilterProperty } from '#components/table/list-filter'
import { ResourceTable } from '#components/table/resource-table'
import { rowKeyOf, useChosenRow } from '#components/table/use-chosen-row'
import { useListUrl } from '#components/table/use-list-url'
import { DUE, type Due, SOON_DAYS } from '#lib/core/due'
import { lambdaQueries } from '#lib/domains/lambda/client'
import {
  type FunctionFacets,
  type FunctionFilter,
  type FunctionRow,
  functionList,
  SEVERITIES,
  USES,
  VERDICTS,
} from '#lib/domains/lambda/contract'
import { FUNCTION_COLUMNS } from './function-columns.tsx'
import { FunctionDetail } from './function-detail.tsx'
import { NoFunctions } from './no-functions.tsx'

/** Every function that is there, narrowed and ordered by the URL; one of them in the panel. */
export function ByFunction() {
  const url = useListUrl(functionList)
  const functions = useQuery(lambdaQueries.functions(url.values))
  const facets = useQuery(lambdaQueries.facets())
  const rows = functions.data?.rows ?? []
  const { open, selected, onSelect, close } = useChosenRow('function', rows)
  const coverage = functions.data?.coverage
  return (
    <SpaceBetween size="l">
      {coverage && <NotLookedAt coverage={coverage} source="lambda.functions" />}
      <ResourceTable
        id="functions"
        title="Functions"
        one="function"
        columns={FUNCTION_COLUMNS}
        rowKey={rowKeyOf}
        url={url}
        query={functions}
        filters={propertiesOf(facets.data, rows)}
        placeholder="Filter functions by account, team, Region, runtime …, or by how their name begins"
        exportKind="runtimes"
        exportTotal={functions.data?.exported}
        exportOne="version"
        coverage={coverage}
        whenEmpty={<NoFunctions coverage={coverage} />}
        selected={selected}
        onSelect={onSelect}
      />
      {open && (
        <DetailPanel title={selected?.name ?? 'Function'} onClose={close}>
          <FunctionDetail accountId={open.accountId} functionId={open.id} inPanel />
        </DetailPanel>
      )}
    </SpaceBetween>
  )
}

const capitalised = (values: readonly string[]) =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

const DUE_WORDS: Readonly<Record<Due, string>> = { overdue: 'Overdue', '30days': `Within ${SOON_DAYS} days` }
const DUE_OPTIONS = DUE.map((value) => ({ value, label: DUE_WORDS[value] }))

function propertiesOf(
  facets: FunctionFacets | undefined,
  rows: readonly FunctionRow[],
): FilterProperty<FunctionFilter>[] {
  return [
    accountProperty(rows),
    { key: 'team', label: 'Team', plural: 'Teams', options: facets?.team ?? [] },
    { key: 'region', label: 'Region', plural: 'Regions', options: facets?.region ?? [] },
    { key: 'runtime', label: 'Runtime', plural: 'Runtimes', options: facets?.runtime ?? [] },
    { key: 'verdict', label: 'Verdict', plural: 'Verdicts', options: capitalised(VERDICTS) },
    { key: 'due', label: 'Due', plural: 'Due', options: DUE_OPTIONS },
    { key: 'use', label: 'Use', plural: 'Uses', options: capitalised(USES) },
    { key: 'severity', label: 'Severity', plural: 'Severities', options: capitalised(SEVERITIES) },
    { key: 'origin', label: 'Defined by', plural: 'Origins', options: facets?.origin ?? [] },
  ]
}
