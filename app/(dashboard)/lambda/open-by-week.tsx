'use client'

import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useQuery } from '@tanstack/react-query'
import { LineTrend } from '#components/charts/line-trend'
import { CoverageNote } from '#components/feedback/coverage-note'
import { EmptyState } from '#components/feedback/empty-state'
import { QueryState } from '#components/feedback/query-state'
import { lambdaQueries } from '#lib/domains/lambda/client'

const LABELS: Readonly<Record<string, string>> = { other: 'Other runtimes' }

/** Functions that need work at the end of each of the last twelve weeks, by runtime. */
export function OpenByWeek() {
  const trend = useQuery(lambdaQueries.trend())
  return (
    <Container
      header={
        <Header variant="h2" description={trend.data && <CoverageNote coverage={trend.data.coverage} />}>
          Functions that need work, by runtime, over twelve weeks
        </Header>
      }
    >
      <QueryState
        query={trend}
        what="the trend"
        lines={6}
        isEmpty={({ runtimes }) => runtimes.length === 0}
        whenEmpty={<NoWork known={(trend.data?.points.length ?? 0) > 0} />}
      >
        {({ runtimes, points }) => (
          <LineTrend
            title="Functions that need work at the end of each week, by runtime"
            series={runtimes.map((key) => ({ key, label: LABELS[key] ?? key }))}
            points={points.map(({ day, open }) => ({ day, values: open }))}
          />
        )}
      </QueryState>
    </Container>
  )
}

/** That nothing was ever read is not that nothing needs work. */
function NoWork({ known }: { known: boolean }) {
  if (!known)
    return (
      <EmptyState kind="first-run" heading="Nothing is known yet">
        No function has been read completely so far.
      </EmptyState>
    )
  return <EmptyState kind="nothing">No function has needed work in the weeks that are known.</EmptyState>
}
