'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance } from '#components/display/dates'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { countOf, formatCount } from '#lib/core/format'
import type { NextDate } from '#lib/domains/overview/contract'

/** What AWS does next, and how much still stands in its way. */
export function NextDates({ dates }: { dates: readonly NextDate[] }) {
  return (
    <Table
      items={dates}
      trackBy={({ day, runtime }) => `${day} ${runtime}`}
      variant="container"
      wrapLines
      header={<Header variant="h2">Next dates</Header>}
      columnDefinitions={[
        { id: 'day', header: 'Date', width: 120, cell: ({ day }) => <DateWithDistance day={day} /> },
        {
          id: 'what',
          header: 'What happens',
          minWidth: 150,
          isRowHeader: true,
          cell: ({ runtime, bites }) => (
            <>
              <PlaceLink href={`/lambda?${new URLSearchParams({ tab: 'functions', runtime })}`}>{runtime}</PlaceLink>
              <Box color="text-body-secondary" fontSize="body-s">
                {bites}
              </Box>
            </>
          ),
        },
        {
          id: 'open',
          header: 'Open of all',
          minWidth: 110,
          cell: ({ live, open, ever }) => (
            <>
              {formatCount(open)} of {formatCount(ever)}
              <Box color="text-body-secondary" fontSize="body-s">
                {formatCount(live)} live
              </Box>
            </>
          ),
        },
        { id: 'teams', header: 'Owners', cell: ({ teams }) => countOf(teams, 'team') },
      ]}
      empty={<EmptyState kind="nothing">No open finding has a date ahead of it.</EmptyState>}
    />
  )
}
