import type { AccountAccess } from '../../collectors/open-account.ts'
import type { Reading } from '../../core/reading.ts'
import type { PlannedScope } from '../../db/sql/collection/plan-scopes.ts'
import { knownAt } from '../known.ts'
import { allDone } from './all-done.ts'
import { attemptScope, requireUninterrupted } from './attempt-scope.ts'
import type { Collection } from './collection.ts'

/** Reads the sources of one account and Region, each as soon as those it builds on have been read. */
export async function collectRegion(
  collection: Collection,
  access: AccountAccess,
  scopes: readonly PlannedScope[],
): Promise<void> {
  const [first] = scopes
  if (first === undefined) return
  const { pool } = collection
  const place = { accountId: first.accountId, region: first.region }
  const known = knownAt(pool, place)
  // Until functions have been met there, nothing at this place can be judged, and recording is one statement.
  let mayHaveFunctions = scopes.find(({ source }) => source === 'lambda.functions')?.revision !== 0
  const done = new Map<string, Promise<void>>()
  for (const source of collection.sources) {
    const scope = scopes.find((planned) => planned.source === source.id)
    if (scope === undefined) continue
    const before = source.after.map((id) => done.get(id))
    const attempt = async () => {
      await Promise.all(before)
      requireUninterrupted(collection)
      const reading = await attemptScope(collection, access, {
        source,
        scope,
        known,
        nothingToJudge: !mayHaveFunctions,
      })
      if (source.id === 'lambda.functions' && (reading === null || brought(reading))) mayHaveFunctions = true
    }
    done.set(source.id, attempt())
  }
  await allDone([...done.values()])
}

const brought = (reading: Reading): boolean =>
  (reading.status === 'complete' || reading.status === 'partial') && reading.staged.count > 0
