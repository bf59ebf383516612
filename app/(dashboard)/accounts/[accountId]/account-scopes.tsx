'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { Instant } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { RegionList } from '#components/display/regions'
import { ScopeState } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { countOf } from '#lib/core/format'
import type { AccountDetail } from '#lib/domains/accounts/contract'

const REGIONS_SHOWN = 3

/** What of the account was looked at; what could not be comes first, with what to do about it. */
export function AccountScopesTable({ account: { accountId, coverage } }: { account: AccountDetail }) {
  return (
    <Table
      items={coverage}
      trackBy={({ source, status, cause }) => `${source} ${status} ${cause}`}
      variant="container"
      wrapLines
      header={
        <Header
          variant="h2"
          actions={
            <PlaceLink href={`/coverage?${new URLSearchParams({ account: accountId })}`}>Region by Region</PlaceLink>
          }
        >
          Coverage of this account
        </Header>
      }
      columnDefinitions={[
        {
          id: 'source',
          header: 'Source',
          isRowHeader: true,
          width: 230,
          cell: ({ source }) => <Box variant="code">{source}</Box>,
        },
        {
          id: 'state',
          header: 'State',
          minWidth: 140,
          cell: ({ status, cause }) => <ScopeState status={status} cause={cause} />,
        },
        { id: 'where', header: 'Where', minWidth: 150, cell: ({ regions }) => <Where regions={regions} /> },
        {
          id: 'why',
          header: 'Why, and what to do',
          minWidth: 240,
          cell: ({ message, remedy, cause }) =>
            message === null && remedy === null ? (
              (cause ?? '–')
            ) : (
              <>
                {message && <MarkedText text={message} />}
                {remedy && (
                  <Box color="text-body-secondary">
                    <MarkedText text={remedy} />
                  </Box>
                )}
              </>
            ),
        },
        {
          id: 'last',
          header: 'Last complete',
          width: 215,
          cell: ({ lastCompleteAt, regions }) => (
            <Instant at={lastCompleteAt} whenNone={regions.length === 1 ? 'Never' : 'Not in every Region'} />
          ),
        },
      ]}
      empty={
        <EmptyState kind="first-run" heading="Nothing of it has been read yet">
          It is read with the next collection.
        </EmptyState>
      }
    />
  )
}

function Where({ regions }: { regions: readonly string[] }) {
  if (regions.length === 1 && regions[0] === 'global') return 'The whole account'
  if (regions.length <= REGIONS_SHOWN) return <RegionList names={regions} />
  return countOf(regions.length, 'Region')
}
