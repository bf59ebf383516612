'use client'

import Box from '@cloudscape-design/components/box'
import { visibleText } from '#lib/core/format'

/** The team that owns something, or that nobody does, in the same words wherever it is shown. */
export function TeamName({ of: { teamId, teamName } }: { of: { teamId: string | null; teamName: string | null } }) {
  if (teamId === null) {
    return (
      <Box variant="span" color="text-status-inactive">
        No owner
      </Box>
    )
  }
  return visibleText(teamName ?? teamId)
}
