import type { AnySource } from '../../collectors/define-source.ts'
import { isDue } from '../../collectors/derive/due.ts'
import { clock } from '../../core/clock.ts'
import { listScopeAges, type ScopeAge } from '../../db/sql/collection/list-scope-ages.ts'
import type { ScopeKey } from '../../db/sql/collection/scope-keys.ts'
import type { Collection } from './collection.ts'

export type Due = (key: ScopeKey, source: AnySource) => boolean

/** What a run reads of an account: everything it names, or what of it is due, as those of the schedule do. */
export async function dueIn({ pool, run }: Collection, accountId: string): Promise<Due> {
  if (run.readsAll) return () => true
  const ages = await listScopeAges(pool, accountId)
  const byScope = new Map(ages.map((age) => [`${age.source} ${age.region}`, age]))
  const now = clock.now()
  return ({ source: id, region }, source) => {
    const age = byScope.get(`${id} ${region}`)
    return age === undefined || isDue(source, answeredAt(age), now)
  }
}

/** When the scope last had its answer; that there is nothing to read is one as well. Null: it still waits for one. */
function answeredAt({ status, lastCompleteAt, lastAttemptAt }: ScopeAge): Date | null {
  if (status === 'complete') return lastCompleteAt
  return status === 'disabled' || status === 'not_entitled' ? lastAttemptAt : null
}

export function keysOf(
  sources: readonly AnySource[],
  accountId: string,
  regions: readonly string[],
  due: Due,
): ScopeKey[] {
  return regions.flatMap((region) =>
    sources
      .map((source) => ({ key: { accountId, source: source.id, region }, source }))
      .filter(({ key, source }) => due(key, source))
      .map(({ key }) => key),
  )
}
