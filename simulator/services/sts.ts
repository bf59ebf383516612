/** AWS Security Token Service. */

import { awsQuery } from '../protocols/aws-query.ts'
import { refusals } from '../protocols/refusals.ts'
import { AwsError } from '../protocols/wire.ts'
import { hash } from '../world/random.ts'
import type { Identity } from './credentials.ts'
import type { Call, Service } from './service.ts'

export type RoleOptions = { memberRole: string; hubRole: string; externalId: string }

const ROLE_PATTERN = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@/-]+)$/
const SESSION_PATTERN = /^[\w+=,.@-]{2,64}$/
const DURATION_SECONDS = { usual: 3_600, least: 900, most: 3_600 }

export function sts(roles: RoleOptions): Service {
  return {
    name: 'sts',
    signedAs: 'sts',
    protocols: [awsQuery],
    operations: {
      AssumeRole: {
        action: 'sts:AssumeRole',
        resource: ({ parameters }) => String(parameters.RoleArn),
        isGranted: (call) => isHubRole(call, roles),
        answer: (call) => assumeRole(call, roles),
      },
      // AWS answers it to every caller, whatever policies say.
      GetCallerIdentity: {
        action: null,
        answer: ({ identity }) => ({ Arn: identity.arn, UserId: identity.userId, Account: identity.accountId }),
      },
    },
  }
}

function assumeRole(call: Call, roles: RoleOptions) {
  const { RoleArn: roleArn, RoleSessionName: session } = call.parameters
  const [, accountId, role] = ROLE_PATTERN.exec(String(roleArn)) ?? []
  if (!accountId || !role) throw new AwsError('ValidationError', `${roleArn} is invalid`)
  if (typeof session !== 'string' || !SESSION_PATTERN.test(session)) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    )
  }
  const seconds = durationOf(call)
  const kind = kindOfRole(accountId, role, call, roles)
  if (!kind) throw notTrusted(call, String(roleArn))
  const id = `AROA${hash(`${accountId}/${role}`).toString(16).toUpperCase().padStart(16, 'Q')}`
  const identity: Identity = {
    kind,
    accountId,
    // Of the role's path nothing is left in the ARN of a session.
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.split('/').at(-1)}/${session}`,
    userId: `${id}:${session}`,
  }
  const key = call.credentials.open(identity, seconds)
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: new Date(key.expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
    SessionTokenUtilization: 12,
    SessionTokenSize: key.sessionToken.length,
  }
}

/** A role whose trust names an identity of its own account opens to it, whatever that identity's policy says. */
function isHubRole({ identity, parameters }: Call, { hubRole }: RoleOptions): boolean {
  return identity.kind === 'hub' && parameters.RoleArn === `arn:aws:iam::${identity.accountId}:role/${hubRole}`
}

/** Whose role it is, or null where AWS would say no: it does not tell a missing role from one that trusts others. */
function kindOfRole(accountId: string, role: string, call: Call, roles: RoleOptions): Identity['kind'] | null {
  const account = call.day.findAccount(accountId)
  if (call.identity.kind !== 'hub' || account?.state !== 'ACTIVE') return null
  if (account.isManagement && role === roles.hubRole) return 'hub'
  return role === roles.memberRole && call.parameters.ExternalId === roles.externalId ? 'member' : null
}

export function notTrusted({ identity }: Call, roleArn: string): AwsError {
  return refusals.accessDenied(
    'sts',
    `User: ${identity.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  )
}

function durationOf({ parameters }: Call): number {
  const asked = Number(parameters.DurationSeconds ?? DURATION_SECONDS.usual)
  if (asked >= DURATION_SECONDS.least && asked <= DURATION_SECONDS.most) return asked
  const message =
    asked > DURATION_SECONDS.most
      ? 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
      : "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"
  throw new AwsError('ValidationError', message)
}
