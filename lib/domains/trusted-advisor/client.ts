/** Keys and fetches of the Trusted Advisor pages, for server prefetching and for `useQuery`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type ListValues, listQuery } from '../../core/list.ts'
import { fetchJson } from '../../http/fetch-json.ts'
import type { FlaggedRow } from '../../lists/advisor-flagged.ts'
import type { DeclaredPage } from '../lists/queries.ts'
import type {
  AdvisorOverview,
  CheckDetail,
  CheckListValues,
  CheckPage,
  FlaggedDetail,
  FlaggedKey,
  ResultListValues,
  ResultPage,
} from './contract.ts'

const PATH = '/api/v1/trusted-advisor'
export const ADVISOR_KEY = ['trusted-advisor'] as const

const checkPath = (checkId: string): string => `${PATH}/checks/${encodeURIComponent(checkId)}`

export const advisorQueries = {
  overview: () =>
    queryOptions({
      queryKey: [...ADVISOR_KEY, 'overview'],
      queryFn: ({ signal }) => fetchJson<AdvisorOverview>(`${PATH}/overview`, { signal }),
    }),
  checks: (values: CheckListValues) =>
    queryOptions({
      queryKey: [...ADVISOR_KEY, 'checks', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<CheckPage>(`${PATH}/checks?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  check: (checkId: string) =>
    queryOptions({
      queryKey: [...ADVISOR_KEY, 'check', checkId],
      queryFn: ({ signal }) => fetchJson<CheckDetail>(checkPath(checkId), { signal }),
    }),
  flagged: (checkId: string, values: ListValues) =>
    queryOptions({
      queryKey: [...ADVISOR_KEY, 'flagged', checkId, listQuery(values).toString()],
      queryFn: ({ signal }) =>
        fetchJson<DeclaredPage<FlaggedRow>>(`${checkPath(checkId)}/resources?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  results: (checkId: string, values: ResultListValues) =>
    queryOptions({
      queryKey: [...ADVISOR_KEY, 'results', checkId, listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<ResultPage>(`${checkPath(checkId)}/accounts?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  resource: ({ checkId, accountId, resourceId }: FlaggedKey) =>
    queryOptions({
      queryKey: [...ADVISOR_KEY, 'resource', checkId, accountId, resourceId],
      queryFn: ({ signal }) =>
        fetchJson<FlaggedDetail>(`${checkPath(checkId)}/resources/${accountId}/${resourceId}`, { signal }),
    }),
}
