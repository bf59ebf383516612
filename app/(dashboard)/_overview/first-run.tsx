'use client'

import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import { useRouter } from 'next/navigation'
import { EmptyState } from '#components/feedback/empty-state'

/** Before the first collection there is nothing to show, and no zero to show for it. */
export function FirstRun() {
  const router = useRouter()
  return (
    <Container>
      <EmptyState
        kind="first-run"
        action={
          <Button href="/runs" onFollow={(event) => follow(event, router.push)}>
            See collection runs
          </Button>
        }
      >
        The figures come with the first collection. The CCoE starts one under Collection runs, or on the command line
        with npx steward collect.
      </EmptyState>
    </Container>
  )
}

function follow(event: CustomEvent<{ href?: string }>, push: (href: string) => void) {
  event.preventDefault()
  if (event.detail.href) push(event.detail.href)
}
