import type { PoolClient } from 'pg'
import {
  insertTeams,
  type OwnershipRuleRow,
  recordAccountOwners,
  selectAccountsWithOwnerTags,
  selectOwnedAccounts,
  selectOwnershipRules,
  selectTeams,
  updateAccountOwners,
} from '../../db/sql/judging/ownership.ts'
import { env } from '../../env.ts'
import { judgeOwnedAccounts, judgingAt } from '../judging/judge-scope.ts'
import { lockOrganization } from '../judging/place-lock.ts'
import { type OwnershipRule, ownerOfAccount } from './owner-of-account.ts'
import { Teams } from './team-names.ts'
import { foldKey } from './team-tags.ts'

/** None for a rule of a kind this version does not know: it decides nothing. */
function rulesOf({ kind, tagKey, pattern, teamId }: OwnershipRuleRow): OwnershipRule[] {
  if (kind === 'account_tag') {
    return (tagKey === null ? env().teamTags : [tagKey]).map((key) => ({ kind, tagKey: key }))
  }
  return (kind === 'account' || kind === 'unit') && pattern && teamId ? [{ kind, pattern, teamId }] : []
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
  const rules = (await selectOwnershipRules(client)).flatMap(rulesOf)
  const teams = new Teams(await selectTeams(client))
  const assigned = (await selectOwnedAccounts(client)).map((account) => ({
    account,
    owner: ownerOfAccount(account, rules, (name) => teams.findOrMake(name)),
  }))
  await insertTeams(client, teams.made, at)
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
  if (teams.made.length > 0) {
    const keys = env().teamTags.map(foldKey)
    for (const id of await selectAccountsWithOwnerTags(client, keys)) concerned.add(id)
  }
  if (concerned.size > 0) await judgeOwnedAccounts(client, [...concerned].sort(), judgingAt(at, { runId, cause: null }))
}
