'use client'

import Container from '@cloudscape-design/components/container'
import { EmptyState } from '#components/feedback/empty-state'
import { Page } from '#components/shell/page'
import { PlaceLink } from '#components/shell/place-link'

type RefusedPageProps = { kind: 'invalid' | 'limited'; reason: string; here: string }

/** A page that was asked for what it does not know, or too often. It shows nothing in place of what was asked for. */
export function RefusedPage({ kind, reason, here }: RefusedPageProps) {
  const { title, heading, means, action } = WORDS[kind]
  return (
    <Page title={title}>
      <Container>
        <EmptyState kind="nothing" heading={heading} action={<PlaceLink href={here}>{action}</PlaceLink>}>
          {reason}
          <br />
          {means}
        </EmptyState>
      </Container>
    </Page>
  )
}

const WORDS = {
  invalid: {
    title: 'This address cannot be answered',
    heading: 'A part of the address behind the question mark is not known',
    means: 'Nothing is shown, because a page without that part would not be what was asked for.',
    action: 'Open the page without it',
  },
  limited: {
    title: 'Too many requests',
    heading: 'This page was not read',
    means: 'Each person has a limit, so that everybody is answered.',
    action: 'Open the page',
  },
} as const
