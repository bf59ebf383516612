import type { PoolClient } from 'pg'
import {
  insertTeams,
  type OwnedAccountRow,
  type OwnershipRuleRow,
  recordAccountOwners,
  selectAccountsWithOwnerTags,
  selectOwnedAccounts,
  selectOwnershipRules,
  updateAccountOwners,
} from '../../db/sql/judging/ownership.ts'
import { judgeOwnedAccounts, judgingAt } from '../judging/judge-scope.ts'
import { lockOrganization } from '../judging/place-lock.ts'
import { type AccountOwner, type OwnershipRule, ownerOfAccount } from './owner-of-account.ts'
import { OWNER_TAGS } from './owner-of-resource.ts'

/** Null for a rule of a kind this version does not know: it decides nothing. */
function parseRule({ kind, tagKey, pattern, teamId }: OwnershipRuleRow): OwnershipRule | null {
  if (kind === 'account_tag' && tagKey) return { kind, tagKey }
  if ((kind === 'account' || kind === 'unit') && pattern && teamId) return { kind, pattern, teamId }
  return null
}

type Assigned = { account: OwnedAccountRow; owner: AccountOwner }

/** Teams that a tag's value names. Of two spellings of one slug the first in order of account names it. */
function namedTeams(assigned: readonly Assigned[]): { id: string; name: string }[] {
  const teams = new Map<string, string>()
  for (const { owner } of assigned) {
    if (owner.teamId && owner.teamName && !teams.has(owner.teamId)) teams.set(owner.teamId, owner.teamName)
  }
  return [...teams].map(([id, name]) => ({ id, name }))
}

/**
 * Gives every account the owner its rules say, makes teams that a tag names, and judges again what changed hands, so
 * that the old team loses it and the new one has it when the transaction commits (F32). Call `lockOrganization` before
 * the transaction's first write to accounts. `runId` is the run whose reading told the owners: work that it made for
 * nobody before it knew better was never there.
 */
export async function assignOwners(
  client: PoolClient,
  { at, runId = null }: { at: Date; runId?: string | null },
): Promise<void> {
  await lockOrganization(client)
  const rules = (await selectOwnershipRules(client)).map(parseRule).filter((rule) => rule !== null)
  const accounts = await selectOwnedAccounts(client)
  const assigned = accounts.map((account) => ({ account, owner: ownerOfAccount(account, rules) }))
  const made = await insertTeams(client, namedTeams(assigned), at)
  const changed = assigned.filter(
    ({ account, owner }) => account.teamId !== owner.teamId || account.teamRule !== owner.teamRule,
  )
  await updateAccountOwners(
    client,
    changed.map(({ account: { id }, owner: { teamId, teamRule } }) => ({ id, teamId, teamRule })),
  )
  await recordAccountOwners(client, at)
  const concerned = new Set(changed.map(({ account }) => account.id))
  // A resource's tag decides only when its team exists: a new team may be what such a tag was waiting for.
  if (made.length > 0) for (const id of await selectAccountsWithOwnerTags(client, OWNER_TAGS)) concerned.add(id)
  if (concerned.size > 0) await judgeOwnedAccounts(client, [...concerned].sort(), judgingAt(at, { runId, cause: null }))
}
