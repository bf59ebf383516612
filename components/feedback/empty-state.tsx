'use client'

import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

/** `first-run`: nothing was collected yet. `nothing`: looked, and there is none. `no-match`: the filter leaves none. */
export type EmptyKind = 'first-run' | 'nothing' | 'no-match'

const HEADINGS = {
  'first-run': 'Nothing has been collected yet',
  nothing: 'Nothing here',
  'no-match': 'Nothing matches the filter',
} as const satisfies Record<EmptyKind, string>

type EmptyStateProps = {
  kind: EmptyKind
  /** In place of the kind's own words. */
  heading?: string
  /** What that means and what to do. */
  children?: ReactNode
  action?: ReactNode
}

/** An empty place that says why it is empty. "Could not load" is not one of them: see `LoadFailure`. */
export function EmptyState({ kind, heading = HEADINGS[kind], children, action }: EmptyStateProps) {
  return (
    <Box textAlign="center" color="inherit" padding={{ vertical: 'l', horizontal: 's' }}>
      <SpaceBetween size="xs" alignItems="center">
        <Box variant="strong" color="inherit">
          {heading}
        </Box>
        {children && (
          <Box variant="p" color="text-body-secondary">
            {children}
          </Box>
        )}
        {action}
      </SpaceBetween>
    </Box>
  )
}
