/** Keys and fetches of the pages of recommendations, and how an answer is sent. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listQuery } from '#lib/core/list'
import { fetchJson } from '#lib/http/fetch-json'
import type {
  AffectedPage,
  AnswerRequest,
  AnswerResult,
  RecommendationChoices,
  RecommendationDetail,
  RecommendationKey,
  RecommendationListValues,
  RecommendationPage,
} from './contract.ts'

const PATH = '/api/v1/recommendations'
export const RECOMMENDATIONS_KEY = ['recommendations'] as const

const pathOf = ({ accountId, recommendationId }: RecommendationKey) => `${PATH}/${accountId}/${recommendationId}`

export const recommendationQueries = {
  list: (values: RecommendationListValues) =>
    queryOptions({
      queryKey: [...RECOMMENDATIONS_KEY, 'list', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<RecommendationPage>(`${PATH}?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  choices: () =>
    queryOptions({
      queryKey: [...RECOMMENDATIONS_KEY, 'choices'],
      queryFn: ({ signal }) => fetchJson<RecommendationChoices>(`${PATH}/choices`, { signal }),
    }),
  one: (key: RecommendationKey) =>
    queryOptions({
      queryKey: [...RECOMMENDATIONS_KEY, 'one', key.accountId, key.recommendationId],
      queryFn: ({ signal }) => fetchJson<RecommendationDetail>(pathOf(key), { signal }),
    }),
  affected: (key: RecommendationKey, cursor: { after?: string; before?: string }) =>
    queryOptions({
      queryKey: [...RECOMMENDATIONS_KEY, 'affected', key.accountId, key.recommendationId, cursor],
      queryFn: ({ signal }) =>
        fetchJson<AffectedPage>(`${pathOf(key)}/affected?${new URLSearchParams(cursor)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
}

export const sendAnswer = (answer: AnswerRequest): Promise<AnswerResult> =>
  fetchJson<AnswerResult>(`${PATH}/answers`, { method: 'POST', body: answer })
