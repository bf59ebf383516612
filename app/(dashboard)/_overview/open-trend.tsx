'use client'

import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { LineTrend } from '#components/charts/line-trend'
import { EmptyState } from '#components/feedback/empty-state'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES } from '#lib/core/finding-source'
import type { Overview } from '#lib/domains/overview/contract'

const SERIES = FINDING_SOURCES.map((key) => ({ key, label: FINDING_SOURCE_FACTS[key].name }))

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
          series={SERIES}
          points={trend.map(({ day, open }) => ({ day, values: open }))}
        />
      )}
    </Container>
  )
}
