'use client'

import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatCount, formatDay } from '#lib/core/format'
import type { LineTrendProps } from './line-trend.tsx'

/** As many colours as `app/base.css` gives, in light and in dark. */
const COLOUR_COUNT = 6
const colourOf = (at: number) => `var(--steward-chart-${(at % COLOUR_COUNT) + 1})`

/** Drawn by recharts; loaded by `LineTrend` only. Colours are custom properties, since axis text does not inherit. */
export function LinePlot({
  series,
  points,
  heightPx,
}: Pick<LineTrendProps, 'series' | 'points'> & { heightPx: number }) {
  const data = points.map(({ day, values }) => ({ day, ...values }))
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <LineChart data={data} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--steward-line)" />
        <XAxis
          dataKey="day"
          tickFormatter={shortDay}
          tick={TICK}
          tickLine={false}
          stroke="var(--steward-line)"
          minTickGap={24}
        />
        <YAxis
          tickFormatter={(count: number) => formatCount(count)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={48}
          allowDecimals={false}
        />
        <Tooltip
          labelFormatter={(day) => formatDay(String(day))}
          formatter={(count) => formatCount(Number(count))}
          contentStyle={TOOLTIP}
          cursor={{ stroke: 'var(--steward-text-quiet)', strokeDasharray: '3 3' }}
          isAnimationActive={false}
        />
        {series.length > 1 && <Legend iconType="plainline" wrapperStyle={{ fontSize: 13 }} />}
        {series.map(({ key, label }, at) => (
          <Line
            key={key}
            dataKey={(point: Record<string, number | string>) => point[key]}
            name={label}
            type="linear"
            stroke={colourOf(at)}
            strokeWidth={2}
            dot={false}
            activeDot={{ r: 4 }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
}

/** `3 Mar`: the year is in the tooltip and in the table. */
const shortDay = (day: string) => formatDay(day).replace(/ \d{4}$/, '')

const TICK = { fill: 'var(--steward-text-quiet)', fontSize: 12 } as const
const TOOLTIP = {
  background: 'var(--steward-raised)',
  color: 'var(--steward-text)',
  border: '1px solid var(--steward-line)',
  borderRadius: 8,
  fontSize: 13,
} as const
