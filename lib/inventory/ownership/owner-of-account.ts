import type { Owner } from './owner-of-resource.ts'
import { teamNamedBy } from './team-tags.ts'

export type OwnershipRule =
  | { kind: 'account'; pattern: string; teamId: string }
  /** The tag's value names the team. */
  | { kind: 'account_tag'; tagKey: string }
  /** An organizational unit by its path, and everything below it. */
  | { kind: 'unit'; pattern: string; teamId: string }

export type OwnedAccount = { id: string; ouPath: string; tags: Readonly<Record<string, string>> }

const UNOWNED: Owner = { teamId: null, teamRule: null }

/** Gives the id of the team of a name, which comes into being where there is none. */
type FindOrMake = (name: string) => string

function ownerBy(rule: OwnershipRule, account: OwnedAccount, teamOf: FindOrMake): Owner | null {
  switch (rule.kind) {
    case 'account':
      return rule.pattern === account.id ? { teamId: rule.teamId, teamRule: 'this account' } : null
    case 'unit': {
      const within = account.ouPath === rule.pattern || account.ouPath.startsWith(`${rule.pattern}/`)
      return within ? { teamId: rule.teamId, teamRule: `organizational unit ${rule.pattern}` } : null
    }
    case 'account_tag': {
      const named = teamNamedBy(account.tags, rule.tagKey)
      return named && { teamId: teamOf(named.name), teamRule: `account tag ${named.rule}` }
    }
  }
}

/**
 * The first rule that fits decides. An account that none fits is nobody's and goes to the CCoE (F81). An account's name
 * decides nothing: the account itself can change it (T5).
 */
export function ownerOfAccount(account: OwnedAccount, rules: readonly OwnershipRule[], teamOf: FindOrMake): Owner {
  for (const rule of rules) {
    const owner = ownerBy(rule, account, teamOf)
    if (owner) return owner
  }
  return UNOWNED
}
