import { findSource } from '../../collectors/all-sources.ts'
import type { AnySource } from '../../collectors/define-source.ts'
import { clock } from '../../core/clock.ts'
import { countExpectedScopes } from '../../db/sql/collection/count-expected-scopes.ts'
import { listMemberAccounts, type MemberAccount } from '../../db/sql/collection/list-accounts.ts'
import { noteTrouble } from '../../db/sql/collection/note-trouble.ts'
import { expectScopes } from '../../db/sql/collection/plan-scopes.ts'
import { storableText } from '../storable-row.ts'
import { knownKeys, splitSources } from './collect-account.ts'
import { collectOrganization } from './collect-organization.ts'
import type { Collection } from './collection.ts'
import { dueIn } from './expected-keys.ts'

export type AccountList = {
  /** Those this run reads, the longest first. */
  accounts: MemberAccount[]
  /** All of the organisation. */
  organisation: ReadonlySet<string>
  /** Reads what there is beside the accounts; call it once, together with reading them. */
  readBeside(): Promise<void>
}

/** Reads the organisation and makes every scope this run expects a row, before any account is asked. */
export async function listRunAccounts(collection: Collection): Promise<AccountList> {
  const { pool, run } = collection
  const { trouble, readRest } = await collectOrganization(collection, await organizationSources(collection))
  const known = await listMemberAccounts(pool)
  const accounts = known.filter(({ id }) => run.accountIds.length === 0 || run.accountIds.includes(id))
  const organisation = new Set(known.map(({ id }) => id))
  const foreign = run.accountIds.find((id) => !organisation.has(id))
  // The organisation could not be read: its accounts are those last known (F33), and the run has failed.
  if (trouble !== null) await noteTrouble(pool, run.id, storableText(trouble))
  else if (foreign !== undefined) await noteTrouble(pool, run.id, `Account ${foreign} is not in the organisation.`)
  const withWork = await planAll(collection, accounts)
  return { accounts: accounts.filter(({ id }) => withWork.has(id)), organisation, readBeside: readRest }
}

/** Those the run wants; and the organisation itself in any case while no account is known. */
async function organizationSources({ pool, sources }: Collection): Promise<AnySource[]> {
  const wanted = sources.filter(({ scopedTo }) => scopedTo === 'organization')
  const organization = findSource('organization')
  const isWanted = wanted.some(({ id }) => id === 'organization')
  if (isWanted || organization === null || (await listMemberAccounts(pool)).length > 0) return wanted
  return [organization, ...wanted]
}

/** Answers with the accounts of which anything is to be read: in many scheduled runs there is none. */
async function planAll(collection: Collection, accounts: readonly MemberAccount[]): Promise<Set<string>> {
  const { pool, run } = collection
  const sources = splitSources(collection)
  const withWork = new Set<string>()
  for (const { id } of accounts) {
    const keys = await knownKeys(collection, id, sources, await dueIn(collection, id))
    if (keys.length > 0) withWork.add(id)
    await expectScopes(pool, run.id, keys, clock.now())
  }
  await countExpectedScopes(pool, run.id)
  return withWork
}
