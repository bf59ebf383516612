'use client'

import Link from '@cloudscape-design/components/link'
import type { AllowedNode } from '#lib/core/allowed-markup'
import { visibleText } from '#lib/core/format'

/** What others wrote, as elements made here of a tree of what is allowed; their own markup never reaches the page. */
export function AllowedMarkup({ nodes }: { nodes: readonly AllowedNode[] }) {
  return (
    <>
      {nodes.map((node, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity.
        <Node key={at} node={node} />
      ))}
    </>
  )
}

function Node({ node }: { node: AllowedNode }) {
  if (node.kind === 'text') return <>{visibleText(node.text)}</>
  if (node.kind === 'break') return <br />
  const children = <AllowedMarkup nodes={node.children} />
  if (node.kind === 'link') {
    return (
      <Link href={node.href} external variant="secondary" fontSize="inherit" rel="noopener noreferrer">
        {children}
      </Link>
    )
  }
  const Tag = node.tag
  return <Tag>{children}</Tag>
}
