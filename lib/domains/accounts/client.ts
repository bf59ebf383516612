import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listQuery } from '../../core/list.ts'
import { fetchJson } from '../../http/fetch-json.ts'
import type { AccountDetail, AccountFacets, AccountListValues, AccountPage } from './contract.ts'

export const accountQueries = {
  list: (values: AccountListValues) =>
    queryOptions({
      queryKey: ['accounts', 'list', values],
      queryFn: ({ signal }) => fetchJson<AccountPage>(`/api/v1/accounts?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  facets: () =>
    queryOptions({
      queryKey: ['accounts', 'facets'],
      queryFn: ({ signal }) => fetchJson<AccountFacets>('/api/v1/accounts/facets', { signal }),
    }),
  one: (accountId: string) =>
    queryOptions({
      queryKey: ['accounts', 'one', accountId],
      queryFn: ({ signal }) => fetchJson<AccountDetail>(`/api/v1/accounts/${accountId}`, { signal }),
    }),
}
