import type { AnySource } from '../../collectors/define-source.ts'
import type { AccountAccess } from '../../collectors/open-account.ts'
import type { Reading } from '../../core/reading.ts'
import type { PlannedScope } from '../../db/sql/collection/plan-scopes.ts'
import { knownAt } from '../known.ts'
import { allDone } from './all-done.ts'
import { attemptScope, requireUninterrupted } from './attempt-scope.ts'
import type { Collection } from './collection.ts'
import { recordEmpty } from './record-not-read.ts'

const FUNCTIONS = 'lambda.functions'

/** Reads the sources of one account and Region, each as soon as those it builds on have been read. */
export async function collectRegion(
  collection: Collection,
  access: AccountAccess,
  scopes: readonly PlannedScope[],
): Promise<void> {
  const functions = scopes.find(({ source }) => source === FUNCTIONS)
  // Until functions have been met there, nothing at this place can be judged, and recording is one statement.
  const isNew = functions?.revision === 0
  const reading = functions ? await attempt(collection, access, functions, isNew) : null
  const rest = scopes.filter((scope) => scope !== functions)
  // Most Regions of most accounts hold no function: what builds on functions is then known to be nothing.
  const isEmpty = reading?.status === 'complete' && reading.staged.count === 0
  const empty = isEmpty ? rest.filter((scope) => scope.revision === 0 && buildsOnFunctions(collection, scope)) : []
  await recordEmpty(collection, empty)
  const left = rest.filter((scope) => !empty.includes(scope))
  await collectInOrder(collection, access, left, isNew && reading !== null && !brought(reading))
}

async function collectInOrder(
  collection: Collection,
  access: AccountAccess,
  scopes: readonly PlannedScope[],
  nothingToJudge: boolean,
): Promise<void> {
  const done = new Map<string, Promise<unknown>>()
  for (const source of collection.sources) {
    const scope = scopes.find((planned) => planned.source === source.id)
    if (scope === undefined) continue
    const before = Promise.all(source.after.map((id) => done.get(id)))
    done.set(
      source.id,
      before.then(() => attempt(collection, access, scope, nothingToJudge)),
    )
  }
  await allDone([...done.values()])
}

function attempt(
  collection: Collection,
  access: AccountAccess,
  scope: PlannedScope,
  nothingToJudge: boolean,
): Promise<Reading | null> {
  requireUninterrupted(collection)
  const known = knownAt(collection.pool, { accountId: scope.accountId, region: scope.region })
  return attemptScope(collection, access, { source: sourceOf(collection, scope), scope, known, nothingToJudge })
}

function sourceOf({ sources }: Collection, scope: PlannedScope): AnySource {
  const source = sources.find(({ id }) => id === scope.source)
  if (source === undefined) throw new Error(`a scope of ${scope.source}, which this run does not read`)
  return source
}

const buildsOnFunctions = (collection: Collection, scope: PlannedScope): boolean =>
  sourceOf(collection, scope).after.includes(FUNCTIONS)

const brought = (reading: Reading): boolean =>
  (reading.status === 'complete' || reading.status === 'partial') && reading.staged.count > 0
