import type { AnySource } from '../../collectors/define-source.ts'
import { clock } from '../../core/clock.ts'
import type { Reading } from '../../core/reading.ts'
import { findManagementAccountId } from '../../db/sql/collection/list-accounts.ts'
import { planScopes } from '../../db/sql/collection/plan-scopes.ts'
import { retireScopesOfOtherHubs } from '../../db/sql/collection/retire-scopes.ts'
import { knownAt } from '../known.ts'
import { allDone } from './all-done.ts'
import { attemptScope } from './attempt-scope.ts'
import type { Collection } from './collection.ts'
import { dueIn, keysOf } from './expected-keys.ts'
import { recordNotRead } from './record-not-read.ts'

/** Owns the organisation's scopes while nobody knows which account to ask: no credentials, no first answer. */
export const NO_ACCOUNT = 'organization'

/** Null: there is nothing wrong. Else one sentence on why the organisation could not be read. */
export type OrganizationTrouble = string | null

export type OrganizationRead = {
  trouble: OrganizationTrouble
  /** What else belongs to the organisation as a whole: it takes a call per account, and no account has to wait for it. */
  readRest(): Promise<void>
}

/** Reads the organisation itself, which tells what accounts there are, and makes the scopes of the rest visible. */
export async function collectOrganization(
  collection: Collection,
  sources: readonly AnySource[],
): Promise<OrganizationRead> {
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
    return { trouble: hub.reading.cause.message, readRest: async () => {} }
  }
  const { access } = hub
  const known = knownAt(pool, { accountId, region: 'global' })
  const read = async (source: AnySource): Promise<Reading | null> => {
    const scope = scopes.find((planned) => planned.source === source.id)
    return scope ? attemptScope(collection, access, { source, scope, known, nothingToJudge: true }) : null
  }
  const first = sources.find(({ id }) => id === 'organization')
  const reading = first ? await read(first) : null
  const before = sources.filter((source) => source !== first && isBuiltOn(source, collection))
  await allDone(before.map(read))
  const rest = sources.filter((source) => source !== first && !before.includes(source))
  return {
    trouble: reading === null ? null : troubleOf(reading),
    readRest: () => allDone(rest.map(read)),
  }
}

/** Accounts wait for what their own sources build on. */
function isBuiltOn({ id }: AnySource, { sources }: Collection): boolean {
  return sources.some(({ scopedTo, after }) => scopedTo !== 'organization' && after.includes(id))
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
