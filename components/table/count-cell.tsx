import type { ReactNode } from 'react'
import { formatCount } from '#lib/core/format'

/** A figure in a table: at the right, its digits under one another. */
export function CountCell({ count }: { count: number }) {
  return <div style={FIGURE}>{formatCount(count)}</div>
}

/** The heading above such figures. */
export function CountHeader({ children }: { children: ReactNode }) {
  return <div style={FIGURE}>{children}</div>
}

const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const
