'use client'

import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance } from '#components/display/dates'
import { Status } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { CountCell, CountHeader } from '#components/table/count-cell'
import { dayOf } from '#lib/core/time'
import type { RecommendationDetail, SourceWords } from '#lib/domains/recommendations/contract'
import { sourceWord, verdictWord } from '#lib/domains/recommendations/words'

/** Which sources report it, and where they do not agree (F95). */
export function WhoSaysWhat({ of: { witnesses, stage } }: { of: RecommendationDetail }) {
  const disagreement = disagreementOf(witnesses)
  return (
    <Table
      items={witnesses}
      trackBy={({ source, verdict, dueOn }) => `${source} ${verdict} ${dueOn}`}
      variant="container"
      wrapLines
      header={
        <Header
          variant="h2"
          {...(disagreement !== null && { description: <Status kind="approaching">{disagreement}</Status> })}
        >
          Who says so
        </Header>
      }
      columnDefinitions={[
        { id: 'source', header: 'Source', isRowHeader: true, minWidth: 130, cell: ({ source }) => sourceWord(source) },
        { id: 'verdict', header: 'Says', minWidth: 130, cell: ({ verdict }) => verdictWord(verdict) },
        {
          id: 'due',
          header: 'Date',
          minWidth: 130,
          cell: ({ dueOn }) => <DateWithDistance day={dueOn} whenNone="No date" />,
        },
        {
          id: 'resources',
          header: <CountHeader>Resources</CountHeader>,
          cell: ({ resources }) => <CountCell count={resources} />,
        },
        {
          id: 'since',
          header: 'Since',
          minWidth: 120,
          cell: ({ since }) => <DateWithDistance day={dayOf(new Date(since))} />,
        },
      ]}
      empty={
        <EmptyState kind="nothing" heading="Nobody, any more">
          {stage === 'resolved'
            ? 'Complete collections of every source that reported it no longer contain it.'
            : 'Nothing of it is open now.'}
        </EmptyState>
      }
    />
  )
}

/** A sentence where two sources name different dates; null where they agree, or where one alone speaks. */
function disagreementOf(witnesses: readonly SourceWords[]): string | null {
  const sources = new Set(witnesses.map(({ source }) => source))
  if (sources.size < 2) return null
  const datesOf = (source: string) =>
    witnesses
      .filter((said) => said.source === source)
      .map(({ dueOn }) => dueOn ?? '')
      .sort()
  const [first, ...others] = [...sources].map((source) => [...new Set(datesOf(source))].join())
  return others.every((dates) => dates === first) ? null : 'The sources name different dates.'
}
