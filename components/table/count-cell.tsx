import type { ReactNode } from 'react'
import { PageLink } from '#components/display/page-link'
import { formatCount } from '#lib/core/format'

/** A figure in a table: at the right, its digits under one another. */
export function CountCell({ count }: { count: number }) {
  return <div style={FIGURE}>{formatCount(count)}</div>
}

/** The same figure, which leads to what it counts. */
export function CountLink({ count, href }: { count: number; href: string }) {
  return (
    <div style={FIGURE}>
      <PageLink href={href}>{formatCount(count)}</PageLink>
    </div>
  )
}

/** The heading above such figures. */
export function CountHeader({ children }: { children: ReactNode }) {
  return <div style={FIGURE}>{children}</div>
}

const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const
