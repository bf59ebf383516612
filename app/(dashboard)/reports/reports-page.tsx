'use client'

import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { EmptyState } from '#components/feedback/empty-state'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { formatChange, formatCount } from '#lib/core/format'
import { reportPath, reportQueries } from '#lib/domains/reports/client'
import type { Change, ReportList, ReportListInput, ReportRow } from '#lib/domains/reports/contract'
import { weekInDays, weekNumber } from '#lib/domains/reports/words'
import { OwnerSwitch } from './owner-switch.tsx'

/** The weeks there is a report of, the last one first. */
export function ReportsPage({ asked }: { asked: ReportListInput }) {
  const reports = useQuery(reportQueries.list(asked))
  return (
    <Page
      title="Reports"
      description="Every Monday, what happened in the week before: what is late, what is due, what changed and what could not be seen. A report stays as it was made."
    >
      <QueryState query={reports} what="the reports" lines={12}>
        {(list) => <Weeks list={list} asked={asked} />}
      </QueryState>
    </Page>
  )
}

function Weeks({ list, asked }: { list: ReportList; asked: ReportListInput }) {
  const router = useRouter()
  const { owners, owner, rows, before } = list
  const teamId = owner?.teamId ?? null
  const show = (query: Record<string, string>) => {
    const text = new URLSearchParams(query).toString()
    router.push(text === '' ? '/reports' : `/reports?${text}`)
  }
  const team: Record<string, string> = teamId === null ? {} : { team: teamId }
  return (
    <Table
      variant="container"
      items={rows}
      trackBy="week"
      columnDefinitions={columnsOf(teamId)}
      wrapLines={false}
      header={
        <Header
          variant="h2"
          counter={`(${formatCount(rows.length)}${before === null ? '' : '+'})`}
          {...(owner && owners.length < 2 && { description: owner.name })}
        >
          Weeks
        </Header>
      }
      filter={<OwnerSwitch owners={owners} teamId={teamId} onChange={(id) => show(id === null ? {} : { team: id })} />}
      footer={
        (before ?? asked.before) && (
          <SpaceBetween direction="horizontal" size="xs">
            {asked.before && <Button onClick={() => show(team)}>Last weeks</Button>}
            {before && <Button onClick={() => show({ ...team, before })}>Earlier weeks</Button>}
          </SpaceBetween>
        )
      }
      empty={
        <EmptyState kind="nothing" heading="No report yet">
          The first one is made on the Monday after the first collection.
        </EmptyState>
      }
      ariaLabels={{ tableLabel: 'Weeks' }}
    />
  )
}

function columnsOf(teamId: string | null): TableProps.ColumnDefinition<ReportRow>[] {
  return [
    {
      id: 'week',
      header: 'Week',
      isRowHeader: true,
      cell: ({ week }) => (
        <>
          <PageLink href={reportPath(week, teamId)}>{weekNumber(week)}</PageLink>
          <Box color="text-body-secondary" fontSize="body-s">
            {weekInDays(week)}
          </Box>
        </>
      ),
    },
    { id: 'overdue', header: figureHeader('Overdue'), cell: ({ overdue }) => <Figure of={overdue} /> },
    { id: 'soon', header: figureHeader('Due within 30 days'), cell: ({ soon }) => <Figure of={soon} /> },
    { id: 'open', header: figureHeader('Open'), cell: ({ open }) => <Figure of={open} /> },
    {
      id: 'missed',
      header: figureHeader('Could not look'),
      cell: ({ missed }) => <Figure of={missed} />,
    },
    { id: 'made', header: 'Made', cell: ({ madeAt }) => <Instant at={madeAt} /> },
  ]
}

const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const
const figureHeader = (text: string) => <div style={FIGURE}>{text}</div>

/** The figure, and beneath it how it differs from the week before. */
function Figure({ of: { now, before } }: { of: Change }) {
  return (
    <div style={FIGURE}>
      {now === null ? 'Not known' : formatCount(now)}
      <Box color="text-body-secondary" fontSize="body-s">
        {now === null || before === null ? 'no week before' : formatChange(now - before)}
      </Box>
    </div>
  )
}
