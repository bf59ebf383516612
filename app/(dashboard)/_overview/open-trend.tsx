'use client'

import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { LineTrend } from '#components/charts/line-trend'
import { EmptyState } from '#components/feedback/empty-state'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES } from '#lib/core/finding-source'
import type { Overview } from '#lib/domains/overview/contract'

/** Those of which anything was known in the time. */
const seriesOf = (trend: Overview['trend']) =>
  FINDING_SOURCES.filter((source) => trend.some(({ open }) => open[source] !== undefined)).map((key) => ({
    key,
    label: FINDING_SOURCE_FACTS[key].name,
  }))

/** Open findings over twelve weeks, by source. */
export function OpenTrend({ trend }: { trend: Overview['trend'] }) {
  return (
    <Container header={<Header variant="h2">Open findings, twelve weeks</Header>} fitHeight>
      {trend.length < 2 ? (
        <EmptyState kind="nothing" heading="No trend yet">
          It begins a week after the first collection.
        </EmptyState>
      ) : (
        <LineTrend
          title="Open findings at the end of each week, by source"
          series={seriesOf(trend)}
          points={trend.map(({ day, open }) => ({ day, values: open }))}
        />
      )}
    </Container>
  )
}
