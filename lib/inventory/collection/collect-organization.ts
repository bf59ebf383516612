import type { AnySource } from '../../collectors/define-source.ts'
import { clock } from '../../core/clock.ts'
import type { Reading } from '../../core/reading.ts'
import { findManagementAccountId } from '../../db/sql/collection/list-accounts.ts'
import { planScopes } from '../../db/sql/collection/plan-scopes.ts'
import { retireScopesOfOtherHubs } from '../../db/sql/collection/retire-scopes.ts'
import { knownAt } from '../known.ts'
import { attemptScope } from './attempt-scope.ts'
import type { Collection } from './collection.ts'
import { dueIn, keysOf } from './expected-keys.ts'
import { recordNotRead } from './record-not-read.ts'

/** Owns the organisation's scopes while nobody knows which account to ask: no credentials, no first answer. */
export const NO_ACCOUNT = 'organization'

/** Null: there is nothing wrong. Else one sentence on why the organisation could not be read. */
export type OrganizationTrouble = string | null

/** Reads the organisation and what belongs to it as a whole, one after the other: each builds on the one before. */
export async function collectOrganization(
  collection: Collection,
  sources: readonly AnySource[],
): Promise<OrganizationTrouble> {
  const { pool, run, hub } = collection
  const accountId = (await findManagementAccountId(pool)) ?? (hub.isOpen ? hub.access.accountId : NO_ACCOUNT)
  await retireScopesOfOtherHubs(
    pool,
    accountId,
    sources.map(({ id }) => id),
  )
  const keys = keysOf(sources, accountId, ['global'], await dueIn(collection, accountId))
  const scopes = await planScopes(pool, run.id, keys, clock.now())
  if (!hub.isOpen) {
    await recordNotRead(collection, scopes, hub.reading)
    return hub.reading.cause.message
  }
  let trouble: OrganizationTrouble = null
  for (const source of sources) {
    const scope = scopes.find((planned) => planned.source === source.id)
    if (scope === undefined) continue
    const known = knownAt(pool, { accountId, region: 'global' })
    const reading = await attemptScope(collection, hub.access, { source, scope, known, nothingToJudge: true })
    if (source.id === 'organization' && reading !== null) trouble = troubleOf(reading)
  }
  return trouble
}

/**
 * The organisation was read when all of its accounts were shown, fields that were missing aside. A list that ended early
 * leaves accounts out: the units and accounts it brought are kept, and the others are those last known (F33).
 */
function troubleOf(reading: Reading): OrganizationTrouble {
  if (reading.status === 'complete') return null
  const { code, message } = reading.cause
  return reading.status === 'partial' && code === 'MISSING_FIELD' ? null : message
}
