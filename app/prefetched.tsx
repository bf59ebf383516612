import {
  dehydrate,
  type FetchQueryOptions,
  HydrationBoundary,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { AppError } from '#lib/errors'
import { makeQueryClient } from '#lib/http/query-client'
import { log } from '#lib/log'

// biome-ignore lint/suspicious/noExplicitAny: queries of any data stand side by side; each keeps its own type where it is made.
export type AnyQuery = FetchQueryOptions<any, Error, any, any>

/** What is read while the frame of pages is made, handed over to the queries of the same keys below. */
export async function Prefetched({ queries, children }: { queries: readonly AnyQuery[]; children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(await readAhead(queries))}>{children}</HydrationBoundary>
}

/**
 * Reads side by side. What fails here is asked for again in the browser, where `QueryState` tells of it; but a question
 * that cannot be answered, or about what is not there, is the page's to refuse.
 */
export async function readAhead(queries: readonly AnyQuery[]): Promise<QueryClient> {
  const client = makeQueryClient()
  await Promise.all(queries.map((query) => prefetch(client, query)))
  return client
}

async function prefetch(client: QueryClient, query: AnyQuery): Promise<void> {
  try {
    await client.fetchQuery(query)
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'invalid' || error.kind === 'not_found')) throw error
    log().error({ err: error, query: query.queryKey as QueryKey }, 'a page could not read ahead')
  }
}
