/** Where AWS refuses us: the role, a permission, credentials, the support plan. */
import { SECOND_MS } from '#lib/core/time'
import { type Asked, account, identity, OWN_CREDENTIALS, place, placeAndSubject, roleName, trusted } from '../asked.ts'
import type { AwsCallError, IdentityMismatchError } from '../call-error.ts'
import { isForbiddenByOrganization } from '../error-codes.ts'
import { failed, type NotRead, READ_AGAIN } from './not-read.ts'

/** AWS says the same words for a missing role, a trust that does not name us and a wrong ExternalId. */
export function roleRefused(asked: Asked): NotRead {
  const role = roleName(asked.principal)
  if (asked.isHub) return hubRoleRefused(role, asked)
  const message = `Steward may not assume the role ${role} in ${account(asked)}.`
  if (!asked.hasExternalId) {
    return {
      status: 'denied',
      cause: {
        code: 'EXTERNAL_ID',
        message: `${message} STEWARD_EXTERNAL_ID is not set, and roles made for Steward ask for one.`,
        remedy: 'Set STEWARD_EXTERNAL_ID to the ExternalId that the role was created with.',
      },
    }
  }
  return {
    status: 'denied',
    cause: {
      code: 'ASSUME_ROLE',
      message,
      remedy:
        `Create ${role} in account ${asked.accountId} with the template that \`npx steward policy --format cloudformation\` prints ` +
        `(StackSets skip the management account: it takes a stack of its own). If the role is there, its trust must name ${trusted(asked.hubPrincipal)}, ` +
        'and its ExternalId must equal STEWARD_EXTERNAL_ID.',
    },
  }
}

function hubRoleRefused(role: string, asked: Asked): NotRead {
  return {
    status: 'denied',
    cause: {
      code: 'ASSUME_ROLE',
      message: `Steward may not assume its hub role ${role} in ${account(asked)}.`,
      remedy:
        `STEWARD_HUB_ROLE_ARN must name a role that is there, its trust must name ${OWN_CREDENTIALS}, ` +
        'and their policy must allow `sts:AssumeRole` on it.',
    },
  }
}

export function denied(error: AwsCallError, action: string, asked: Asked): NotRead {
  if (isForbiddenByOrganization(error)) {
    return {
      status: 'denied',
      cause: {
        code: 'SCP',
        message: `An organisation policy forbids ${action} in ${placeAndSubject(asked)}.`,
        remedy:
          asked.region === 'global'
            ? `Exempt ${identity(asked.principal)} from that policy.`
            : `Exempt ${identity(asked.principal)} from that policy, or leave the Region out with STEWARD_REGIONS.`,
      },
    }
  }
  const role = asked.isHub ? identity(asked.principal) : `the role ${roleName(asked.principal)}`
  const remedy = asked.isHub
    ? `Add it to the policy of ${role}; \`npx steward policy --hub\` prints it.`
    : `Add it to ${role} of account ${asked.accountId}; \`npx steward policy\` prints the statement.`
  return {
    status: 'denied',
    cause: {
      code: 'ACTION',
      message: `Steward may not call ${action} in ${placeAndSubject(asked)}.`,
      remedy: NEEDS_PLAN.has(error.service) ? `${remedy} ${OR_THE_PLAN}` : remedy,
    },
  }
}

/** Services that only accounts with a paid support plan may call. */
const NEEDS_PLAN = new Set(['health', 'support'])
const PLANS = 'Business Support+, Enterprise Support or Unified Operations'
/** AWS does not always say which of the two it is (F21). */
const OR_THE_PLAN = `If it is there, the account may lack a support plan that includes this API: it takes ${PLANS}.`

export const isPlanRefusal = ({ service, code }: AwsCallError): boolean =>
  code === 'SubscriptionRequiredException' && NEEDS_PLAN.has(service)

/** AWS may answer these whatever the plan, so an answer to them proves none. */
const WITHOUT_PLAN = ['DescribeHealthServiceStatusForOrganization']

export function noSupportPlan(action: string, asked: Asked): NotRead {
  const proof = asked.answered?.find((operation) => !WITHOUT_PLAN.includes(operation))
  if (proof !== undefined) {
    return failed(
      'SUPPORT_PLAN',
      `AWS refused ${action} in ${account(asked)} for its support plan, just after it had answered \`${proof}\`.`,
      `${READ_AGAIN} If it stays, see in AWS Support Center which plan the account has.`,
    )
  }
  return {
    status: 'not_entitled',
    cause: {
      code: 'SUPPORT_PLAN',
      message: `The support plan of ${account(asked)} does not include ${action}.`,
      remedy: `It takes ${PLANS}; without, there is nothing to read here.`,
    },
  }
}

export function skewed(asked: Asked): NotRead {
  const seconds = Math.round(asked.clockOffsetMs / SECOND_MS)
  const direction = seconds < 0 ? 'ahead of' : 'behind'
  const difference = seconds === 0 ? 'is not' : `is ${Math.abs(seconds)} s ${direction}`
  return failed(
    'CLOCK_SKEW',
    `AWS refuses our time in ${place(asked)}: this machine's clock ${difference} AWS's.`,
    'Set the clock of the machine that Steward runs on (NTP).',
  )
}

export function mismatch({ expected, found }: IdentityMismatchError, asked: Asked): NotRead {
  return failed(
    'IDENTITY_MISMATCH',
    `Steward asked for account ${expected} and was given ${found}; nothing of it was kept.`,
    asked.about
      ? 'Check what answers for AWS Config on the way there.'
      : `Check the role ${roleName(asked.principal)} of account ${expected}, and what answers for AWS on the way there.`,
  )
}
