'use client'

import Box from '@cloudscape-design/components/box'
import { Status } from '#components/display/status'
import { type CoverageSummary, coverageSentence } from '#lib/core/coverage'

/**
 * What stands behind the figures beside it. In one line: of how many accounts everything was read, and why not of the
 * others. Absent data is told here and never as a zero (I3).
 */
export function CoverageNote({ coverage }: { coverage: CoverageSummary }) {
  const missing = coverage.accounts - coverage.looked
  if (coverage.accounts === 0) {
    return (
      <Status kind="unknown">
        {coverage.inactive === 0 ? 'No account is known yet' : 'No account is active: all stay as last read'}
      </Status>
    )
  }
  if (missing === 0) {
    return (
      <Box variant="span" color="text-body-secondary" fontSize="body-s">
        {coverageSentence(coverage)}
      </Box>
    )
  }
  return (
    <Box variant="span" fontSize="body-s">
      <Status kind="could-not-look">{coverageSentence(coverage)}</Status>
    </Box>
  )
}
