'use client'

import Box from '@cloudscape-design/components/box'
import { Status } from '#components/display/status'
import { type CoverageSummary, causePhrase } from '#lib/core/coverage'
import { countOf, formatCount } from '#lib/core/format'

/**
 * What stands behind the figures beside it. In one line: of how many accounts everything was read, and why not of the
 * others. Absent data is told here and never as a zero (I3).
 */
export function CoverageNote({ coverage }: { coverage: CoverageSummary }) {
  const missing = coverage.accounts - coverage.looked
  if (coverage.accounts === 0) return <Status kind="unknown">No account is known yet</Status>
  if (missing === 0) {
    return (
      <Box variant="span" color="text-body-secondary" fontSize="body-s">
        All {countOf(coverage.accounts, 'account')} looked at
      </Box>
    )
  }
  return (
    <Box variant="span" fontSize="body-s">
      <Status kind="could-not-look">{coverageSentence(coverage)}</Status>
    </Box>
  )
}

/** "40 of 43 accounts looked at; 3 could not be, or not wholly: the member role cannot be assumed (2), …" */
export function coverageSentence({ accounts, looked, gaps }: CoverageSummary): string {
  const causes = gaps.map(
    ({ cause, status, accounts: count }) => `${causePhrase(cause, status)} (${formatCount(count)})`,
  )
  const missing = accounts - looked
  const lead = `${formatCount(looked)} of ${countOf(accounts, 'account')} looked at`
  if (missing === 0) return lead
  return `${lead}; ${formatCount(missing)} could not be, or not wholly: ${[...new Set(causes)].join(', ')}`
}
