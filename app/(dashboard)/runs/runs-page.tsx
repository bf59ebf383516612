'use client'

import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { EmptyState } from '#components/feedback/empty-state'
import type { FilterProperty } from '#components/table/list-filter'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { countOf, formatDuration } from '#lib/core/format'
import { runQueries } from '#lib/domains/runs/client'
import { RUN_STATUSES, RUN_TRIGGERS, type RunFilter, type RunRow, runList } from '#lib/domains/runs/contract'
import { CollectNow } from './collect-now.tsx'
import { countedInWords, RunState, scopesInWords, triggerInWords } from './run-words.tsx'

/** When AWS was read, what came of it and how long it took. */
export function RunsPage({ mayStart }: { mayStart: boolean }) {
  const url = useListUrl(runList)
  const runs = useQuery(runQueries.list(url.values))
  const [asking, setAsking] = useState(false)
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Each run reads the organisation first, then every account and Region, and says of every place what came of it."
          actions={
            mayStart && (
              <Button variant="primary" onClick={() => setAsking(true)}>
                Collect now
              </Button>
            )
          }
        >
          Collection runs
        </Header>
      }
    >
      <ResourceTable
        id="runs"
        title="Runs"
        one="run"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        url={url}
        query={runs}
        filters={FILTERS}
        placeholder="Filter runs by state or by what started them"
        whenEmpty={<EmptyState kind="first-run">The first run begins by itself when a worker is there.</EmptyState>}
      />
      {asking && <CollectNow onClose={() => setAsking(false)} />}
    </ContentLayout>
  )
}

const FILTERS: readonly FilterProperty<RunFilter>[] = [
  { key: 'status', label: 'State', plural: 'States', options: RUN_STATUSES.map((value) => ({ value })) },
  {
    key: 'trigger',
    label: 'Started by',
    plural: 'Triggers',
    options: RUN_TRIGGERS.map((value) => ({ value, label: triggerInWords(value) })),
  },
]

const COLUMNS: readonly ResourceColumn<RunRow, 'requested'>[] = [
  {
    id: 'started',
    header: 'Started',
    sort: 'requested',
    width: 185,
    cell: ({ id, requestedAt, startedAt }) => (
      <PageLink href={`/runs/${id}`}>
        <Instant at={startedAt ?? requestedAt} />
      </PageLink>
    ),
  },
  {
    id: 'trigger',
    header: 'Started by',
    width: 125,
    cell: ({ trigger, requestedBy }) => (
      <>
        {triggerInWords(trigger)}
        {requestedBy && (
          <Box color="text-body-secondary" fontSize="body-s">
            {requestedBy}
          </Box>
        )}
      </>
    ),
  },
  { id: 'status', header: 'State', width: 150, cell: ({ status }) => <RunState status={status} /> },
  {
    id: 'duration',
    header: 'Took',
    width: 100,
    figure: true,
    cell: ({ durationMs }) => (durationMs === null ? '–' : formatDuration(durationMs)),
  },
  { id: 'scopes', header: 'Places', width: 230, cell: (run) => <Places run={run} /> },
  { id: 'rows', header: 'Rows', width: 85, figure: true, cell: (run) => countedInWords(run, run.rows) },
  { id: 'calls', header: 'Calls', width: 85, figure: true, cell: (run) => countedInWords(run, run.awsCalls) },
  {
    id: 'throttles',
    header: 'Throttled',
    width: 110,
    figure: true,
    cell: (run) => countedInWords(run, run.throttles),
  },
]

/** In a table whose cells do not. */
const WRAPS = { whiteSpace: 'normal' } as const

function Places({ run }: { run: RunRow }) {
  const { sources, accountIds } = run
  const asked = [
    ...(sources.length > 0 ? [countOf(sources.length, 'source')] : []),
    ...(accountIds.length > 0 ? [countOf(accountIds.length, 'account')] : []),
  ]
  return (
    <>
      <span style={WRAPS}>{scopesInWords(run)}</span>
      {asked.length > 0 && (
        <Box color="text-body-secondary" fontSize="body-s">
          asked for {asked.join(' in ')}
        </Box>
      )}
    </>
  )
}
