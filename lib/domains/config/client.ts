/** Keys and fetches of the Config pages, for server prefetching and for `useQuery`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type ListValues, listQuery } from '../../core/list.ts'
import { fetchJson } from '../../http/fetch-json.ts'
import type { EvaluationRow } from '../../lists/config-evaluations.ts'
import type { DeclaredPage } from '../lists/queries.ts'
import type {
  ConfigAccountListValues,
  ConfigAccountPage,
  ConfigFacets,
  EvaluationDetail,
  EvaluationKey,
  RuleDetail,
  RuleListValues,
  RulePage,
} from './contract.ts'

const PATH = '/api/v1/config'
export const CONFIG_KEY = ['config'] as const

const rulePath = (ruleKey: string): string => `${PATH}/rules/${encodeURIComponent(ruleKey)}`

export const configQueries = {
  rules: (values: RuleListValues) =>
    queryOptions({
      queryKey: [...CONFIG_KEY, 'rules', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<RulePage>(`${PATH}/rules?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  accounts: (values: ConfigAccountListValues) =>
    queryOptions({
      queryKey: [...CONFIG_KEY, 'accounts', listQuery(values).toString()],
      queryFn: ({ signal }) => fetchJson<ConfigAccountPage>(`${PATH}/accounts?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  facets: () =>
    queryOptions({
      queryKey: [...CONFIG_KEY, 'facets'],
      queryFn: ({ signal }) => fetchJson<ConfigFacets>(`${PATH}/facets`, { signal }),
    }),
  rule: (ruleKey: string) =>
    queryOptions({
      queryKey: [...CONFIG_KEY, 'rule', ruleKey],
      queryFn: ({ signal }) => fetchJson<RuleDetail>(rulePath(ruleKey), { signal }),
    }),
  evaluations: (ruleKey: string, values: ListValues) =>
    queryOptions({
      queryKey: [...CONFIG_KEY, 'evaluations', ruleKey, listQuery(values).toString()],
      queryFn: ({ signal }) =>
        fetchJson<DeclaredPage<EvaluationRow>>(`${rulePath(ruleKey)}/evaluations?${listQuery(values)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  evaluation: ({ accountId, evaluationId }: EvaluationKey) =>
    queryOptions({
      queryKey: [...CONFIG_KEY, 'evaluation', accountId, evaluationId],
      queryFn: ({ signal }) =>
        fetchJson<EvaluationDetail>(`${PATH}/evaluations/${accountId}/${evaluationId}`, { signal }),
    }),
}
