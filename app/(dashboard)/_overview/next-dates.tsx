'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance } from '#components/display/dates'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import type { CalendarEntry } from '#lib/domains/calendar/contract'
import { KIND_OF_ONE } from '../calendar/entry-words.tsx'

/** What AWS does next, and how much still stands in its way. */
export function NextDates({ dates }: { dates: readonly CalendarEntry[] }) {
  return (
    <Table
      items={dates}
      trackBy="id"
      variant="container"
      wrapLines
      header={
        <Header variant="h2" actions={<PlaceLink href="/calendar">Calendar</PlaceLink>}>
          Next dates
        </Header>
      }
      ariaLabels={{ tableLabel: 'Next dates' }}
      columnDefinitions={[
        { id: 'day', header: 'Date', minWidth: 105, cell: ({ date }) => <DateWithDistance day={date} /> },
        {
          id: 'what',
          header: 'What happens',
          minWidth: 190,
          isRowHeader: true,
          cell: ({ title, href, kind }) => (
            <>
              <PlaceLink href={href}>{visibleText(title)}</PlaceLink>
              <Box color="text-body-secondary" fontSize="body-s">
                {KIND_OF_ONE[kind]}
              </Box>
            </>
          ),
        },
        {
          id: 'open',
          header: 'Open of all',
          minWidth: 90,
          cell: ({ live, open, done }) => (
            <>
              {formatCount(open)} of {formatCount(open + done)}
              {live !== null && (
                <Box color="text-body-secondary" fontSize="body-s">
                  {formatCount(live)} live
                </Box>
              )}
            </>
          ),
        },
        { id: 'teams', header: 'Owners', minWidth: 95, cell: ({ teams }) => ownersInWords(teams) },
      ]}
      empty={<EmptyState kind="nothing">No open finding has a date ahead of it.</EmptyState>}
    />
  )
}

function ownersInWords(teams: readonly string[]): string {
  const [only] = teams
  if (only === undefined) return 'No owner'
  return teams.length === 1 ? visibleText(only) : countOf(teams.length, 'team')
}
