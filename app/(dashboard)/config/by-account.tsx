'use client'

import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { Instant } from '#components/display/dates'
import { Figure } from '#components/display/figure'
import { PageLink } from '#components/display/page-link'
import { Status } from '#components/display/status'
import { TeamName } from '#components/display/team-name'
import type { FilterProperty } from '#components/table/list-filter'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import { configQueries } from '#lib/domains/config/client'
import {
  type ConfigAccountFilter,
  type ConfigAccountRow,
  type ConfigAccountSort,
  type ConfigFacets,
  configAccountList,
} from '#lib/domains/config/contract'
import { ConfigCoverage, NoRules } from './config-coverage.tsx'

/** Every account with what does not comply in it, and how much of it Config could be asked about. */
export function ByAccount() {
  const url = useListUrl(configAccountList)
  const accounts = useQuery(configQueries.accounts(url.values))
  const facets = useQuery(configQueries.facets())
  const coverage = accounts.data?.coverage
  return (
    <SpaceBetween size="l">
      <ResourceTable
        id="config-accounts"
        title="Accounts"
        one="account"
        columns={COLUMNS}
        rowKey={({ accountId }) => accountId}
        url={url}
        query={accounts}
        filters={propertiesOf(facets.data)}
        placeholder="Filter accounts by team or id, or by a part of their name"
        coverage={coverage}
        whenEmpty={<NoRules coverage={coverage}>There is no account you may see.</NoRules>}
      />
      {coverage && <ConfigCoverage coverage={coverage} />}
    </SpaceBetween>
  )
}

function propertiesOf(facets: ConfigFacets | undefined): FilterProperty<ConfigAccountFilter>[] {
  return [
    { key: 'team', label: 'Team', plural: 'Teams', options: facets?.teams ?? [] },
    { key: 'account', label: 'Account id', plural: 'Accounts' },
  ]
}

/** A count of an account, or that it is not known: Config could be asked nowhere in it. */
function Known({ count }: { count: number | null }) {
  return count === null ? <Status kind="could-not-look">Not known</Status> : formatCount(count)
}

const COLUMNS: readonly ResourceColumn<ConfigAccountRow, ConfigAccountSort>[] = [
  {
    id: 'account',
    header: 'Account',
    sort: 'name',
    width: 200,
    cell: ({ accountId, accountName }) => (
      <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName)}</PageLink>
    ),
  },
  { id: 'team', header: 'Team', width: 110, cell: (row) => <TeamName of={row} /> },
  {
    id: 'resources',
    header: 'Not compliant',
    sort: 'resources',
    figure: true,
    width: 160,
    cell: ({ resources }) => <Known count={resources} />,
  },
  {
    id: 'rules',
    header: 'Rules',
    figure: true,
    width: 130,
    cell: ({ accountId, failing, rules }) =>
      failing === null || rules === null ? (
        <Known count={null} />
      ) : (
        <>
          <Figure
            count={failing}
            href={`/config?${new URLSearchParams({ account: accountId, status: 'noncompliant' })}`}
          />
          <Box color="text-body-secondary" fontSize="body-s">
            of {formatCount(rules)}
          </Box>
        </>
      ),
  },
  { id: 'coverage', header: 'Regions read', width: 260, cell: (row) => <Places row={row} /> },
  {
    id: 'last',
    header: 'Last complete',
    width: 200,
    cell: ({ lastCompleteAt }) => <Instant at={lastCompleteAt} whenNone="Never" />,
  },
  {
    id: 'ou',
    header: 'Organizational unit',
    optional: true,
    width: 220,
    cell: ({ ouPath }) => visibleText(ouPath),
  },
]

function Places({ row: { read, notRecorded, gaps } }: { row: ConfigAccountRow }) {
  return (
    <>
      {read > 0 ? countOf(read, 'Region') : <Status kind="could-not-look">None</Status>}
      {gaps > 0 && (
        <Box fontSize="body-s">
          <Status kind="could-not-look">{countOf(gaps, 'Region')} could not be read, or not wholly</Status>
        </Box>
      )}
      {notRecorded > 0 && (
        <Box color="text-body-secondary" fontSize="body-s">
          {countOf(notRecorded, 'Region')} without Config
        </Box>
      )}
    </>
  )
}
