/** Keys and fetches of the Lambda pages, for server prefetching and for `useQuery`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listQuery } from '#lib/core/list'
import { fetchJson } from '#lib/http/fetch-json'
import type {
  FunctionDetail,
  FunctionFacets,
  FunctionKey,
  FunctionListValues,
  FunctionPage,
  RuntimeDetail,
  RuntimeOverview,
  Trend,
} from './contract.ts'

const PATH = '/api/v1/lambda'
export const LAMBDA_KEY = ['lambda'] as const

export const lambdaQueries = {
  functions: (values: FunctionListValues) =>
    queryOptions({
      queryKey: [...LAMBDA_KEY, 'functions', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<FunctionPage>(`${PATH}/functions?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  facets: () =>
    queryOptions({
      queryKey: [...LAMBDA_KEY, 'facets'],
      queryFn: ({ signal }) => fetchJson<FunctionFacets>(`${PATH}/facets`, { signal }),
    }),
  function: ({ accountId, functionId }: FunctionKey) =>
    queryOptions({
      queryKey: [...LAMBDA_KEY, 'function', accountId, functionId],
      queryFn: ({ signal }) => fetchJson<FunctionDetail>(`${PATH}/functions/${accountId}/${functionId}`, { signal }),
    }),
  runtimes: () =>
    queryOptions({
      queryKey: [...LAMBDA_KEY, 'runtimes'],
      queryFn: ({ signal }) => fetchJson<RuntimeOverview>(`${PATH}/runtimes`, { signal }),
    }),
  runtime: (runtime: string) =>
    queryOptions({
      queryKey: [...LAMBDA_KEY, 'runtime', runtime],
      queryFn: ({ signal }) => fetchJson<RuntimeDetail>(`${PATH}/runtimes/${encodeURIComponent(runtime)}`, { signal }),
    }),
  trend: () =>
    queryOptions({
      queryKey: [...LAMBDA_KEY, 'trend'],
      queryFn: ({ signal }) => fetchJson<Trend>(`${PATH}/trend`, { signal }),
    }),
}
