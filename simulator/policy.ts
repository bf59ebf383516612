/** What the member role and the hub may do: policy documents as IAM has them, which the product derives and we obey. */
import { z } from 'zod'
import { refusals } from './protocols/refusals.ts'
import type { AwsError } from './protocols/wire.ts'
import type { Call, Operation } from './services/service.ts'

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())])

export const policyDocument = z.object({
  Statement: z.array(z.object({ Effect: z.enum(['Allow', 'Deny']), Action: oneOrMore, Resource: oneOrMore })),
})
export type PolicyDocument = z.output<typeof policyDocument>
export type Policies = { member: PolicyDocument; hub: PolicyDocument }

const allow = (...actions: string[]): PolicyDocument => ({
  Statement: [{ Effect: 'Allow', Action: actions, Resource: ['*'] }],
})

/** Everything that can be asked for here, for whoever starts the simulator without a policy of their own. */
export const OPEN_POLICIES: Policies = {
  member: allow(
    'account:GetAlternateContact',
    'account:ListRegions',
    'cloudwatch:GetMetricData',
    'lambda:ListAliases',
    'lambda:ListFunctions',
    'lambda:ListProvisionedConcurrencyConfigs',
    'support:DescribeTrustedAdvisorCheckResult',
    'support:DescribeTrustedAdvisorCheckSummaries',
    'support:DescribeTrustedAdvisorChecks',
    'tag:GetResources',
  ),
  hub: allow(
    'config:DescribeAggregateComplianceByConfigRules',
    'config:DescribeConfigurationAggregatorSourcesStatus',
    'config:DescribeConfigurationAggregators',
    'config:GetAggregateComplianceDetailsByConfigRule',
    'health:DescribeAffectedAccountsForOrganization',
    'health:DescribeAffectedEntitiesForOrganization',
    'health:DescribeEventDetailsForOrganization',
    'health:DescribeEventsForOrganization',
    'health:DescribeHealthServiceStatusForOrganization',
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListRoots',
    'organizations:ListTagsForResource',
    'sts:AssumeRole',
  ),
}

/** The policies with these actions allowed nowhere. */
export function withoutActions({ member, hub }: Policies, actions: readonly string[]): Policies {
  const narrow = ({ Statement: statements }: PolicyDocument): PolicyDocument => ({
    Statement: statements.map((statement) =>
      statement.Effect === 'Deny'
        ? statement
        : { ...statement, Action: statement.Action.filter((action) => !actions.includes(action)) },
    ),
  })
  return { member: narrow(member), hub: narrow(hub) }
}

export type Decision = 'allowed' | 'not allowed' | 'forbidden'

/** As IAM decides: a statement that forbids wins over any that allows, and what no statement names is not allowed. */
export function decide({ Statement: statements }: PolicyDocument, action: string, resource: string): Decision {
  const fitting = statements.filter(
    (statement) =>
      statement.Action.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
      statement.Resource.some((pattern) => fits(pattern, resource)),
  )
  if (fitting.some(({ Effect: effect }) => effect === 'Deny')) return 'forbidden'
  return fitting.length > 0 ? 'allowed' : 'not allowed'
}

/** `*` stands for any characters, `?` for one. */
function fits(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true
  const escaped = pattern
    .replaceAll(/[.+^$(){}|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${escaped}$`).test(text)
}

/** Every action that a policy allows by name. */
export function allowedActions({ Statement: statements }: PolicyDocument): readonly string[] {
  return statements.flatMap(({ Effect: effect, Action: actions }) => (effect === 'Allow' ? actions : []))
}

/** The refusal, or null where the caller's policy allows the call. */
export function findRefusal(call: Call, operation: Omit<Operation, 'answer'>, policies: Policies): AwsError | null {
  if (operation.action === null) return null
  const decision = decide(policies[call.identity.kind], operation.action, operation.resource?.(call) ?? '*')
  if (decision === 'allowed') return null
  if (decision === 'not allowed' && operation.isGranted?.(call)) return null
  return refusedBy(call, operation, decision === 'forbidden' ? 'deny statement' : 'iam')
}

const BECAUSE: Readonly<Record<'iam' | 'scp' | 'deny statement', (action: string) => string>> = {
  iam: (action) => `because no identity-based policy allows the ${action} action`,
  scp: () => 'with an explicit deny in a service control policy',
  'deny statement': () => 'with an explicit deny in an identity-based policy',
}

/** AWS's sentence, which names the statement that is missing, or the policy that forbids. */
export function refusedBy(call: Call, operation: Omit<Operation, 'answer'>, by: keyof typeof BECAUSE): AwsError {
  const action = operation.action ?? `${call.service}:${call.operation}`
  const resource = operation.resource?.(call) ?? '*'
  return refusals.accessDenied(
    call.service,
    `User: ${call.identity.arn} is not authorized to perform: ${action} on resource: ${resource} ${BECAUSE[by](action)}`,
  )
}
