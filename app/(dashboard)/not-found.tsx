'use client'

import Container from '@cloudscape-design/components/container'
import { EmptyState } from '#components/feedback/empty-state'
import { Page } from '#components/shell/page'
import { PlaceLink } from '#components/shell/place-link'

/** Alike for what is not and for what is somebody else's (T1). */
export default function DashboardNotFound() {
  return (
    <Page title="There is nothing here">
      <Container>
        <EmptyState kind="nothing" heading="Not found" action={<PlaceLink href="/">Go to the overview</PlaceLink>}>
          It does not exist, or it is not one of yours.
        </EmptyState>
      </Container>
    </Page>
  )
}
