'use client'

import Box from '@cloudscape-design/components/box'
import { BrokenText } from '#components/display/broken-text'
import { Identifier } from '#components/display/identifier'
import { ScopeState, Status } from '#components/display/status'
import { TeamName } from '#components/display/team-name'
import { PlaceLink } from '#components/shell/place-link'
import type { ResourceColumn } from '#components/table/resource-table'
import { formatCount, visibleText } from '#lib/core/format'
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

export const accountColumns: readonly ResourceColumn<AccountRow, AccountSort>[] = [
  {
    id: 'name',
    header: 'Account',
    sort: 'name',
    width: 200,
    cell: ({ accountId, name }) => (
      <>
        <PlaceLink href={`/accounts/${accountId}`}>{visibleText(name)}</PlaceLink>
        <Box color="text-body-secondary" fontSize="body-s">
          <Identifier text={accountId} what="account id" />
        </Box>
      </>
    ),
  },
  {
    id: 'ou',
    header: 'Unit',
    sort: 'ou',
    width: 190,
    cell: ({ ouPath }) => <BrokenText text={visibleText(ouPath)} after="/" />,
  },
  {
    id: 'team',
    header: 'Team',
    width: 120,
    cell: (account) => <TeamName of={account} />,
  },
  { id: 'rule', header: 'Owner by', optional: true, width: 180, cell: ({ teamRule }) => teamRule ?? '–' },
  {
    id: 'state',
    header: 'State',
    sort: 'state',
    width: 142,
    cell: ({ state, leftAt }) => <AccountState state={state} left={leftAt !== null} />,
  },
  {
    id: 'findings',
    header: 'Findings',
    sort: 'findings',
    figure: true,
    width: 128,
    cell: ({ openFindings }) => <KnownCount count={openFindings} />,
  },
  {
    id: 'functions',
    header: 'Functions',
    sort: 'functions',
    figure: true,
    width: 135,
    cell: ({ functions }) => <KnownCount count={functions} />,
  },
  {
    id: 'coverage',
    header: 'Coverage',
    width: 130,
    cell: (account) => <AccountCoverage account={account} />,
  },
]
