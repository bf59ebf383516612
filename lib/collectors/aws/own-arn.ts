import { findArnParts } from '#lib/core/arn'
import { IdentityMismatchError } from './call-error.ts'

/** The ARN, when it is of the account that was asked. Anything else means that someone else's answer came back (T17). */
export function requireOwnArn(arn: string, { accountId }: { accountId: string }): string {
  const found = findArnParts(arn)?.accountId
  if (found !== accountId) throw new IdentityMismatchError(accountId, found || arn)
  return arn
}
