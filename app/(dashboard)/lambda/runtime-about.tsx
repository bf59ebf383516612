'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { DateWithDistance } from '#components/display/dates'
import { Figure } from '#components/display/figure'
import { QueryState } from '#components/feedback/query-state'
import { countOf, formatDay } from '#lib/core/format'
import { lambdaQueries } from '#lib/domains/lambda/client'
import type { RuntimeDateChange, RuntimeDates, RuntimeDetail } from '#lib/domains/lambda/contract'
import { CatalogueLine } from './by-runtime.tsx'
import { RuntimeName, StageStatus } from './runtime-words.tsx'

const DATE_NAMES: Record<keyof RuntimeDates, string> = {
  deprecatedOn: 'Deprecation',
  blockCreateOn: 'Creation blocked',
  blockUpdateOn: 'Updates blocked',
}

/** What AWS says of one runtime, who told us, and how often it changed its mind. */
export function RuntimeAbout({ runtime }: { runtime: string }) {
  const detail = useQuery(lambdaQueries.runtime(runtime))
  return (
    <QueryState query={detail} what={`what is known of ${runtime}`} lines={8}>
      {(known) => (
        <SpaceBetween size="l">
          <Facts known={known} />
          <Box>
            <Figure count={known.functions} href={`/lambda?${new URLSearchParams({ tab: 'functions', runtime })}`}>
              {countOf(known.functions, 'function')} in {countOf(known.accounts, 'account')}
            </Figure>
          </Box>
          <Changes changes={known.changes} />
          <Sources known={known} />
        </SpaceBetween>
      )}
    </QueryState>
  )
}

function Facts({ known }: { known: RuntimeDetail }) {
  const dates = (Object.keys(DATE_NAMES) as (keyof RuntimeDates)[]).map((date) => ({
    label: DATE_NAMES[date] + (known.dueIs === date ? ' (the next date)' : ''),
    value: <DateWithDistance day={known[date]} whenNone={known.stage === 'unknown' ? 'Unknown' : 'Not set by AWS'} />,
  }))
  return (
    <KeyValuePairs
      columns={2}
      items={[
        { label: 'Status', value: <StageStatus stage={known.stage} /> },
        { label: 'Operating system', value: known.operatingSystem ?? 'Unknown' },
        ...dates,
        {
          label: 'Successor',
          value: known.successor ? <RuntimeName runtime={known.successor} /> : 'None named',
        },
      ]}
    />
  )
}

function Changes({ changes }: { changes: readonly RuntimeDateChange[] }) {
  return (
    <Table
      variant="embedded"
      header={<Header variant="h3">Dates that AWS moved</Header>}
      items={changes}
      trackBy={({ on, date }) => `${on} ${date}`}
      wrapLines
      empty="No date of this runtime has moved since Steward keeps its history."
      columnDefinitions={[
        { id: 'on', header: 'Noticed', isRowHeader: true, minWidth: 90, cell: ({ on }) => formatDay(on) },
        { id: 'date', header: 'Date', minWidth: 115, cell: ({ date }) => DATE_NAMES[date] },
        { id: 'from', header: 'From', minWidth: 90, cell: ({ from }) => (from ? formatDay(from) : 'Not recorded') },
        { id: 'to', header: 'To', minWidth: 80, cell: ({ to }) => (to ? formatDay(to) : 'Taken back') },
      ]}
    />
  )
}

function Sources({ known }: { known: RuntimeDetail }) {
  return (
    <SpaceBetween size="xs">
      <Header variant="h3">Who says so</Header>
      {known.sources.length === 0 ? (
        <Box color="text-body-secondary">No source in the catalogue knows this runtime, so it counts as unknown.</Box>
      ) : (
        <ul>
          {known.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      )}
      {known.note && <Box color="text-body-secondary">{known.note}</Box>}
      <CatalogueLine stamp={known.catalogue} />
    </SpaceBetween>
  )
}
