/** Who asked whom, and the words for it in sentences about what went wrong. */

export type Asked = {
  accountId: string
  /** The account's name, or its id where the name is not known. */
  accountName: string
  /** A Region, or `global`. */
  region: string
  /** The role the calls are made with: the member role's ARN, or the hub's own identity. */
  principal: string
  isHub: boolean
  /** Whether the hub's credentials are those of a role that Steward assumes itself (STEWARD_HUB_ROLE_ARN). */
  isHubAssumed: boolean
  /** What `principal` must trust. */
  hubPrincipal: string
  hasExternalId: boolean
  clockOffsetMs: number
  /** The account and Region that is read, where the hub is asked about another than its own; never the hub's. */
  about?: { accountId: string; region: string }
  /** What the account itself says of the Region; null or absent: nothing is known. */
  regionStatus?: string | null
  /** Operations that AWS has answered in the same reading, which a refusal has to be seen with. */
  answered?: readonly string[]
}

/** For `principal`, and for the account: until AWS has said who the credentials are, they have no other name. */
export const OWN_CREDENTIALS = 'the credentials Steward runs with'
export const UNKNOWN_ACCOUNT = 'unidentified'

export const isIdentified = ({ accountId }: Asked): boolean => accountId !== UNKNOWN_ACCOUNT

export function account(asked: Asked): string {
  const { accountName, accountId } = asked
  if (!isIdentified(asked)) return "Steward's own account"
  return accountName === accountId ? `account ${accountId}` : `${accountName} (${accountId})`
}

export const place = (asked: Asked): string =>
  asked.region === 'global' ? account(asked) : `${account(asked)}, ${asked.region}`

/** What is read: the place asked, or the one it is asked about. */
export const subject = (asked: Asked): string =>
  asked.about ? `account ${asked.about.accountId}, ${asked.about.region}` : place(asked)

/** Where a call went, and about what. */
export const placeAndSubject = (asked: Asked): string =>
  asked.about ? `${place(asked)} about ${subject(asked)}` : place(asked)

export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const roleName = (arn: string): string => arn.split('/').at(-1) ?? arn
