/** Keys and fetches of the coverage page. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listQuery } from '#lib/core/list'
import { fetchJson } from '#lib/http/fetch-json'
import type { AccountScopes, CoverageListValues, CoverageMatrix, ScopePage } from './contract.ts'

const PATH = '/api/v1/coverage'
export const COVERAGE_KEY = ['coverage'] as const

export const coverageQueries = {
  matrix: (values: CoverageListValues) =>
    queryOptions({
      queryKey: [...COVERAGE_KEY, 'matrix', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<CoverageMatrix>(`${PATH}/matrix?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  scopes: (values: CoverageListValues) =>
    queryOptions({
      queryKey: [...COVERAGE_KEY, 'scopes', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<ScopePage>(`${PATH}?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  account: (accountId: string) =>
    queryOptions({
      queryKey: [...COVERAGE_KEY, 'account', accountId],
      queryFn: ({ signal }) => fetchJson<AccountScopes>(`${PATH}/accounts/${accountId}`, { signal }),
    }),
}
