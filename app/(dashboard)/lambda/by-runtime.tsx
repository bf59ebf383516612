'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { useCallback } from 'react'
import { Figure } from '#components/display/figure'
import { PageLink } from '#components/display/page-link'
import { CoverageNote } from '#components/feedback/coverage-note'
import { NotLookedAt } from '#components/feedback/not-looked-at'
import { QueryState } from '#components/feedback/query-state'
import { DetailPanel } from '#components/shell/detail-panel'
import { formatCount, formatDay, formatDistance, teamsInWords } from '#lib/core/format'
import { lambdaQueries } from '#lib/domains/lambda/client'
import {
  type CatalogueStamp,
  CONTAINER_IMAGE,
  type RuntimeDates,
  type RuntimeOverview,
  type RuntimeRow,
  type Use,
} from '#lib/domains/lambda/contract'
import { NoFunctions } from './no-functions.tsx'
import { OpenByWeek } from './open-by-week.tsx'
import { RuntimeAbout } from './runtime-about.tsx'
import { RuntimeName, StageStatus } from './runtime-words.tsx'

/** Every runtime in use with its dates and how much stands on it. */
export function ByRuntime() {
  const runtimes = useQuery(lambdaQueries.runtimes())
  const [about, setAbout] = useQueryState('about')
  const close = useCallback(() => setAbout(null), [setAbout])
  return (
    <SpaceBetween size="l">
      <QueryState query={runtimes} what="the runtimes" lines={8}>
        {(overview) => (
          <SpaceBetween size="l">
            <RuntimeTable overview={overview} />
            <NotLookedAt coverage={overview.coverage} source="lambda.functions" />
          </SpaceBetween>
        )}
      </QueryState>
      <OpenByWeek />
      {about && (
        <DetailPanel title={about} onClose={close}>
          <RuntimeAbout runtime={about} />
        </DetailPanel>
      )}
    </SpaceBetween>
  )
}

function RuntimeTable({ overview }: { overview: RuntimeOverview }) {
  const { rows, catalogue, coverage, today } = overview
  return (
    <Table
      variant="container"
      items={rows}
      trackBy="runtime"
      wrapLines
      columnDefinitions={columnsOf(today)}
      header={
        <Header
          variant="h2"
          counter={`(${formatCount(rows.length)})`}
          description={
            <>
              <CatalogueLine stamp={catalogue} />
              <br />
              <CoverageNote coverage={coverage} />
            </>
          }
        >
          Runtimes in use
        </Header>
      }
      empty={<NoFunctions coverage={coverage} />}
      ariaLabels={{
        tableLabel: 'Runtimes in use',
      }}
    />
  )
}

/** How old the dates are and whose they are: AWS moves them every few months. */
export function CatalogueLine({ stamp: { asOf, ageDays, source, problem } }: { stamp: CatalogueStamp }) {
  return (
    <Box variant="span" color={problem ? 'text-status-warning' : 'text-body-secondary'} fontSize="body-s">
      Dates as of {formatDay(asOf)}, {formatCount(ageDays)} days ago. {source}.{problem && ` ${problem}`}
    </Box>
  )
}

function columnsOf(today: string): TableProps.ColumnDefinition<RuntimeRow>[] {
  return [
    {
      id: 'runtime',
      header: 'Runtime',
      isRowHeader: true,
      minWidth: 140,
      cell: ({ runtime, name }) => (
        <>
          <PageLink href={`/lambda?${new URLSearchParams({ about: runtime })}`}>
            <RuntimeName runtime={runtime} />
          </PageLink>
          <Box color="text-body-secondary" fontSize="body-s">
            {runtime === CONTAINER_IMAGE
              ? 'AWS does not tell its base'
              : name === runtime
                ? 'Not in the catalogue'
                : name}
          </Box>
        </>
      ),
    },
    { id: 'stage', header: 'Status', minWidth: 185, cell: ({ stage }) => <StageStatus stage={stage} /> },
    dateColumn('deprecatedOn', 'Deprecation', today),
    dateColumn('blockCreateOn', 'Creation blocked', today),
    dateColumn('blockUpdateOn', 'Updates blocked', today),
    countColumn('live', 'Live'),
    countColumn('dormant', 'Dormant'),
    countColumn('unknown', 'Use unknown'),
    ACCOUNTS_COLUMN,
  ]
}

function dateColumn(date: keyof RuntimeDates, header: string, today: string): TableProps.ColumnDefinition<RuntimeRow> {
  return {
    id: date,
    header,
    minWidth: 112,
    cell: (row) => {
      const day = row[date]
      // Nothing is promised where AWS has named no day, and nothing is known of what the catalogue does not have.
      if (day === null) return <Box color="text-status-inactive">{row.stage === 'unknown' ? 'Unknown' : 'Not set'}</Box>
      const next = row.dueIs === date
      return (
        <>
          <Box fontWeight={next ? 'bold' : 'normal'} color={next ? 'inherit' : 'text-body-secondary'}>
            <time dateTime={day} style={NO_WRAP}>
              {formatDay(day)}
            </time>
          </Box>
          {next && (
            <Box fontSize="body-s" color="text-body-secondary">
              <span style={NO_WRAP}>{formatDistance(day, today)}</span>
            </Box>
          )}
        </>
      )
    },
  }
}

const NO_WRAP = { whiteSpace: 'nowrap' } as const
const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const

function functionsHref(runtime: string, use?: Use): string {
  return `/lambda?${new URLSearchParams({ tab: 'functions', runtime, ...(use && { use }) })}`
}

function countColumn(use: Use, header: string): TableProps.ColumnDefinition<RuntimeRow> {
  return {
    id: use,
    header: <div style={FIGURE}>{header}</div>,
    minWidth: 72,
    cell: (row) => (
      <div style={FIGURE}>
        {row[use] === 0 ? '0' : <Figure count={row[use]} href={functionsHref(row.runtime, use)} />}
      </div>
    ),
  }
}

const ACCOUNTS_COLUMN: TableProps.ColumnDefinition<RuntimeRow> = {
  id: 'accounts',
  header: <div style={FIGURE}>Accounts</div>,
  minWidth: 90,
  cell: ({ accounts, teams }) => (
    <div style={FIGURE}>
      {formatCount(accounts)}
      <Box color="text-body-secondary" fontSize="body-s">
        {teamsInWords(teams)}
      </Box>
    </div>
  ),
}
