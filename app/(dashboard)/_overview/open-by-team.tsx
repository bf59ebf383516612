'use client'

import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { CountCell, CountHeader } from '#components/table/count-cell'
import type { TeamRow } from '#lib/domains/overview/contract'

/** A team's value in the filter of recommendations that stands for "nobody". */
const UNOWNED = 'none'

/** Who is late: the owners with the most overdue first. */
export function OpenByTeam({ teams }: { teams: readonly TeamRow[] }) {
  return (
    <Table
      items={teams}
      trackBy={({ teamId }) => teamId ?? ''}
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description="What nobody owns goes to the CCoE">
          Teams with the most overdue
        </Header>
      }
      columnDefinitions={[
        {
          id: 'team',
          header: 'Team',
          isRowHeader: true,
          minWidth: 140,
          cell: ({ teamId, teamName }) => (
            <PlaceLink href={`/recommendations?${new URLSearchParams({ team: teamId ?? UNOWNED })}`}>
              {teamId === null ? 'No owner' : (teamName ?? teamId)}
            </PlaceLink>
          ),
        },
        {
          id: 'overdue',
          header: <CountHeader>Overdue</CountHeader>,
          cell: ({ overdue }) => <CountCell count={overdue} />,
        },
        { id: 'soon', header: <CountHeader>In 30 days</CountHeader>, cell: ({ soon }) => <CountCell count={soon} /> },
        { id: 'open', header: <CountHeader>Open</CountHeader>, cell: ({ open }) => <CountCell count={open} /> },
      ]}
      empty={<EmptyState kind="nothing">No finding is open.</EmptyState>}
    />
  )
}
