'use client'

import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '#components/feedback/empty-state'
import { Page } from '#components/shell/page'
import type { FilterProperty } from '#components/table/list-filter'
import { ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { accountQueries } from '#lib/domains/accounts/client'
import { type AccountFacets, type AccountFilter, accountList, LEFT, UNOWNED } from '#lib/domains/accounts/contract'
import { accountColumns } from './account-columns.tsx'
import { stateWord } from './account-state.tsx'

/** Which accounts are there, whose are they, and what is open in each? */
export function AccountsPage({ ownOnly }: { ownOnly: boolean }) {
  const url = useListUrl(accountList)
  const accounts = useQuery(accountQueries.list(url.values))
  const facets = useQuery(accountQueries.facets())
  return (
    <Page
      title="Accounts"
      description={
        ownOnly ? 'The accounts of your teams.' : 'Every account of the organisation, with its owner and its open work.'
      }
    >
      <ResourceTable
        id="accounts"
        title="Accounts"
        one="account"
        columns={accountColumns}
        rowKey={({ accountId }) => accountId}
        url={url}
        query={accounts}
        filters={propertiesOf(facets.data)}
        placeholder="Filter by name, id, team, unit or state"
        exportKind="accounts"
        coverage={accounts.data?.coverage}
        whenEmpty={
          ownOnly ? (
            <EmptyState kind="nothing" heading="None of your teams owns an account">
              Ask the CCoE which team owns the account you are looking for.
            </EmptyState>
          ) : (
            <EmptyState kind="first-run">Accounts come with the first reading of the organisation.</EmptyState>
          )
        }
      />
    </Page>
  )
}

function propertiesOf(facets: AccountFacets | undefined): FilterProperty<AccountFilter>[] {
  const { teams = [], states = [], units = [] } = facets ?? {}
  return [
    {
      key: 'team',
      label: 'Team',
      plural: 'Teams',
      options: [...teams.map(({ id, name }) => ({ value: id, label: name })), { value: UNOWNED, label: 'No owner' }],
    },
    {
      key: 'ou',
      label: 'Organizational unit',
      plural: 'Organizational units',
      options: units.map((value) => ({ value })),
    },
    {
      key: 'status',
      label: 'State',
      plural: 'States',
      options: [...states, LEFT].map((value) => ({ value, label: stateWord(value) })),
    },
    { key: 'account', label: 'Account id', plural: 'Account ids' },
  ]
}
