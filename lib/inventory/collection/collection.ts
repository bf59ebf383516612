import pLimit, { type LimitFunction } from 'p-limit'
import type pg from 'pg'
import { allSources } from '../../collectors/all-sources.ts'
import { type AwsContext, openContext } from '../../collectors/aws/context.ts'
import { processPace } from '../../collectors/aws/pace.ts'
import type { AnySource } from '../../collectors/define-source.ts'
import { type HubAccess, type Opened, openHub } from '../../collectors/open-account.ts'
import { getRun, type Run } from '../../db/sql/collection/runs.ts'
import { openScopeBook, type ScopeBook } from './scope-book.ts'
import { paceStoreOf } from './shared-pace.ts'

/** One process's part in one run: what it reads with, and where it writes to. */
export type Collection = {
  pool: pg.Pool
  run: Run
  /** The sources this run reads, in the order they depend on each other. */
  sources: readonly AnySource[]
  context: AwsContext
  hub: Opened<HubAccess>
  /** Recordings under way at once, so that scopes wait here and not for a connection. */
  recording: LimitFunction
  book: ScopeBook
}

/** Time limits, pace and connections other than those of the settings and the process. */
export type AwsOptions = Omit<Parameters<typeof openContext>[0], 'signal'>

const RECORDINGS_AT_ONCE = 6

export async function openCollection(
  pool: pg.Pool,
  runId: string,
  signal: AbortSignal,
  aws: AwsOptions = {},
): Promise<Collection> {
  const run = await getRun(pool, runId)
  const context = openContext({ pace: processPace(paceStoreOf(pool)), ...aws, signal })
  return {
    pool,
    run,
    sources: allSources.filter(({ id }) => run.sources.length === 0 || run.sources.includes(id)),
    context,
    hub: await openHub(context),
    recording: pLimit(RECORDINGS_AT_ONCE),
    book: openScopeBook(pool, runId),
  }
}
