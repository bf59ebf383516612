import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { makeQueryClient } from '#lib/http/query-client'
import { log } from '#lib/log'

// biome-ignore lint/suspicious/noExplicitAny: queries of any data stand side by side; each keeps its own type where it is made.
type AnyQuery = FetchQueryOptions<any, Error, any, any>

/**
 * Reads what a page shows while it is made, side by side, and hands it over to the queries of the same keys below.
 * What fails here is asked for again in the browser, where `QueryState` tells of it.
 */
export async function Prefetched({ queries, children }: { queries: readonly AnyQuery[]; children: ReactNode }) {
  const client = makeQueryClient()
  await Promise.all(queries.map((query) => prefetch(client, query)))
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}

async function prefetch(client: ReturnType<typeof makeQueryClient>, query: AnyQuery): Promise<void> {
  try {
    await client.fetchQuery(query)
  } catch (error) {
    log().error({ err: error, query: query.queryKey as QueryKey }, 'a page could not read ahead')
  }
}
