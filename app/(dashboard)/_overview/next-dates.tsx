'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance } from '#components/display/dates'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import type { CalendarEntry } from '#lib/domains/calendar/contract'
import { KIND_WORDS } from '../calendar/entry-words.tsx'

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
      columnDefinitions={[
        { id: 'day', header: 'Date', width: 120, cell: ({ date }) => <DateWithDistance day={date} /> },
        {
          id: 'what',
          header: 'What happens',
          minWidth: 150,
          isRowHeader: true,
          cell: ({ title, href, kind }) => (
            <>
              <PlaceLink href={href}>{visibleText(title)}</PlaceLink>
              <Box color="text-body-secondary" fontSize="body-s">
                {KIND_WORDS[kind]}
              </Box>
            </>
          ),
        },
        {
          id: 'open',
          header: 'Open of all',
          minWidth: 110,
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
        { id: 'teams', header: 'Owners', cell: ({ teams }) => ownersInWords(teams) },
      ]}
      empty={<EmptyState kind="nothing">No open finding has a date ahead of it.</EmptyState>}
    />
  )
}

function ownersInWords(teams: readonly string[]): string {
  const [only] = teams
  return teams.length === 1 && only !== undefined ? visibleText(only) : countOf(teams.length, 'team')
}
