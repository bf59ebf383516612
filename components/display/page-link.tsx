'use client'

import Link, { type LinkProps } from '@cloudscape-design/components/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'

type PageLinkProps = { href: string; children: ReactNode; variant?: LinkProps.Variant; fontSize?: LinkProps.FontSize }

/** A link to another page of ours: followed without loading the frame again; with a modifier key as any link. */
export function PageLink({ href, children, variant = 'secondary', fontSize = 'inherit' }: PageLinkProps) {
  const router = useRouter()
  return (
    <Link
      href={href}
      variant={variant}
      fontSize={fontSize}
      onFollow={(event) => {
        event.preventDefault()
        router.push(href)
      }}
    >
      {children}
    </Link>
  )
}
