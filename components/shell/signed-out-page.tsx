'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { ReactNode } from 'react'

type SignedOutPageProps = { title: string; description?: ReactNode; children: ReactNode }

/** A page without the frame: one box in the middle, for whoever is not signed in. */
export function SignedOutPage({ title, description, children }: SignedOutPageProps) {
  return (
    <main style={PAGE}>
      <div style={COLUMN}>
        <Box padding={{ bottom: 'm' }}>
          <div style={BRAND}>
            {/* biome-ignore lint/performance/noImgElement: there is no image optimiser. */}
            <img src="/icon.svg" width={28} height={28} alt="" />
            <Box variant="strong" fontSize="heading-m">
              Steward
            </Box>
          </div>
        </Box>
        <Container
          header={
            <Header variant="h1" {...(description && { description })}>
              {title}
            </Header>
          }
        >
          {children}
        </Container>
      </div>
    </main>
  )
}

const PAGE = {
  minBlockSize: '100vh',
  // The padding is within the height of the window, or there would be something to scroll.
  boxSizing: 'border-box',
  display: 'grid',
  alignItems: 'center',
  justifyItems: 'center',
  padding: 16,
} as const
const COLUMN = { inlineSize: '100%', maxInlineSize: 520 } as const
const BRAND = { display: 'flex', alignItems: 'center', gap: 10 } as const
