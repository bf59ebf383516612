'use client'

import { useQuery } from '@tanstack/react-query'
import { CheckStatus } from '#components/display/check-status'
import { Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { TeamName } from '#components/display/team-name'
import type { FilterProperty } from '#components/table/list-filter'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { CHECK_STATUS_WORDS } from '#lib/core/advisor-status'
import { formatCount, visibleText } from '#lib/core/format'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import {
  CHECK_STATUSES,
  type ResultFilter,
  type ResultRow,
  type ResultSort,
  resultList,
} from '#lib/domains/trusted-advisor/contract'
import { dollars, NoChecks } from '../advisor-words.tsx'

/** What a check says of each account. Accounts that could not be asked are no rows of it: the page names them beside. */
export function ResultTable({ checkId }: { checkId: string }) {
  const url = useListUrl(resultList)
  const results = useQuery(advisorQueries.results(checkId, url.values))
  return (
    <ResourceTable
      id="advisor-results"
      title="Accounts"
      one="account"
      columns={COLUMNS}
      rowKey={({ accountId }) => accountId}
      url={url}
      query={results}
      filters={PROPERTIES}
      placeholder="Filter by status or account id"
      coverage={results.data?.coverage}
      whenEmpty={<NoChecks coverage={results.data?.coverage}>No account you see has a result of it.</NoChecks>}
    />
  )
}

const PROPERTIES: FilterProperty<ResultFilter>[] = [
  {
    key: 'status',
    label: 'Status',
    plural: 'Statuses',
    options: CHECK_STATUSES.map((value) => ({ value, label: CHECK_STATUS_WORDS[value] })),
  },
  { key: 'account', label: 'Account id', plural: 'Accounts' },
]

const COLUMNS: readonly ResourceColumn<ResultRow, ResultSort>[] = [
  {
    id: 'account',
    header: 'Account',
    sort: 'account',
    width: 165,
    cell: ({ accountId, accountName }) => (
      <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName ?? accountId)}</PageLink>
    ),
  },
  { id: 'team', header: 'Team', width: 115, cell: (row) => <TeamName of={row} /> },
  { id: 'status', header: 'Status', width: 225, cell: ({ status }) => <CheckStatus status={status} /> },
  { id: 'flagged', header: 'Flagged', figure: true, width: 100, cell: ({ flagged }) => formatCount(flagged) },
  { id: 'processed', header: 'Looked at', figure: true, width: 115, cell: ({ processed }) => formatCount(processed) },
  { id: 'suppressed', header: 'Excluded', figure: true, width: 110, cell: ({ suppressed }) => formatCount(suppressed) },
  {
    id: 'savings',
    header: 'Savings a month',
    figure: true,
    width: 115,
    cell: ({ monthlySavings }) => (monthlySavings === null ? '–' : dollars(monthlySavings)),
  },
  {
    id: 'refreshed',
    header: 'Refreshed',
    width: 130,
    cell: ({ refreshedAt }) => <Instant at={refreshedAt} whenNone="Not told" />,
  },
]
