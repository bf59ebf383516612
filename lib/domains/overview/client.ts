import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '../../http/fetch-json.ts'
import type { Overview } from './contract.ts'

export const overviewQueries = {
  whole: () =>
    queryOptions({
      queryKey: ['overview'],
      queryFn: ({ signal }) => fetchJson<Overview>('/api/v1/overview', { signal }),
    }),
}
