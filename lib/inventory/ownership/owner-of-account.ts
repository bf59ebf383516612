import type { Owner } from './owner-of-resource.ts'
import { slugOf } from './slug.ts'

export type OwnershipRule =
  | { kind: 'account'; pattern: string; teamId: string }
  /** The tag's value names the team. */
  | { kind: 'account_tag'; tagKey: string }
  /** An organizational unit by its path, and everything below it. */
  | { kind: 'unit'; pattern: string; teamId: string }

export type OwnedAccount = { id: string; ouPath: string; tags: Readonly<Record<string, string>> }

/** The owner, and the name of the team where a tag's value gives one. */
export type AccountOwner = Owner & { teamName: string | null }

const UNOWNED: AccountOwner = { teamId: null, teamRule: null, teamName: null }

function ownerBy(rule: OwnershipRule, account: OwnedAccount): AccountOwner | null {
  switch (rule.kind) {
    case 'account':
      return rule.pattern === account.id ? { teamId: rule.teamId, teamRule: 'this account', teamName: null } : null
    case 'unit': {
      const within = account.ouPath === rule.pattern || account.ouPath.startsWith(`${rule.pattern}/`)
      return within ? { teamId: rule.teamId, teamRule: `organizational unit ${rule.pattern}`, teamName: null } : null
    }
    case 'account_tag': {
      const value = account.tags[rule.tagKey]?.trim()
      const teamId = value ? slugOf(value) : null
      return teamId && value ? { teamId, teamRule: `account tag ${rule.tagKey}`, teamName: value } : null
    }
  }
}

/**
 * The first rule that fits decides. An account that none fits is nobody's and goes to the CCoE (F81). An account's name
 * decides nothing: the account itself can change it (T5).
 */
export function ownerOfAccount(account: OwnedAccount, rules: readonly OwnershipRule[]): AccountOwner {
  for (const rule of rules) {
    const owner = ownerBy(rule, account)
    if (owner) return owner
  }
  return UNOWNED
}
