import type { NotRead } from '../../collectors/aws/causes/not-read.ts'
import type { AnySource, Known } from '../../collectors/define-source.ts'
import { notAskedBecause } from '../../collectors/read-scope.ts'
import type { PlannedScope } from '../../db/sql/collection/plan-scopes.ts'
import { required } from '../../errors.ts'
import { aggregatorOf, knownAt } from '../known.ts'
import { allDone } from './all-done.ts'
import { attemptScope, requireUninterrupted } from './attempt-scope.ts'
import type { Collection } from './collection.ts'
import { recordNotRead } from './record-not-read.ts'

type Work = { source: AnySource; scope: PlannedScope; known: Known }

/**
 * Reads scopes of one account that the hub is asked about. Most of its Regions have nothing there to be asked for: those
 * cost no call, and are recorded together.
 */
export async function collectThroughHub(collection: Collection, scopes: readonly PlannedScope[]): Promise<void> {
  const [first] = scopes
  if (first === undefined) return
  requireUninterrupted(collection)
  const { pool, hub, sources } = collection
  if (!hub.isOpen) return recordNotRead(collection, scopes, hub.reading)
  const aggregatorAt = await aggregatorOf(pool, first.accountId)
  const asked: Work[] = []
  const unasked = new Map<string, { reading: NotRead; scopes: PlannedScope[] }>()
  for (const scope of scopes) {
    const source = required(
      sources.find(({ id }) => id === scope.source),
      'source of the scope',
    )
    const { accountId, region } = scope
    const aggregator = aggregatorAt?.(region) ?? null
    const known = { ...knownAt(pool, { accountId, region }), aggregator: async () => aggregator }
    const reading = await notAskedBecause(source, known, hub.access.asked('global'))
    if (reading === null) asked.push({ source, scope, known })
    else together(unasked, reading).push(scope)
  }
  await allDone([
    ...[...unasked.values()].map((group) => recordNotRead(collection, group.scopes, group.reading)),
    ...asked.map((work) => attemptScope(collection, hub.access, { ...work, nothingToJudge: false })),
  ])
}

function together(groups: Map<string, { reading: NotRead; scopes: PlannedScope[] }>, reading: NotRead): PlannedScope[] {
  const key = `${reading.cause.code} ${reading.cause.message}`
  const group = groups.get(key) ?? { reading, scopes: [] }
  groups.set(key, group)
  return group.scopes
}
