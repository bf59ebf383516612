/** Keys and fetches of the Health pages, for server prefetching and for `useQuery`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listQuery } from '#lib/core/list'
import { fetchJson } from '#lib/http/fetch-json'
import type {
  AffectedAccountPage,
  AffectedResourcePage,
  ChangeDetail,
  ChangeFacets,
  ChangeListValues,
  ChangePage,
} from './contract.ts'

const PATH = '/api/v1/health'
export const HEALTH_KEY = ['health'] as const

type Cursor = { after?: string; before?: string }

const queryOf = (cursor: Cursor, more: Record<string, string> = {}): URLSearchParams =>
  new URLSearchParams({ ...more, ...cursor })

export const healthQueries = {
  changes: (values: ChangeListValues) =>
    queryOptions({
      queryKey: [...HEALTH_KEY, 'changes', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<ChangePage>(`${PATH}/changes?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  facets: () =>
    queryOptions({
      queryKey: [...HEALTH_KEY, 'facets'],
      queryFn: ({ signal }) => fetchJson<ChangeFacets>(`${PATH}/facets`, { signal }),
    }),
  change: (changeId: string) =>
    queryOptions({
      queryKey: [...HEALTH_KEY, 'change', changeId],
      queryFn: ({ signal }) => fetchJson<ChangeDetail>(`${PATH}/changes/${changeId}`, { signal }),
    }),
  accounts: (changeId: string, cursor: Cursor = {}) =>
    queryOptions({
      queryKey: [...HEALTH_KEY, 'accounts', changeId, cursor],
      queryFn: ({ signal }) =>
        fetchJson<AffectedAccountPage>(`${PATH}/changes/${changeId}/accounts?${queryOf(cursor)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  resources: (changeId: string, account: string | null, cursor: Cursor = {}) =>
    queryOptions({
      queryKey: [...HEALTH_KEY, 'resources', changeId, account, cursor],
      queryFn: ({ signal }) =>
        fetchJson<AffectedResourcePage>(
          `${PATH}/changes/${changeId}/resources?${queryOf(cursor, account ? { account } : {})}`,
          { signal },
        ),
      placeholderData: keepPreviousData,
    }),
}
