'use client'

import Box from '@cloudscape-design/components/box'
import { Identifier } from '#components/display/identifier'
import { ScopeState, Status } from '#components/display/status'
import { PlaceLink } from '#components/shell/place-link'
import type { ResourceColumn } from '#components/table/resource-table'
import { cutMiddle, formatCount, visibleText } from '#lib/core/format'
import type { AccountRow, AccountSort } from '#lib/domains/accounts/contract'
import { AccountState } from './account-state.tsx'

/** A count that may be unknown; unknown is a word, not a zero. */
export function KnownCount({ count }: { count: number | null }) {
  return count === null ? <Status kind="unknown" /> : formatCount(count)
}

/** How much of one account was read. */
export function AccountCoverage({ account: { scopes, gaps, state, leftAt } }: { account: AccountRow }) {
  if (leftAt !== null) return <ScopeState status="skipped">As last read</ScopeState>
  if (scopes === 0) return <ScopeState status="never" />
  if (gaps > 0) {
    return (
      <Status kind="could-not-look">
        {formatCount(gaps)} of {formatCount(scopes)}
      </Status>
    )
  }
  return state === 'ACTIVE' ? <ScopeState status="complete" /> : <ScopeState status="skipped" />
}

/** The end of a path tells units apart, so it is the middle that goes. */
function Unit({ path }: { path: string }) {
  const shown = cutMiddle(path, UNIT_LENGTH)
  return <span title={shown === path ? undefined : path}>{shown}</span>
}

const UNIT_LENGTH = 14

export const accountColumns: readonly ResourceColumn<AccountRow, AccountSort>[] = [
  {
    id: 'name',
    header: 'Account',
    sort: 'name',
    width: 165,
    cell: ({ accountId, name }) => <PlaceLink href={`/accounts/${accountId}`}>{visibleText(name)}</PlaceLink>,
  },
  {
    id: 'id',
    header: 'Id',
    sort: 'account',
    width: 160,
    cell: ({ accountId }) => <Identifier text={accountId} what="account id" />,
  },
  { id: 'ou', header: 'Unit', sort: 'ou', width: 155, cell: ({ ouPath }) => <Unit path={visibleText(ouPath)} /> },
  {
    id: 'team',
    header: 'Team',
    width: 105,
    cell: ({ teamId, teamName }) =>
      teamId === null ? <Box color="text-status-inactive">No owner</Box> : visibleText(teamName ?? teamId),
  },
  { id: 'rule', header: 'Owner by', optional: true, width: 180, cell: ({ teamRule }) => teamRule ?? '–' },
  {
    id: 'state',
    header: 'State',
    sort: 'state',
    width: 105,
    cell: ({ state, leftAt }) => <AccountState state={state} left={leftAt !== null} />,
  },
  {
    id: 'findings',
    header: 'Findings',
    sort: 'findings',
    figure: true,
    width: 115,
    cell: ({ openFindings }) => <KnownCount count={openFindings} />,
  },
  {
    id: 'functions',
    header: 'Functions',
    sort: 'functions',
    figure: true,
    width: 130,
    cell: ({ functions }) => <KnownCount count={functions} />,
  },
  {
    id: 'coverage',
    header: 'Coverage',
    width: 135,
    cell: (account) => <AccountCoverage account={account} />,
  },
]
