'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Link from '@cloudscape-design/components/link'
import { ScopeState } from '#components/display/status'
import type { ListUrl } from '#components/table/use-list-url'
import { countOf, formatCount } from '#lib/core/format'
import { SCOPE_STATUSES } from '#lib/core/reading'
import type { CoverageFilter, StatusCount } from '#lib/domains/coverage/contract'

type CoverageTotalsProps = { totals: readonly StatusCount[] | undefined; url: ListUrl<CoverageFilter, 'account'> }

/** How many places are in each state; choosing one narrows what is below to it. */
export function CoverageTotals({ totals, url }: CoverageTotalsProps) {
  const shown = SCOPE_STATUSES.flatMap((status) => totals?.find((each) => each.status === status) ?? [])
  return (
    <Container>
      <div style={ROW}>
        {shown.map(({ status, scopes, accounts, waiting }) => (
          <div key={status}>
            <ScopeState status={status} />
            <Box fontSize="heading-l" fontWeight="bold">
              <Link
                href={`/coverage?status=${status}`}
                fontSize="inherit"
                variant="secondary"
                ariaLabel={`Show the ${countOf(scopes, 'place')} in this state: ${status.replace('_', ' ')}`}
                onFollow={(event) => {
                  event.preventDefault()
                  url.change({ filters: { ...url.values.filters, status: [status] } })
                }}
              >
                {formatCount(scopes)}
              </Link>
            </Box>
            <Box color="text-body-secondary" fontSize="body-s">
              in {countOf(accounts, 'account')}
              {waiting > 0 && <div>{formatCount(waiting)} of them not looked at</div>}
            </Box>
          </div>
        ))}
        {totals?.length === 0 && <Box color="text-body-secondary">No place is expected to be read yet.</Box>}
      </div>
    </Container>
  )
}

/** Kept as high before the figures come, so that nothing below jumps. */
const ROW = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))',
  gap: '12px 20px',
  minBlockSize: 64,
} as const
