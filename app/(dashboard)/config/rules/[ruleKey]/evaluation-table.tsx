'use client'

import { useQuery } from '@tanstack/react-query'
import { AccountLink } from '#components/display/account-link'
import { BrokenText } from '#components/display/broken-text'
import { Instant } from '#components/display/dates'
import { Region } from '#components/display/regions'
import { TeamName } from '#components/display/team-name'
import { DetailPanel } from '#components/shell/detail-panel'
import { accountProperty } from '#components/table/account-property'
import type { FilterProperty } from '#components/table/list-filter'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import { rowKeyOf, useChosenRow } from '#components/table/use-chosen-row'
import { useListUrl } from '#components/table/use-list-url'
import { cutMiddle, visibleText } from '#lib/core/format'
import { configQueries } from '#lib/domains/config/client'
import {
  type EvaluationFilter,
  type EvaluationRow,
  type EvaluationSort,
  evaluationList,
  type RuleDetail,
} from '#lib/domains/config/contract'
import { NoRules } from '../../config-coverage.tsx'
import { EvaluationPanel } from './evaluation-panel.tsx'

/** The resources that do not comply with a rule, narrowed and ordered by the URL; one of them in the panel. */
export function EvaluationTable({ rule }: { rule: RuleDetail }) {
  const url = useListUrl(evaluationList)
  const evaluations = useQuery(configQueries.evaluations(rule.ruleKey, url.values))
  const rows = evaluations.data?.rows ?? []
  const { open, selected, onSelect, close } = useChosenRow('resource', rows)
  return (
    <>
      <ResourceTable
        id="config-evaluations"
        title="Non-compliant resources"
        one="resource"
        columns={COLUMNS}
        rowKey={rowKeyOf}
        url={url}
        query={evaluations}
        filters={propertiesOf(rule, rows)}
        placeholder="Filter by account, Region or type, or by how the resource’s id begins"
        exportKind="evaluations"
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

function propertiesOf(rule: RuleDetail, rows: readonly EvaluationRow[]): FilterProperty<EvaluationFilter>[] {
  return [
    accountProperty(rows),
    { key: 'region', label: 'Region', plural: 'Regions', options: rule.facets.regions.map((value) => ({ value })) },
    {
      key: 'type',
      label: 'Resource type',
      plural: 'Resource types',
      options: rule.facets.types.map((value) => ({ value })),
    },
  ]
}

const ID_LENGTH = 60

const COLUMNS: readonly ResourceColumn<EvaluationRow, EvaluationSort>[] = [
  {
    id: 'resource',
    header: 'Resource',
    sort: 'resource',
    width: 205,
    cell: ({ resourceId }) => (
      <span title={visibleText(resourceId)}>{cutMiddle(visibleText(resourceId), ID_LENGTH)}</span>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    width: 150,
    cell: ({ resourceType }) => <BrokenText text={visibleText(resourceType)} after="::" />,
  },
  {
    id: 'account',
    header: 'Account',
    sort: 'account',
    width: 152,
    cell: (row) => <AccountLink of={row} />,
  },
  { id: 'region', header: 'Region', width: 145, cell: ({ region }) => <Region name={region} /> },
  {
    id: 'annotation',
    header: 'What AWS says',
    width: 220,
    cell: ({ annotation }) => (annotation === null ? 'Nothing more' : visibleText(annotation)),
  },
  {
    id: 'ordered',
    header: 'Recorded by AWS',
    sort: 'ordered',
    width: 165,
    cell: ({ orderedAt }) => <Instant at={orderedAt} whenNone="Not told" />,
  },
  {
    id: 'team',
    header: 'Team',
    optional: true,
    width: 120,
    cell: (row) => <TeamName of={row} />,
  },
  {
    id: 'pack',
    header: 'Conformance pack',
    optional: true,
    width: 200,
    cell: ({ conformancePack }) => (conformancePack === null ? 'None' : visibleText(conformancePack)),
  },
  {
    id: 'read',
    header: 'Read by Steward',
    optional: true,
    width: 200,
    cell: ({ readAt }) => <Instant at={readAt} whenNone="Never completely" />,
  },
]
