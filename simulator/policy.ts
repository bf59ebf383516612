/** What the member role and the hub may do. The product derives it from its sources; here it is only obeyed. */
import { refusals } from './protocols/refusals.ts'
import type { AwsError } from './protocols/wire.ts'
import type { Call, Operation } from './services/service.ts'

export type Policy = { member: readonly string[]; hub: readonly string[] }

/** Everything that can be asked for here, for whoever starts the simulator without a policy of their own. */
export const OPEN_POLICY: Policy = {
  member: [
    'account:GetAlternateContact',
    'account:ListRegions',
    'cloudwatch:GetMetricData',
    'lambda:ListAliases',
    'lambda:ListFunctions',
    'lambda:ListProvisionedConcurrencyConfigs',
    'tag:GetResources',
  ],
  hub: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListRoots',
    'organizations:ListTagsForResource',
    'sts:AssumeRole',
  ],
}

export function withoutActions({ member, hub }: Policy, actions: readonly string[]): Policy {
  const isLeft = (action: string) => !actions.includes(action)
  return { member: member.filter(isLeft), hub: hub.filter(isLeft) }
}

/** The refusal, or null where the caller's policy allows the call. */
export function findRefusal(call: Call, operation: Operation, policy: Policy): AwsError | null {
  if (operation.action === null || policy[call.identity.kind].includes(operation.action)) return null
  return denied(call, operation, 'iam')
}

/** AWS's sentence, which names the statement that is missing, or the policy that forbids. */
export function denied(call: Call, operation: Operation, by: 'iam' | 'scp'): AwsError {
  const action = operation.action ?? `${call.service}:${call.operation}`
  const because =
    by === 'scp'
      ? 'with an explicit deny in a service control policy'
      : `because no identity-based policy allows the ${action} action`
  const resource = operation.resource?.(call) ?? '*'
  return refusals.accessDenied(
    call.service,
    `User: ${call.identity.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
  )
}
