'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { ReactNode } from 'react'
import { Instant } from '#components/display/dates'
import { Figure } from '#components/display/figure'
import { Identifier } from '#components/display/identifier'
import { PlaceLink } from '#components/shell/place-link'
import { visibleText } from '#lib/core/format'
import type { AccountDetail } from '#lib/domains/accounts/contract'
import { AccountCoverage, KnownCount } from '../account-columns.tsx'
import { AccountState } from '../account-state.tsx'

/** The facts of an account, its owner with the rule that decided, and the ways to its lists. */
export function AccountFacts({ account }: { account: AccountDetail }) {
  const { accountId, ouPath, state, leftAt, stateSince, teamId, teamName, teamRule } = account
  const functions = `/lambda?${new URLSearchParams({ tab: 'functions', account: accountId })}`
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={160}
        items={[
          { label: 'Account id', value: <Identifier text={accountId} what="account id" /> },
          {
            label: 'Organizational unit',
            value: (
              <PlaceLink href={`/accounts?${new URLSearchParams({ ou: ouPath })}`}>{visibleText(ouPath)}</PlaceLink>
            ),
          },
          {
            label: 'State',
            value: (
              <>
                <AccountState state={state} left={leftAt !== null} />
                <Quiet>
                  since <Instant at={leftAt ?? stateSince} />
                </Quiet>
              </>
            ),
          },
          {
            label: 'Owner',
            value: (
              <>
                {teamId === null ? 'No owner' : visibleText(teamName ?? teamId)}
                <Quiet>
                  {teamRule === null ? 'No rule fits: it goes to the CCoE.' : `By ${visibleText(teamRule)}`}
                </Quiet>
              </>
            ),
          },
          { label: 'Open findings', value: <KnownCount count={account.openFindings} /> },
          {
            label: 'Functions',
            value:
              account.functions === null ? (
                <KnownCount count={null} />
              ) : (
                <Figure count={account.functions} href={functions} />
              ),
          },
          { label: 'Coverage', value: <AccountCoverage account={account} /> },
          {
            label: 'Joined',
            value: (
              <>
                <Instant at={account.joinedAt} />
                {account.joinedMethod && <Quiet>{joinedWord(account.joinedMethod)}</Quiet>}
              </>
            ),
          },
        ]}
      />
    </Container>
  )
}

function joinedWord(method: string): string {
  if (method === 'CREATED') return 'created in the organisation'
  if (method === 'INVITED') return 'invited'
  return method
}

function Quiet({ children }: { children: ReactNode }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  )
}
