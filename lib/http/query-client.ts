import { QueryClient } from '@tanstack/react-query'
import { MINUTE_MS, SECOND_MS } from '../core/time.ts'
import { RequestError } from './fetch-json.ts'

const RETRIES_MAX = 2

/** The cache of server state, alike in the browser and while a page is made. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What the page brought along is not fetched again on arrival.
        staleTime: 30 * SECOND_MS,
        gcTime: 5 * MINUTE_MS,
        retry: (failures, error) =>
          typeof window !== 'undefined' && failures < RETRIES_MAX && error instanceof RequestError && error.mayPass,
      },
    },
  })
}
