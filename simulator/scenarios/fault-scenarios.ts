/** Fault plans by the number of the fault they stand for, for whoever wants to see what becomes of a collection. */
import type { FaultPlan } from '../faults.ts'

export type FaultScenario = {
  /** As in the list of faults, with a letter where one has several forms. */
  id: string
  what: string
  /** `accountIds` are active accounts other than the management account. */
  plan(accountIds: readonly string[]): FaultPlan
  /** True when trying again is enough: every scope is complete in the end. */
  passes: boolean
}

const passing = (id: string, what: string, plan: FaultPlan): FaultScenario => ({
  id,
  what,
  plan: () => plan,
  passes: true,
})

const lasting = (id: string, what: string, plan: FaultScenario['plan']): FaultScenario => ({
  id,
  what,
  plan,
  passes: false,
})

const REGION = 'eu-west-1'
const listFunctions = { service: 'lambda', operation: 'ListFunctions' } as const
/** How many of forty accounts refuse their role. */
const REFUSING_ACCOUNTS = 7

export const faultScenarios: readonly FaultScenario[] = [
  passing('F01', 'throttling, most calls for a while', [
    { service: 'lambda', operation: '*', effect: 'throttle', share: 0.8, count: 60 },
  ]),
  lasting('F02', 'one API throttled for ever', () => [
    { service: 'tagging', operation: 'GetResources', region: REGION, effect: 'throttle' },
  ]),
  passing('F03', 'a burst of internal errors', [{ ...listFunctions, effect: 'http500', share: 0.3, count: 20 }]),
  passing('F04a', '503 with HTML, once', [{ ...listFunctions, effect: 'http503html', count: 1 }]),
  lasting('F04b', '503 with HTML, for ever', () => [{ ...listFunctions, region: REGION, effect: 'http503html' }]),
  lasting('F05', '200 with half a body', () => [{ ...listFunctions, region: REGION, effect: 'truncate' }]),
  lasting('F06a', '200 without a body', () => [{ ...listFunctions, region: REGION, effect: 'empty' }]),
  lasting('F06b', '200 with HTML', () => [{ ...listFunctions, region: REGION, effect: 'wrongType' }]),
  passing('F07a', 'no answer, once', [{ ...listFunctions, effect: 'hang', count: 1 }]),
  lasting('F07b', 'no answer, for ever', ([first]) => [
    { ...listFunctions, accountId: first, region: REGION, effect: 'hang' },
  ]),
  passing('F09a', 'a reset in mid-body, once', [{ ...listFunctions, effect: 'reset', count: 1 }]),
  lasting('F09b', 'ten bytes a second', ([first]) => [
    { ...listFunctions, accountId: first, region: REGION, effect: 'slow' },
  ]),
  lasting('F11', 'a page token that repeats', () => [{ ...listFunctions, region: REGION, effect: 'tokenLoop' }]),
  passing('F12', 'pages that come twice', [{ ...listFunctions, effect: 'duplicatePage' }]),
  passing('F13a', 'a page token refused, once', [{ ...listFunctions, effect: 'tokenRefused', count: 1 }]),
  lasting('F13b', 'page tokens refused, for ever', () => [{ ...listFunctions, effect: 'tokenRefused' }]),
  passing('F15', 'credentials that expire half way', [
    { service: 'lambda', operation: '*', from: 50, count: 3, effect: 'expireCredentials' },
  ]),
  lasting('F16', 'seven accounts whose role refuses', (accountIds) =>
    accountIds
      .slice(0, REFUSING_ACCOUNTS)
      .map((accountId) => ({ service: 'sts', operation: 'AssumeRole', accountId, effect: 'deny' })),
  ),
  lasting('F18', 'one permission missing', () => [{ service: 'tagging', operation: 'GetResources', effect: 'deny' }]),
  lasting('F19', 'a Region that a policy of the organisation forbids', () => [
    { service: 'lambda', operation: '*', region: REGION, effect: 'deny', by: 'scp' },
    { service: 'cloudwatch', operation: '*', region: REGION, effect: 'deny', by: 'scp' },
    { service: 'tagging', operation: '*', region: REGION, effect: 'deny', by: 'scp' },
  ]),
  lasting('F21a', 'no support plan for Health', () => [{ service: 'health', operation: '*', effect: 'notSubscribed' }]),
  lasting('F21b', 'no support plan in an account', ([first]) => [
    { service: 'support', operation: '*', accountId: first, effect: 'notSubscribed' },
  ]),
  lasting('F21c', 'Trusted Advisor refused in an account, without a reason', ([first]) => [
    { service: 'support', operation: '*', accountId: first, effect: 'deny' },
  ]),
  lasting('F22', 'no view of the organisation in Health', () => [
    { service: 'health', operation: '*', effect: 'switchedOff' },
  ]),
  lasting('F23', 'events whose details and resources fail in part', () => [
    { service: 'health', operation: 'DescribeEventDetailsForOrganization', effect: 'failedSet' },
    { service: 'health', operation: 'DescribeAffectedEntitiesForOrganization', effect: 'failedSet' },
  ]),
  lasting('F24', 'no aggregator in Config', () => [{ service: 'config', operation: '*', effect: 'switchedOff' }]),
  passing('F25', 'a clock that is 20 minutes off', [{ service: 'lambda', operation: '*', effect: 'clockSkew' }]),
  lasting('F26', 'STS that answers for another account', ([first]) => [
    { service: 'sts', operation: 'GetCallerIdentity', accountId: first, effect: 'wrongAccount' },
  ]),
  passing('F27', 'values and members that no model knows', [
    { service: 'lambda', operation: '*', effect: 'unknownEnum' },
    { service: 'account', operation: '*', effect: 'unknownEnum' },
    { service: 'organizations', operation: 'ListAccounts', effect: 'unknownEnum' },
    { service: 'config', operation: '*', effect: 'unknownEnum' },
    { service: 'health', operation: '*', effect: 'unknownEnum' },
    { service: 'support', operation: '*', effect: 'unknownEnum' },
  ]),
  lasting('F28', 'a member that is always there, and is not', () => [{ ...listFunctions, effect: 'missingField' }]),
  lasting('F33', 'no list of accounts', () => [
    { service: 'organizations', operation: 'ListAccounts', effect: 'deny' },
  ]),
  lasting('F93', 'metrics that CloudWatch does not complete', () => [
    { service: 'cloudwatch', operation: 'GetMetricData', region: REGION, effect: 'failedSet' },
  ]),
  lasting('F94', 'aliases that cannot be read', () => [
    { service: 'lambda', operation: 'ListAliases', region: REGION, effect: 'http500' },
  ]),
]
