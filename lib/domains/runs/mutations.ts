import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { clock } from '#lib/core/clock'
import { JOINED_WITHIN_MS, joinedInWords } from '#lib/core/joined-run'
import { asViewer, type Viewer } from '#lib/db/as-viewer'
import { AppError } from '#lib/errors'
import { findMissingAccounts } from '../../db/sql/lists/find-missing-accounts.ts'
import { listScopeWords } from '../../db/sql/lists/list-scope-words.ts'
import { requestCollection } from '../../db/sql/lists/request-collection.ts'
import type { RequestedRun, runRequest } from './contract.ts'

/**
 * Asks a worker for a collection. The row is the request: the database tells the workers of it. One that reads as much
 * and is wanted already, or has just begun, answers it.
 */
export async function requestRun(
  viewer: Viewer,
  { sources, accountIds }: z.output<typeof runRequest>,
): Promise<RequestedRun> {
  return asViewer(viewer, async (tx) => {
    const known = await listScopeWords(tx)
    const strange = sources.filter((source) => known.sources.length > 0 && !known.sources.includes(source))
    if (strange.length > 0) throw new AppError('invalid', `There is no source ${strange.join(', ')}.`)
    const missing = await findMissingAccounts(tx, accountIds)
    if (missing.length > 0) throw new AppError('not_found', `There is no account ${missing.join(', ')}.`)
    const runId = randomUUID()
    const at = clock.now()
    const wish = { runId, sources, accountIds, requestedBy: viewer.personId }
    const freshSince = new Date(at.getTime() - JOINED_WITHIN_MS)
    const run = await requestCollection(tx, wish, { at, freshSince })
    const joined = run.id !== runId
    return { runId: run.id, joined, message: joined ? joinedInWords(run, at) : null }
  })
}
