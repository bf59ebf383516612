'use client'

import type { LinkProps } from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { PageLink } from '#components/display/page-link'
import { formatCount } from '#lib/core/format'
import type { ListTotal } from '#lib/core/list'

type FigureProps = { count: number; href: string; fontSize?: LinkProps.FontSize; children?: ReactNode }

/**
 * A number that opens the list of exactly what it counts. Every number with a link is one of these, so that a test can find it
 * and compare it with the total that the list shows.
 */
export function Figure({ count, href, fontSize, children }: FigureProps) {
  return (
    <span data-figure={count} data-opens={href}>
      <PageLink href={href} {...(fontSize && { fontSize })}>
        {children ?? formatCount(count)}
      </PageLink>
    </span>
  )
}

/** What a list's heading is called, with how many it has: the other end of a `Figure`. */
export function ListName({ total, children }: { total: ListTotal | undefined; children: ReactNode }) {
  if (!total) return <>{children}</>
  return (
    <span data-list-total={total.count} {...(total.capped && { 'data-capped': true })}>
      {children}
    </span>
  )
}
