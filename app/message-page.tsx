'use client'

import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { SignedOutPage } from '#components/shell/signed-out-page'

/** A page that says why there is none, and leads back. */
export function MessagePage({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <SignedOutPage title={title}>
      <SpaceBetween size="m">
        <Box variant="p">{children}</Box>
        <SpaceBetween size="xs" direction="horizontal">
          {action}
          <Button href="/">Go to the overview</Button>
        </SpaceBetween>
      </SpaceBetween>
    </SignedOutPage>
  )
}
