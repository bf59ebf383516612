'use client'

import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import { Instant } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { ScopeState } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import type { ListUrl } from '#components/table/use-list-url'
import { formatCount, visibleText } from '#lib/core/format'
import { coverageQueries } from '#lib/domains/coverage/client'
import type { CoverageFilter, CoverageMatrix, ScopeRow } from '#lib/domains/coverage/contract'
import { coverageFilters, FILTER_PLACEHOLDER } from './coverage-filters.ts'

type ScopeListProps = {
  url: ListUrl<CoverageFilter, 'account'>
  words: CoverageMatrix['words'] | undefined
  onOpen: (place: string) => void
}

/** Every place one by one, as the export has them. */
export function ScopeList({ url, words, onOpen }: ScopeListProps) {
  const scopes = useQuery(coverageQueries.scopes(url.values))
  return (
    <ResourceTable
      id="scopes"
      title="Places"
      one="place"
      columns={columnsOf(onOpen)}
      rowKey={({ accountId, source, region }) => `${accountId} ${source} ${region}`}
      url={url}
      query={scopes}
      filters={coverageFilters(words)}
      placeholder={FILTER_PLACEHOLDER}
      exportKind="coverage"
      whenEmpty={<EmptyState kind="first-run">The first collection says which places there are.</EmptyState>}
    />
  )
}

function columnsOf(onOpen: (place: string) => void): ResourceColumn<ScopeRow, 'account'>[] {
  return [
    {
      id: 'source',
      header: 'Source',
      width: 165,
      cell: ({ accountId, source }) => (
        <Link
          href={`/coverage?open=${accountId}.${source}`}
          variant="secondary"
          onFollow={(event) => {
            event.preventDefault()
            onOpen(`${accountId}.${source}`)
          }}
        >
          {source}
        </Link>
      ),
    },
    {
      id: 'account',
      header: 'Account',
      width: 135,
      cell: ({ accountId, accountName }) => (
        <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName ?? accountId)}</PageLink>
      ),
    },
    { id: 'region', header: 'Region', width: 145, cell: ({ region }) => <Region name={region} /> },
    {
      id: 'status',
      header: 'State',
      width: 130,
      cell: ({ status, cause }) => <ScopeState status={status} cause={cause} />,
    },
    {
      id: 'why',
      header: 'Why',
      width: 265,
      cell: ({ cause, message }) =>
        message ? (
          <>
            <MarkedText text={message} />
            <Box color="text-body-secondary" fontSize="body-s">
              {cause}
            </Box>
          </>
        ) : (
          '–'
        ),
    },
    {
      id: 'last',
      header: 'Last complete',
      width: 130,
      cell: ({ lastCompleteAt }) => <Instant at={lastCompleteAt} whenNone="Never" />,
    },
    { id: 'since', header: 'Like this since', width: 190, cell: ({ since }) => <Instant at={since} />, optional: true },
    {
      id: 'count',
      header: 'Rows',
      width: 105,
      figure: true,
      // Rows of a reading that never came to its end are no number at all.
      cell: ({ count, lastCompleteAt }) => (lastCompleteAt ? formatCount(count) : 'Unknown'),
    },
  ]
}
