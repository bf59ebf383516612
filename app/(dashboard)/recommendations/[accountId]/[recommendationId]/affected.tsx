'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DateWithDistance } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { Status } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { LoadFailure } from '#components/feedback/query-state'
import { PageTurner } from '#components/table/page-turner'
import { countOf, visibleText } from '#lib/core/format'
import type { Day } from '#lib/core/time'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import type { AffectedRow, RecommendationDetail, RecommendationKey } from '#lib/domains/recommendations/contract'
import { sourceWord, verdictWord } from '#lib/domains/recommendations/words'

/** The resources it is about, the open ones first. */
export function Affected({ at, of: { openFindings, dueOn } }: { at: RecommendationKey; of: RecommendationDetail }) {
  const [cursor, setCursor] = useState<{ after?: string; before?: string }>({})
  const affected = useQuery(recommendationQueries.affected(at, cursor))
  const { data, error } = affected
  if (data === undefined && error) {
    return (
      <LoadFailure
        what="the affected resources"
        reason={error.message}
        retry={affected.refetch}
        retrying={affected.isFetching}
      />
    )
  }
  const turns = data && (data.after !== null || data.before !== null)
  return (
    <Table
      items={data?.rows ?? []}
      trackBy="id"
      variant="container"
      wrapLines
      loading={data === undefined}
      loadingText="Loading the affected resources"
      header={
        <Header
          variant="h2"
          description={`${countOf(openFindings, 'resource')} open now`}
          actions={turns && <PageTurner after={data.after} before={data.before} turn={setCursor} />}
        >
          What is affected
        </Header>
      }
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
