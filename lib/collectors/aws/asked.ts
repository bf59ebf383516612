/** Who asked whom, and the words for it in sentences about what went wrong. */
import { findArnParts } from '#lib/core/arn'

export type Asked = {
  accountId: string
  /** The account's name, or its id where the name is not known. */
  accountName: string
  /** A Region, or `global`. */
  region: string
  /** The role the calls are made with: the member role's ARN, or the hub's own identity; of a session the part before its name. */
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

/** Its path included, where that is known. */
export function roleName(arn: string): string {
  const { resource } = findArnParts(arn) ?? { resource: arn }
  return resource.startsWith('role/') ? resource.slice('role/'.length) : (resource.split('/').at(-1) ?? arn)
}

/** Of a session AWS tells the role's name, but not the path before it: its ARN as a role is not known then. */
export const isSession = (principal: string): boolean =>
  findArnParts(principal)?.resource.startsWith('assumed-role/') ?? false

/** An identity in a sentence: its ARN where that is exact. */
export const identity = (principal: string): string =>
  isSession(principal) ? `the role ${roleName(principal)} of account ${findArnParts(principal)?.accountId}` : principal

/** What a trust policy must name: IAM takes a role by its full ARN only. */
export const trusted = (principal: string): string =>
  isSession(principal) ? `the full ARN of ${identity(principal)}, path included (${printsArn(principal)})` : principal

export const printsArn = (principal: string): string =>
  `\`aws iam get-role --role-name ${roleName(principal)}\` prints it`
