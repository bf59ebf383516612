import { queryOptions } from '@tanstack/react-query'
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts'
import { fetchJson } from '../../http/fetch-json.ts'
import type { Freshness } from './contract.ts'

export const sessionQueries = {
  freshness: () =>
    queryOptions({
      queryKey: ['session', 'freshness'],
      queryFn: ({ signal }) => fetchJson<Freshness>('/api/v1/session/freshness', { signal }),
      refetchInterval: ({ state }) => (state.data?.collecting || state.data?.filling ? 10 * SECOND_MS : MINUTE_MS),
    }),
}

/** Ends the session and goes to where one begins. */
export async function signOut(): Promise<void> {
  await fetchJson('/api/v1/session/sign-out', { method: 'POST', body: {} })
  window.location.assign('/sign-in')
}
