/**
 * The two ways into AWS: the hub, with the credentials Steward runs with, and from there the member role of one account.
 * Opening proves whose account it is; what cannot be opened comes back as the reading of all its scopes.
 */
import { isServed, PARTITIONS, partitionOf } from '#lib/catalogue/partitions'
import { findArnParts } from '#lib/core/arn'
import { AppError } from '#lib/errors'
import { openAccess, type ScopeAccess } from './aws/access.ts'
import { type Asked, OWN_CREDENTIALS, UNKNOWN_ACCOUNT } from './aws/asked.ts'
import type { BucketChoice } from './aws/buckets.ts'
import { failed, type NotRead } from './aws/causes/not-read.ts'
import { notReadBecause } from './aws/causes.ts'
import { type AwsContext, settleHubRegion } from './aws/context.ts'
import type { Credentials } from './aws/credentials.ts'
import { callerIdentity, defaultCredentials, type Identity, roleCredentials } from './aws/roles.ts'

/** A way into one account, or why there is none: then `reading` is that of every scope there. */
export type Opened<Access> = { isOpen: true; access: Access } | { isOpen: false; reading: NotRead }

/** An account that can be read: the hub's own, or a member's through its role. */
export type AccountAccess = {
  accountId: string
  context: AwsContext
  /** For one source in one Region, or `global`. */
  in(region: string, bucket: BucketChoice): ScopeAccess
  /** Who asks whom, for the sentences about what went wrong. */
  asked(region: string): Asked
}

export type HubAccess = AccountAccess & {
  partition: string
  /** The role or user behind the credentials, as a trust policy names it; of a session, see `isSession`. */
  principalArn: string
  credentials: Credentials
}

/** The identity that reads the organisation and assumes the member roles: STEWARD_HUB_ROLE_ARN where that is set. */
export async function openHub(context: AwsContext): Promise<Opened<HubAccess>> {
  try {
    await settleHubRegion(context)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { isOpen: false, reading: failed('CREDENTIALS', error.message, 'Correct it, and start Steward again.') }
  }
  const { hubRoleArn } = context.settings
  const own = defaultCredentials(context)
  const credentials = hubRoleArn
    ? roleCredentials({ context, caller: own, roleArn: hubRoleArn, externalId: undefined })
    : own
  const wrong = partitionTrouble(partitionOf(context.settings.hubRegion), context)
  if (wrong) return { isOpen: false, reading: wrong }
  try {
    const identity = await callerIdentity(context, credentials)
    const trouble = partitionTrouble(findArnParts(identity.arn)?.partition, context)
    return trouble
      ? { isOpen: false, reading: trouble }
      : { isOpen: true, access: hubAccess(context, credentials, identity) }
  } catch (error) {
    const principal = hubRoleArn ?? OWN_CREDENTIALS
    const accountId = findArnParts(hubRoleArn ?? '')?.accountId ?? UNKNOWN_ACCOUNT
    return { isOpen: false, reading: notReadBecause(error, asHub(context, principal, accountId)('global')) }
  }
}

/** A partition that Steward does not know the endpoints of, or another than that of the Region. Null: neither. */
function partitionTrouble(partition: string | undefined, { settings }: AwsContext): NotRead | null {
  const ofRegion = partitionOf(settings.hubRegion)
  if (partition !== undefined && !isServed(partition)) {
    const served = Object.keys(PARTITIONS).join(', ')
    return failed(
      'CREDENTIALS',
      `Steward does not serve the partition ${partition} of AWS.`,
      `It knows the endpoints of ${served}. Run it with credentials and a Region (AWS_REGION) of one of these.`,
    )
  }
  if (partition === undefined || partition === ofRegion) return null
  return failed(
    'CREDENTIALS',
    `The credentials Steward runs with are of the partition ${partition}, and the Region ${settings.hubRegion} is not.`,
    `Set AWS_REGION to a Region of ${partition}, such as ${PARTITIONS[partition].home}.`,
  )
}

function hubAccess(context: AwsContext, credentials: Credentials, { accountId, arn }: Identity): HubAccess {
  // The setting has the path of the role, which the identity of a session has not.
  const principalArn = context.settings.hubRoleArn ?? principalOf(arn)
  const partition = findArnParts(arn)?.partition ?? 'aws'
  const asked = asHub(context, principalArn, accountId)
  return { partition, principalArn, credentials, ...account(context, credentials, accountId, asked) }
}

/**
 * The member role of one account. `organisation` is the account list as AWS gave it: an id from anywhere else is refused
 * before any call (T16).
 */
export async function openAccount(
  hub: HubAccess,
  { id, name }: { id: string; name: string },
  organisation: ReadonlySet<string>,
): Promise<Opened<AccountAccess>> {
  if (!organisation.has(id)) {
    throw new AppError('forbidden', `Account ${id} is not in the organisation, so Steward does not enter it.`)
  }
  const { context } = hub
  const { memberRole, externalId } = context.settings
  const roleArn = `arn:${hub.partition}:iam::${id}:role/${memberRole}`
  const asked = (region: string): Asked => ({
    ...hub.asked(region),
    accountId: id,
    accountName: name,
    principal: roleArn,
    isHub: false,
  })
  const credentials = roleCredentials({ context, caller: hub.credentials, roleArn, externalId })
  try {
    await credentials.provide()
    return { isOpen: true, access: account(context, credentials, id, asked) }
  } catch (error) {
    return { isOpen: false, reading: notReadBecause(error, asked('global')) }
  }
}

function account(
  context: AwsContext,
  credentials: Credentials,
  accountId: string,
  asked: (region: string) => Asked,
): AccountAccess {
  return {
    accountId,
    context,
    asked,
    in: (region, bucket) => {
      // Services without a Region are called where the hub is: the SDK finds their one endpoint from there.
      const called = region === 'global' ? context.settings.hubRegion : region
      return openAccess({ context, credentials, accountId, region: called, bucket })
    },
  }
}

function asHub(context: AwsContext, principal: string, accountId: string): (region: string) => Asked {
  return (region) => ({
    accountId,
    accountName: accountId,
    region,
    principal,
    isHub: true,
    isHubAssumed: context.settings.hubRoleArn !== undefined,
    hubPrincipal: principal,
    hasExternalId: context.settings.externalId !== undefined,
    clockOffsetMs: context.clockOffsetMs,
  })
}

/** `assumed-role/Steward/session` without the session: its role has a path that AWS does not tell here. */
function principalOf(arn: string): string {
  const parts = findArnParts(arn)
  const [kind, role] = parts?.resource.split('/') ?? []
  if (!parts || kind !== 'assumed-role') return arn
  return `arn:${parts.partition}:sts::${parts.accountId}:assumed-role/${role}`
}
