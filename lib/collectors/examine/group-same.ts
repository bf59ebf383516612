import type { Examined } from './examined.ts'

const NAMED_MOST = 5

type OfAccount = Examined & { accountId: string; accountName: string }

/** What is said of many accounts in the same words becomes one line with their number and the first of their names. */
export function groupSame(checks: readonly Examined[]): Examined[] {
  const groups = new Map<string, Examined[]>()
  for (const check of checks) {
    // What is said of no account in particular stands for itself.
    const key = isOfAccount(check) ? JSON.stringify(inGeneral(check)) : `only ${groups.size}`
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return [...groups.values()].flatMap((group) => (group.length > 1 ? [merged(group.filter(isOfAccount))] : group))
}

const isOfAccount = (check: Examined): check is OfAccount => check.accountId !== null && check.accountName !== undefined

/** The same finding without saying whose it is. */
function inGeneral({ what, outcome, message, remedy, accountId, accountName }: OfAccount, whose = '…') {
  const general = (sentence: string) =>
    sentence.replaceAll(`${accountName} (${accountId})`, whose).replaceAll(`account ${accountId}`, 'each of them')
  return { what, outcome, message: general(message), remedy: remedy === null ? null : general(remedy) }
}

function merged(group: readonly OfAccount[]): Examined {
  const [first] = group
  if (!first) throw new Error('a group has at least two')
  const names = group.slice(0, NAMED_MOST).map(({ accountName, accountId }) => `${accountName} (${accountId})`)
  const more = group.length - names.length
  const whose = `${group.length} accounts: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return { ...inGeneral(first, whose), accountId: null }
}
