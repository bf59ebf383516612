'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DateWithDistance } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { Status } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { type Cursor, PagedTable } from '#components/table/paged-table'
import { countOf, visibleText } from '#lib/core/format'
import type { Day } from '#lib/core/time'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import type { AffectedRow, RecommendationDetail, RecommendationKey } from '#lib/domains/recommendations/contract'
import { sourceWord, verdictWord } from '#lib/domains/recommendations/words'

/** The resources it is about, the open ones first. */
export function Affected({ at, of: { openFindings, dueOn } }: { at: RecommendationKey; of: RecommendationDetail }) {
  const [cursor, setCursor] = useState<Cursor>({})
  return (
    <PagedTable
      variant="container"
      title="Affected resources"
      query={useQuery(recommendationQueries.affected(at, cursor))}
      turn={setCursor}
      heading={(parts) => (
        <Header {...parts} variant="h2" description={`${countOf(openFindings, 'resource')} open now`}>
          What is affected
        </Header>
      )}
      trackBy="id"
      columnDefinitions={[
        { id: 'resource', header: 'Resource', isRowHeader: true, minWidth: 230, cell: (row) => <Resource of={row} /> },
        { id: 'region', header: 'Region', minWidth: 120, cell: ({ region }) => <Region name={region} /> },
        { id: 'state', header: 'State', minWidth: 150, cell: (row) => <State of={row} otherwise={dueOn} /> },
        {
          id: 'sources',
          header: 'Sources',
          minWidth: 140,
          cell: ({ sources }) => (sources.length === 0 ? '–' : sources.map(sourceWord).join(', ')),
        },
      ]}
      empty={<EmptyState kind="nothing">No resource was ever recorded under it.</EmptyState>}
    />
  )
}

function Resource({ of: { href, resourceName, resourceId } }: { of: AffectedRow }) {
  const name = visibleText(resourceName)
  return (
    <>
      {href ? <PageLink href={href}>{name}</PageLink> : name}
      {resourceId !== resourceName && (
        <Box color="text-body-secondary" fontSize="body-s">
          <Identifier text={resourceId} what="resource" length={22} />
        </Box>
      )}
    </>
  )
}

/** `otherwise`: the date of the recommendation, which its resources need not repeat. */
function State({ of: { status, verdict, dueOn }, otherwise }: { of: AffectedRow; otherwise: Day | null }) {
  if (status === 'resolved') return <Status kind="resolved" />
  if (status === 'excluded') return <Status kind="dismissed">Excluded</Status>
  const isLate = verdict === 'overdue' || verdict === 'deprecated'
  return (
    <>
      <Status kind={isLate ? 'overdue' : 'approaching'}>{verdictWord(verdict)}</Status>
      {dueOn !== otherwise && (
        <Box fontSize="body-s">
          <DateWithDistance day={dueOn} whenNone="No date" inline />
        </Box>
      )}
    </>
  )
}
