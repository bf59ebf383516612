/** Keys and fetches of the pages of collection runs. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listQuery } from '#lib/core/list'
import { SECOND_MS } from '#lib/core/time'
import { fetchJson } from '#lib/http/fetch-json'
import {
  isUnderWay,
  type RequestedRun,
  type RunChoices,
  type RunDetail,
  type RunListValues,
  type RunPage,
  type RunRequest,
  type RunScopePage,
} from './contract.ts'

const PATH = '/api/v1/runs'
const POLL_MS = 2 * SECOND_MS
export const RUNS_KEY = ['runs'] as const

export const runQueries = {
  list: (values: RunListValues) =>
    queryOptions({
      queryKey: [...RUNS_KEY, 'list', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<RunPage>(`${PATH}?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data?.rows.some(({ status }) => isUnderWay(status)) ? POLL_MS : false),
    }),
  run: (runId: string) =>
    queryOptions({
      queryKey: [...RUNS_KEY, 'run', runId],
      queryFn: ({ signal }) => fetchJson<RunDetail>(`${PATH}/${runId}`, { signal }),
      refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.status) ? POLL_MS : false),
    }),
  scopes: (runId: string, cursor: { after?: string; before?: string }) =>
    queryOptions({
      queryKey: [...RUNS_KEY, 'scopes', runId, cursor],
      queryFn: ({ signal }) =>
        fetchJson<RunScopePage>(`${PATH}/${runId}/scopes?${new URLSearchParams(cursor)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  /** What somebody was told who asked for a collection and was given one that was there; nothing is fetched. */
  answer: (runId: string) =>
    queryOptions<string | null>({ queryKey: [...RUNS_KEY, 'answer', runId], queryFn: () => null, enabled: false }),
  choices: () =>
    queryOptions({
      queryKey: [...RUNS_KEY, 'choices'],
      queryFn: ({ signal }) => fetchJson<RunChoices>(`${PATH}/choices`, { signal }),
    }),
}

export const requestRun = (request: RunRequest): Promise<RequestedRun> =>
  fetchJson<RequestedRun>(PATH, { method: 'POST', body: request })
