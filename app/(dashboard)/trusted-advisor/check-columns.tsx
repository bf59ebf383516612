'use client'

import Box from '@cloudscape-design/components/box'
import { CheckStatus } from '#components/display/check-status'
import { Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { Status } from '#components/display/status'
import type { ResourceColumn } from '#components/table/resource-table'
import type { CheckStatusWord } from '#lib/core/advisor-status'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import type { CheckRow, CheckSort } from '#lib/domains/trusted-advisor/contract'
import { categoryName, dollars } from './advisor-words.tsx'

export const checkHref = (checkId: string): string => `/trusted-advisor/${encodeURIComponent(checkId)}`

/** The worst that any account has, and in how many of them. */
export function WorstStatus({ check }: { check: CheckRow }) {
  const [status, count] = worstOf(check)
  return (
    <>
      {status === 'other' ? <Status kind="unknown">A new status of AWS’s</Status> : <CheckStatus status={status} />}
      <Box color="text-body-secondary" fontSize="body-s">
        in {formatCount(count)} of {countOf(check.accounts, 'account')}
      </Box>
    </>
  )
}

function worstOf({ error, warning, other, ok, notAvailable }: CheckRow): [CheckStatusWord | 'other', number] {
  if (error > 0) return ['error', error]
  if (warning > 0) return ['warning', warning]
  if (other > 0) return ['other', other]
  return ok > 0 ? ['ok', ok] : ['not_available', notAvailable]
}

export const CHECK_COLUMNS: readonly ResourceColumn<CheckRow, CheckSort>[] = [
  {
    id: 'check',
    header: 'Check',
    sort: 'check',
    width: 215,
    cell: ({ checkId, name }) => <PageLink href={checkHref(checkId)}>{visibleText(name)}</PageLink>,
  },
  { id: 'category', header: 'Category', width: 140, cell: ({ category }) => categoryName(category) },
  { id: 'status', header: 'Status', sort: 'status', width: 225, cell: (check) => <WorstStatus check={check} /> },
  {
    id: 'flagged',
    header: 'Flagged',
    sort: 'flagged',
    figure: true,
    width: 120,
    cell: ({ flagged, suppressed }) => (
      <>
        {formatCount(flagged)}
        {suppressed > 0 && (
          <Box color="text-body-secondary" fontSize="body-s">
            {formatCount(suppressed)} excluded
          </Box>
        )}
      </>
    ),
  },
  { id: 'accounts', header: 'Accounts', figure: true, width: 115, cell: ({ accounts }) => formatCount(accounts) },
  {
    id: 'savings',
    header: 'Savings a month',
    sort: 'savings',
    figure: true,
    width: 125,
    cell: ({ monthlySavings }) => (monthlySavings === null ? '–' : dollars(monthlySavings)),
  },
  {
    id: 'refreshed',
    header: 'Refreshed',
    width: 135,
    cell: ({ refreshedAt }) => <Instant at={refreshedAt} whenNone="Not told" />,
  },
  { id: 'id', header: 'Check id', optional: true, width: 150, cell: ({ checkId }) => visibleText(checkId) },
]
