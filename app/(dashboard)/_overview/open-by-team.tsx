'use client'

import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { CountHeader } from '#components/table/count-cell'
import { WorkCell } from '#components/table/work-cell'
import type { Due } from '#lib/core/due'
import type { TeamRow } from '#lib/domains/overview/contract'

/** A team's value in the filter of recommendations that stands for "nobody". */
const UNOWNED = 'none'

const workOf = (teamId: string | null, due?: Due): string =>
  `/recommendations?${new URLSearchParams({ team: teamId ?? UNOWNED, ...(due && { due }) })}`

/** Who is late: the owners with the most overdue first. */
export function OpenByTeam({ teams }: { teams: readonly TeamRow[] }) {
  return (
    <Table
      items={teams}
      trackBy={({ teamId }) => teamId ?? ''}
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description="Active recommendations. What nobody owns goes to the CCoE.">
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
            <PlaceLink href={workOf(teamId)}>{teamId === null ? 'No owner' : (teamName ?? teamId)}</PlaceLink>
          ),
        },
        {
          id: 'overdue',
          header: <CountHeader>Overdue</CountHeader>,
          cell: ({ teamId, overdue }) => <WorkCell work={overdue} href={workOf(teamId, 'overdue')} />,
        },
        {
          id: 'soon',
          header: <CountHeader>In 30 days</CountHeader>,
          cell: ({ teamId, soon }) => <WorkCell work={soon} href={workOf(teamId, '30days')} />,
        },
        {
          id: 'active',
          header: <CountHeader>Active</CountHeader>,
          cell: ({ teamId, active }) => <WorkCell work={active} href={workOf(teamId)} />,
        },
      ]}
      empty={<EmptyState kind="nothing">No recommendation is active.</EmptyState>}
    />
  )
}
