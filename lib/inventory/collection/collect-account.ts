import { partitionAt } from '../../catalogue/partitions.ts'
import { accountNotActive, regionNotEnabled } from '../../collectors/aws/causes/not-asked.ts'
import type { NotRead } from '../../collectors/aws/causes/not-read.ts'
import { expectedRegions } from '../../collectors/aws/regions.ts'
import type { AnySource } from '../../collectors/define-source.ts'
import { type AccountAccess, openAccount } from '../../collectors/open-account.ts'
import { accountRegions } from '../../collectors/sources/account/regions.ts'
import { clock } from '../../core/clock.ts'
import { listAccountRegions } from '../../db/sql/collection/list-account-regions.ts'
import type { MemberAccount } from '../../db/sql/collection/list-accounts.ts'
import { type PlannedScope, planScopes } from '../../db/sql/collection/plan-scopes.ts'
import { retireScopesOfOtherRegions } from '../../db/sql/collection/retire-scopes.ts'
import type { ScopeKey } from '../../db/sql/collection/scope-keys.ts'
import { unplanScopes } from '../../db/sql/collection/unplan-scopes.ts'
import { env } from '../../env.ts'
import { knownAt } from '../known.ts'
import { allDone } from './all-done.ts'
import { attemptScope, requireUninterrupted } from './attempt-scope.ts'
import { collectRegion } from './collect-region.ts'
import { collectThroughHub } from './collect-through-hub.ts'
import type { Collection } from './collection.ts'
import { type Due, dueIn, keysOf } from './expected-keys.ts'
import { recordNotRead } from './record-not-read.ts'

/** An account of the list, and the list itself: no other account is entered (T16). */
export type AccountWork = { account: MemberAccount; organisation: ReadonlySet<string> }

export type Split = { ofAccount: AnySource[]; ofRegion: AnySource[] }

/**
 * Reads everything this run wants of one account: the role is assumed once, and all Regions are read side by side. What
 * the hub is asked about is read also where the role cannot be had.
 */
export async function collectAccount(collection: Collection, work: AccountWork): Promise<void> {
  const { account } = work
  const due = await dueIn(collection, account.id)
  const sources = splitSources(collection)
  const pending = await plan(collection, await knownKeys(collection, account.id, sources, due))
  if (account.state !== 'ACTIVE') {
    return recordNotRead(collection, pending, accountNotActive(account.name, account.state))
  }
  const access = await enter(collection, work)
  if ('cause' in access) {
    const { ofHub, ofMember } = splitScopes(collection, pending)
    return allDone([recordNotRead(collection, ofMember, access), collectThroughHub(collection, ofHub)])
  }
  const ofAccount = pending.filter(({ region }) => region === 'global')
  const tellRegions = ofAccount.filter(({ source }) => source === accountRegions.id)
  await collectOfAccount(collection, access, tellRegions)
  requireUninterrupted(collection)
  // What Regions there are is known now; nothing else of the account has to be waited for.
  await allDone([
    collectOfAccount(
      collection,
      access,
      ofAccount.filter((scope) => !tellRegions.includes(scope)),
    ),
    collectRegions(collection, access, work, sources.ofRegion, due),
  ])
}

/** The scopes of an account as far as they can be told before it is asked. */
export async function knownKeys(
  collection: Collection,
  accountId: string,
  { ofAccount, ofRegion }: Split,
  due: Due,
): Promise<ScopeKey[]> {
  const { read, notEnabled } = await regionsOf(collection, accountId)
  return [
    ...keysOf(ofAccount, accountId, ['global'], due),
    ...keysOf(ofRegion, accountId, [...read, ...notEnabled], due),
  ]
}

export function splitSources({ sources }: Collection): Split {
  return {
    ofAccount: sources.filter(({ scopedTo }) => scopedTo === 'account'),
    ofRegion: sources.filter(({ scopedTo }) => scopedTo === 'account-region'),
  }
}

function splitScopes({ sources }: Collection, scopes: readonly PlannedScope[]) {
  const askedWithHub = new Set(sources.filter(({ askedWith }) => askedWith === 'hub').map(({ id }) => id))
  return {
    ofHub: scopes.filter(({ source }) => askedWithHub.has(source)),
    ofMember: scopes.filter(({ source }) => !askedWithHub.has(source)),
  }
}

async function plan({ pool, run }: Collection, keys: readonly ScopeKey[]): Promise<PlannedScope[]> {
  const scopes = await planScopes(pool, run.id, keys, clock.now())
  // A job that is done again leaves alone what it did the first time.
  return scopes.filter(({ runStatus }) => runStatus === 'pending' || runStatus === 'running')
}

/** The way into the account, or why there is none. */
async function enter({ hub }: Collection, { account, organisation }: AccountWork): Promise<AccountAccess | NotRead> {
  const opened = hub.isOpen ? await openAccount(hub.access, account, organisation) : hub
  return opened.isOpen ? opened.access : opened.reading
}

async function collectOfAccount(
  collection: Collection,
  access: AccountAccess,
  scopes: readonly PlannedScope[],
): Promise<void> {
  const { pool, sources } = collection
  const known = knownAt(pool, { accountId: access.accountId, region: 'global' })
  await allDone(
    scopes.map(async (scope) => {
      const source = sources.find(({ id }) => id === scope.source)
      if (source) await attemptScope(collection, access, { source, scope, known, nothingToJudge: true })
    }),
  )
}

async function collectRegions(
  collection: Collection,
  access: AccountAccess,
  { account }: AccountWork,
  sources: readonly AnySource[],
  due: Due,
): Promise<void> {
  const { pool, run } = collection
  const { read, notEnabled } = await regionsOf(collection, account.id)
  const regions = [...read, ...notEnabled]
  await unplanScopes(pool, run.id, account.id, ['global', ...regions])
  if (run.regions.length === 0) await retireScopesOfOtherRegions(pool, account.id, regions)
  const scopes = await plan(collection, keysOf(sources, account.id, regions, due))
  const inRegion = (of: readonly PlannedScope[], region: string) => of.filter((scope) => scope.region === region)
  const { ofHub, ofMember } = splitScopes(collection, scopes)
  // In the order they were planned, which is the order they stand in line for calls.
  const inLine = [...new Set(ofMember.map(({ region }) => region))].filter((region) => read.includes(region))
  await allDone([
    ...notEnabled.map((region) =>
      recordNotRead(collection, inRegion(scopes, region), regionNotEnabled(account.name, region)),
    ),
    ...inLine.map((region) => collectRegion(collection, access, inRegion(ofMember, region))),
    collectThroughHub(
      collection,
      ofHub.filter(({ region }) => read.includes(region)),
    ),
  ])
}

/** Regions of an account as last told by AWS, cut down to those the run asks for. */
async function regionsOf({ pool, run, context }: Collection, accountId: string) {
  const known = await listAccountRegions(pool, accountId)
  const { read, notEnabled } = expectedRegions(
    env().regions,
    known,
    partitionAt(context.settings.hubRegion).defaultRegions,
  )
  const isWanted = (region: string) => run.regions.length === 0 || run.regions.includes(region)
  return { read: read.filter(isWanted), notEnabled: notEnabled.filter(isWanted) }
}
