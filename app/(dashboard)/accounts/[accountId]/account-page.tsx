'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { visibleText } from '#lib/core/format'
import { accountQueries } from '#lib/domains/accounts/client'
import { AccountFacts } from './account-facts.tsx'
import { AccountHistory } from './account-history.tsx'
import { AccountPeople } from './account-people.tsx'
import { AccountScopesTable } from './account-scopes.tsx'
import { AccountWorkTable } from './account-work.tsx'

/** What is this account, whose is it, what is open in it, and what of it could we not see? */
export function AccountPage({ accountId }: { accountId: string }) {
  const account = useQuery(accountQueries.one(accountId))
  return (
    <Page title={account.data ? visibleText(account.data.name) : accountId}>
      <QueryState query={account} what="the account" lines={10}>
        {(data) => (
          <SpaceBetween size="l">
            <AccountFacts account={data} />
            <AccountWorkTable account={data} />
            <AccountScopesTable account={data} />
            <AccountPeople account={data} />
            <AccountHistory account={data} />
          </SpaceBetween>
        )}
      </QueryState>
    </Page>
  )
}
