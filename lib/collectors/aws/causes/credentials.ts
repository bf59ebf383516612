/** Credentials that AWS does not take, or that are not there: whose they are decides who must do what. */
import { existsSync } from 'node:fs'
import { isOptIn } from '#lib/catalogue/partitions'
import { env } from '#lib/env'
import { type Asked, account, identity, isIdentified, OWN_CREDENTIALS, place, roleName, sentence } from '../asked.ts'
import type { AwsCallError } from '../call-error.ts'
import { isNotEnabled } from '../regions.ts'
import { failed, type NotRead, READ_AGAIN } from './not-read.ts'

/** Those that a call was made with. The ones of a role are fetched by Steward itself; only others can be renewed by hand. */
type Used = { words: string; role: string | null }

function usedFor({ operation }: AwsCallError, asked: Asked): Used {
  const own: Used = { words: OWN_CREDENTIALS, role: null }
  const of = (principal: string, isRole: boolean): Used =>
    principal === OWN_CREDENTIALS
      ? own
      : { words: `the credentials of ${identity(principal)}`, role: isRole ? roleName(principal) : null }
  if (operation !== 'AssumeRole') return of(asked.principal, !asked.isHub || asked.isHubAssumed)
  // A role is asked for with the credentials of whoever assumes it.
  return asked.isHub ? own : of(asked.hubPrincipal, asked.isHubAssumed)
}

/** In a Region that must be switched on first, credentials that are good elsewhere are unknown until it is. */
export function unknownCredentials(error: AwsCallError, asked: Asked): NotRead {
  if (isRegionOff(asked)) return regionOff(asked)
  const { words, role } = usedFor(error, asked)
  const where = isIdentified(asked) ? ` in ${place(asked)}` : ''
  const isEnabled = asked.region !== 'global' && asked.regionStatus !== undefined && asked.regionStatus !== null
  return failed(
    'CREDENTIALS',
    `AWS does not accept ${words}${where} (${error.code})${isEnabled ? `, where the Region is ${asked.regionStatus}` : ''}.`,
    role === null ? CHECK_KEYS : `${READ_AGAIN} ${checkRegion(asked)}`,
  )
}

const CHECK_KEYS =
  'Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile (AWS_PROFILE) that Steward runs with.'

function checkRegion(asked: Asked): string {
  return asked.region === 'global'
    ? 'If it stays, check what answers for AWS on the way there.'
    : `If it stays, see in ${account(asked)} that ${asked.region} is enabled, and that AWS STS is active there (IAM, Account settings).`
}

/**
 * The account's own list of Regions decides. Only where it says nothing, and the Region has answered nothing either, is
 * the refusal itself taken for the sign of a Region that is not enabled.
 */
function isRegionOff({ region, isHub, regionStatus, answered = [] }: Asked): boolean {
  if (isHub || region === 'global' || answered.length > 0) return false
  if (regionStatus !== undefined && regionStatus !== null) return isNotEnabled(regionStatus)
  return isOptIn(region)
}

const regionOff = (asked: Asked): NotRead => ({
  status: 'disabled',
  cause: {
    code: 'REGION',
    message: `The Region ${asked.region} is not enabled in ${account(asked)}.`,
    remedy: 'Nothing to do, unless it should be: then enable it in the account.',
  },
})

export function expiredCredentials(error: AwsCallError, asked: Asked): NotRead {
  const { words, role } = usedFor(error, asked)
  return failed(
    'CREDENTIALS',
    sentence(`${words} expired and could not be renewed.`),
    role === null
      ? `Renew ${OWN_CREDENTIALS}.`
      : `The next collection assumes the role ${role} again. If it stays, check what answers for AWS STS on the way there.`,
  )
}

/** What the SDK found, where it looks: nothing, or a profile that has to be signed in again. */
export function noCredentials({ message }: AwsCallError): NotRead {
  const { awsProfile, awsFiles } = env()
  const unreadable = awsFiles.filter(({ path }) => !existsSync(path)).map(({ setting }) => setting)
  const inProfile = awsProfile === undefined ? '' : ` in the profile ${awsProfile} (AWS_PROFILE)`
  const files = unreadable.map((setting) => ` ${setting} names a file that is not there.`).join('')
  if (SIGNED_OUT.test(message)) {
    return failed(
      'CREDENTIALS',
      `The sign-in of the AWS credentials${inProfile} has ended.${files}`,
      'Sign in again with `aws sso login`, or `aws login`; for a worker use a role of an instance, task or pod.',
    )
  }
  return failed(
    'CREDENTIALS',
    `Steward found no AWS credentials${inProfile}.${files}`,
    'Run it with an instance, task or pod role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; then `npx steward doctor`.',
  )
}

const SIGNED_OUT = /sso|aws login|token .*expired/i

/** The SDK has one name for each of its ways to find credentials that failed. */
export const isWithoutCredentials = ({ code }: AwsCallError): boolean => /ProviderError$/.test(code)
