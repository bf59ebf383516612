'use client'

import ExpandableSection from '@cloudscape-design/components/expandable-section'
import dynamic from 'next/dynamic'
import { formatCount, formatDay } from '#lib/core/format'
import type { Day } from '#lib/core/time'
import { DataTable } from './data-table.tsx'

export type TrendSeries = { key: string; label: string }
export type TrendPoint = { day: Day; values: Readonly<Record<string, number>> }

export type LineTrendProps = {
  /** What the lines count, for the table and for whoever cannot see them. */
  title: string
  series: readonly TrendSeries[]
  points: readonly TrendPoint[]
  heightPx?: number
}

const HEIGHT_PX = 240

/** Kept out of the page's own script: only a page with a chart loads it, into a place of its final height. */
const LinePlot = dynamic(() => import('./line-plot.tsx').then((module) => module.LinePlot), {
  ssr: false,
  loading: () => null,
})

/** Counts over time as lines, with the same figures as a table beneath. */
export function LineTrend({ title, series, points, heightPx = HEIGHT_PX }: LineTrendProps) {
  return (
    <div>
      <div aria-hidden="true" style={{ blockSize: heightPx }}>
        <LinePlot series={series} points={points} heightPx={heightPx} />
      </div>
      <ExpandableSection headerText="As a table" variant="footer">
        <DataTable
          caption={title}
          columns={['Day', ...series.map(({ label }) => label)]}
          rows={points.map(({ day, values }) => [
            formatDay(day),
            ...series.map(({ key }) => (values[key] === undefined ? 'unknown' : formatCount(values[key]))),
          ])}
        />
      </ExpandableSection>
    </div>
  )
}
