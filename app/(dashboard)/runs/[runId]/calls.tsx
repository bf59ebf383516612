'use client'

import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { EmptyState } from '#components/feedback/empty-state'
import { formatCount, formatDuration } from '#lib/core/format'
import type { CallRow } from '#lib/domains/runs/contract'

const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const

function figureColumn(
  id: string,
  header: string,
  text: (call: CallRow) => string,
): TableProps.ColumnDefinition<CallRow> {
  return {
    id,
    minWidth: 100,
    header: <div style={FIGURE}>{header}</div>,
    cell: (call) => <div style={FIGURE}>{text(call)}</div>,
  }
}

const WITHHELD =
  'This run read accounts of other teams too, and its calls by operation are counted over all of them. The figure above is that of your accounts.'

/** What was asked of AWS, and how often it said "slower". */
export function Calls({
  calls,
  underWay,
  withheld,
}: {
  calls: readonly CallRow[]
  underWay: boolean
  withheld: boolean
}) {
  const heading = withheld ? 'Not shown' : underWay ? 'Not counted yet' : 'No call was made'
  return (
    <Table
      variant="container"
      items={calls}
      trackBy={({ service, operation }) => `${service} ${operation}`}
      header={<Header variant="h2">Calls to AWS</Header>}
      empty={
        <EmptyState kind="nothing" heading={heading}>
          {withheld ? WITHHELD : underWay ? 'Calls are counted when the run has ended.' : null}
        </EmptyState>
      }
      ariaLabels={{ tableLabel: 'Calls to AWS' }}
      columnDefinitions={[
        {
          id: 'operation',
          header: 'Operation',
          isRowHeader: true,
          minWidth: 220,
          cell: ({ service, operation }) => `${service}:${operation}`,
        },
        figureColumn('calls', 'Calls', ({ calls: count }) => formatCount(count)),
        figureColumn('throttles', 'Throttled', ({ throttles }) => formatCount(throttles)),
        figureColumn('retries', 'Tried again', ({ retries }) => formatCount(retries)),
        figureColumn('errors', 'Errors', ({ errors }) => formatCount(errors)),
        figureColumn('duration', 'On average', ({ calls: count, durationMs }) =>
          count === 0 ? '–' : formatDuration(durationMs / count),
        ),
      ]}
    />
  )
}
