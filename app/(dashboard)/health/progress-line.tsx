'use client'

import Box from '@cloudscape-design/components/box'
import { formatCount, formatDay } from '#lib/core/format'
import type { ProgressPoint } from '#lib/domains/health/contract'

const WIDTH = 84
const HEIGHT = 22

/** How the open resources of one account went, small enough for a cell, where they went anywhere; the same in words for whoever cannot see it. */
export function ProgressLine({ points }: { points: readonly ProgressPoint[] }) {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return <Box color="text-status-inactive">No history yet</Box>
  const peak = Math.max(1, ...points.map(({ open }) => open))
  const at = ({ open }: ProgressPoint, index: number) =>
    `${((index / Math.max(1, points.length - 1)) * (WIDTH - 2) + 1).toFixed(1)},${((1 - open / peak) * (HEIGHT - 4) + 2).toFixed(1)}`
  return (
    <>
      {points.some(({ open }) => open !== first.open) && (
        <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
          <polyline points={points.map(at).join(' ')} fill="none" stroke="var(--steward-chart-1)" strokeWidth="1.5" />
        </svg>
      )}
      <Box fontSize="body-s" color="text-body-secondary">
        {first.open === last.open
          ? `${formatCount(last.open)} since ${formatDay(first.day)}`
          : `${formatCount(peak)} at most, ${formatCount(last.open)} now`}
      </Box>
    </>
  )
}
