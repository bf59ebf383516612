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
  /** What `principal` must trust. */
  hubPrincipal: string
  hasExternalId: boolean
  clockOffsetMs: number
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

export const credentials = ({ principal }: Asked): string =>
  principal === OWN_CREDENTIALS ? principal : `the credentials of ${principal}`

export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const roleName = (arn: string): string => arn.split('/').at(-1) ?? arn
