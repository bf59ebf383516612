/** Assuming roles, and proving whose account one then is in before anything is read there (T17). */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { AwsCredentialIdentity } from '@smithy/types'
import { findArnParts } from '#lib/core/arn'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import { openAccess } from './access.ts'
import { IdentityMismatchError } from './call-error.ts'
import type { AwsContext } from './context.ts'
import { type Credentials, type Lease, leasedCredentials } from './credentials.ts'

const SESSION_NAME = 'steward'
/** What AWS allows a role that was itself reached by a role. */
const SESSION_SECONDS = HOUR_MS / SECOND_MS

export type Identity = { accountId: string; arn: string }

/** Who these credentials are. Needs no permission, and no policy can forbid it. */
export async function callerIdentity(context: AwsContext, credentials: Credentials): Promise<Identity> {
  const answer = await stsAccess(context, credentials).call(STSClient, new GetCallerIdentityCommand({}))
  return { accountId: required(answer.Account, 'Account'), arn: required(answer.Arn, 'Arn') }
}

/**
 * Credentials of a role, assumed when first used and again before they end. Each time, AWS must say that they belong to
 * the role's own account; `IdentityMismatchError` otherwise.
 */
export function roleCredentials(options: {
  context: AwsContext
  caller: Credentials
  roleArn: string
  externalId: string | undefined
}): Credentials {
  const { context, caller, roleArn, externalId } = options
  const expected = required(findArnParts(roleArn), 'account in the role ARN').accountId
  return leasedCredentials(async () => {
    const lease = await assume(context, caller, roleArn, externalId)
    const { accountId } = await callerIdentity(context, fixedCredentials(lease.identity))
    if (accountId !== expected) throw new IdentityMismatchError(expected, accountId)
    return lease
  })
}

async function assume(
  context: AwsContext,
  caller: Credentials,
  roleArn: string,
  externalId: string | undefined,
): Promise<Lease> {
  const answer = await stsAccess(context, caller).call(
    STSClient,
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: SESSION_NAME,
      DurationSeconds: SESSION_SECONDS,
      ExternalId: externalId,
    }),
  )
  const given = required(answer.Credentials, 'Credentials')
  const identity = {
    accessKeyId: required(given.AccessKeyId, 'AccessKeyId'),
    secretAccessKey: required(given.SecretAccessKey, 'SecretAccessKey'),
    sessionToken: required(given.SessionToken, 'SessionToken'),
  }
  return { identity, validForMs: validForMs(required(given.Expiration, 'Expiration'), context.clockOffsetMs) }
}

/** By AWS's clock, as far as we know it; never more than we asked for and never so little that we only renew. */
function validForMs(expiration: Date, clockOffsetMs: number): number {
  const left = expiration.getTime() - (Date.now() + clockOffsetMs)
  return Math.min(Math.max(left, MINUTE_MS), HOUR_MS)
}

function stsAccess(context: AwsContext, credentials: Credentials) {
  return openAccess({ context, credentials, accountId: '', region: context.settings.hubRegion, bucket: 'sts' })
}

/** Credentials as the SDK finds them: environment, profile, container, instance. */
export function defaultCredentials(context: AwsContext): Credentials {
  // A client resolves the default chain and keeps what it found; all other clients share that.
  const { hubRegion: region, profile } = context.settings
  const { credentials: chain } = new STSClient({
    region,
    // What the chain asks by itself, for a role of a profile or a sign-in, takes the same way out.
    requestHandler: context.connections,
    ...(profile && { profile }),
  }).config
  let keyId: string | undefined
  const provide = async (options?: { forceRefresh?: boolean }): Promise<AwsCredentialIdentity> => {
    const identity = await chain(options)
    keyId = identity.accessKeyId
    return identity
  }
  return {
    provide: Object.assign(() => provide(), { memoized: true as const }),
    keyId: () => keyId,
    renew: async (staleKeyId) => (await provide({ forceRefresh: true })).accessKeyId !== staleKeyId,
  }
}

function fixedCredentials(identity: AwsCredentialIdentity): Credentials {
  return {
    provide: Object.assign(async () => identity, { memoized: true as const }),
    keyId: () => identity.accessKeyId,
    renew: async () => false,
  }
}
