'use client'

import Link, { type LinkProps } from '@cloudscape-design/components/link'
import { useRouter } from 'next/navigation'

/** A link to another page of ours, without loading the frame again. */
export function PlaceLink({ href, ...rest }: LinkProps & { href: string }) {
  const router = useRouter()
  return (
    <Link
      {...rest}
      href={href}
      onFollow={(event) => {
        event.preventDefault()
        router.push(href)
      }}
    />
  )
}
