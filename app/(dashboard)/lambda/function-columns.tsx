'use client'

import { AccountLink } from '#components/display/account-link'
import { DateWithDistance } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { TeamName } from '#components/display/team-name'
import { VerdictStatus } from '#components/display/verdict-status'
import type { ResourceColumn } from '#components/table/resource-table'
import { visibleText } from '#lib/core/format'
import type { FunctionRow, FunctionSort } from '#lib/domains/lambda/contract'
import { FrozenNote, InactiveNote, OriginText, RuntimeName, SeverityBadge, UseWithReason } from './runtime-words.tsx'

export const functionHref = ({ accountId, id }: Pick<FunctionRow, 'accountId' | 'id'>): string =>
  `/lambda/${accountId}/${id}`

/** The columns of the list of functions. What could not be known says so, and never looks like "never" or zero. */
export const FUNCTION_COLUMNS: readonly ResourceColumn<FunctionRow, FunctionSort>[] = [
  {
    id: 'name',
    header: 'Function',
    sort: 'name',
    width: 180,
    cell: (row) => <PageLink href={functionHref(row)}>{visibleText(row.name)}</PageLink>,
  },
  {
    id: 'account',
    header: 'Account',
    sort: 'account',
    width: 152,
    cell: (row) => (
      <>
        <AccountLink of={row} />
        {row.isInactive && <InactiveNote />}
      </>
    ),
  },
  { id: 'team', header: 'Team', width: 115, cell: (row) => <TeamName of={row} /> },
  { id: 'runtime', header: 'Runtime', width: 150, cell: ({ runtime }) => <RuntimeName runtime={runtime} /> },
  {
    id: 'due',
    header: 'Next date',
    sort: 'due',
    width: 130,
    cell: ({ dueOn, verdict }) => (
      <DateWithDistance day={dueOn} whenNone={verdict === 'unknown' ? 'Unknown' : 'None set'} />
    ),
  },
  {
    id: 'verdict',
    header: 'Verdict',
    width: 145,
    cell: ({ verdict, isInactive, frozenOn }) => (
      <>
        <VerdictStatus verdict={verdict} />
        {isInactive && <FrozenNote day={frozenOn} />}
      </>
    ),
  },
  {
    id: 'use',
    header: 'Use',
    width: 172,
    cell: ({ use, useBecause }) => <UseWithReason use={use} because={useBecause} />,
  },
  { id: 'region', header: 'Region', optional: true, width: 145, cell: ({ region }) => <Region name={region} /> },
  {
    id: 'invoked',
    header: 'Last invoked',
    optional: true,
    sort: 'invoked',
    width: 150,
    cell: ({ lastInvokedOn, lastInvokedState }) => (
      <DateWithDistance day={lastInvokedOn} whenNone={lastInvokedState === 'none' ? 'Not in 15 months' : 'Unknown'} />
    ),
  },
  {
    id: 'changed',
    header: 'Last changed',
    optional: true,
    sort: 'changed',
    width: 150,
    cell: ({ lastModifiedAt }) => <DateWithDistance day={lastModifiedAt?.slice(0, 10) ?? null} whenNone="Unknown" />,
  },
  {
    id: 'origin',
    header: 'Defined by',
    optional: true,
    width: 200,
    cell: ({ origin }) => <OriginText origin={origin} />,
  },
  {
    id: 'severity',
    header: 'Severity',
    optional: true,
    width: 110,
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
]
