/** AWS Config, as much of it as an aggregator answers. */
import { startOfDay } from '#lib/core/time'
import { awsJson } from '../protocols/aws-json.ts'
import { AwsError, type Parameters } from '../protocols/wire.ts'
import type { ConfigRule, Evaluation } from '../world/config/compliance.ts'
import type { AggregatedSource } from '../world/config/recorded-places.ts'
import { AGGREGATOR_NAME, aggregatorArn, hasAggregator, noSuchAggregator, requireAggregator } from './aggregator.ts'
import type { Call, Listing, Operation, Service } from './service.ts'

/** Config says "up to 25" of a rule's resources, and no more. */
const CONTRIBUTORS_MAX = 25

const listing = (items: string, pageSizeMax: number): Listing => ({
  items,
  tokenIn: 'NextToken',
  tokenOut: 'NextToken',
  sizeParameter: 'Limit',
  pageSizeMax,
  pageSizeFor: (call) => requireLimit(call, pageSizeMax),
  zeroIsUsual: true,
})

const operation = (name: string, items: string, pageSizeMax: number, answer: (call: Call) => unknown[]): Operation => ({
  action: `config:${name}`,
  resource: (call) => (name === 'DescribeConfigurationAggregators' ? '*' : aggregatorArn(call)),
  listing: listing(items, pageSizeMax),
  answer: (call) => ({ [items]: answer(call) }),
})

export const config: Service = {
  name: 'config',
  signedAs: 'config',
  protocols: [awsJson({ version: '1.1', targetPrefix: 'StarlingDoveService', messageKey: 'message' })],
  operations: {
    DescribeConfigurationAggregators: operation(
      'DescribeConfigurationAggregators',
      'ConfigurationAggregators',
      100,
      describeAggregators,
    ),
    DescribeConfigurationAggregatorSourcesStatus: operation(
      'DescribeConfigurationAggregatorSourcesStatus',
      'AggregatedSourceStatusList',
      100,
      describeSources,
    ),
    DescribeAggregateComplianceByConfigRules: operation(
      'DescribeAggregateComplianceByConfigRules',
      'AggregateComplianceByConfigRules',
      1_000,
      describeRules,
    ),
    GetAggregateComplianceDetailsByConfigRule: operation(
      'GetAggregateComplianceDetailsByConfigRule',
      'AggregateEvaluationResults',
      100,
      getEvaluations,
    ),
  },
}

/** 0, like nothing, asks for as many as there may be. */
function requireLimit({ parameters: { Limit: limit } }: Call, most: number): number {
  if (limit === undefined || limit === 0) return most
  if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0 && limit <= most) return limit
  throw new AwsError('InvalidLimitException', `The limit value must be between 0 and ${most}.`)
}

function describeAggregators(call: Call) {
  const { ConfigurationAggregatorNames: names = [] } = call.parameters
  if (!Array.isArray(names)) throw new AwsError('InvalidParameterValueException', 'The names must be a list.')
  if (!hasAggregator(call) && names.length === 0) return []
  if (names.some((name) => name !== AGGREGATOR_NAME) || !hasAggregator(call)) throw noSuchAggregator()
  const createdAt = startOfDay('2025-01-21')
  return [
    {
      ConfigurationAggregatorName: AGGREGATOR_NAME,
      ConfigurationAggregatorArn: aggregatorArn(call),
      OrganizationAggregationSource: {
        RoleArn: `arn:aws:iam::${call.account.id}:role/config-org-aggregator`,
        AllAwsRegions: true,
      },
      CreationTime: createdAt,
      LastUpdatedTime: createdAt,
    },
  ]
}

function describeSources(call: Call) {
  requireAggregator(call)
  const asked = call.parameters.UpdateStatus
  return call.day
    .aggregatedSources()
    .filter(({ status }) => !Array.isArray(asked) || asked.length === 0 || asked.includes(status))
    .map(describeSource)
}

function describeSource({ account, region, status, updatedAt }: AggregatedSource) {
  return {
    SourceId: account.id,
    SourceType: 'ACCOUNT',
    AwsRegion: region,
    LastUpdateStatus: status,
    LastUpdateTime: updatedAt,
    ...(status === 'FAILED' && { LastErrorCode: 'AuthorizationError', LastErrorMessage: 'not authorized' }),
  }
}

function describeRules(call: Call) {
  requireAggregator(call)
  // A filter is a structure; none filters nothing.
  const {
    AccountId: accountId,
    AwsRegion: region,
    ConfigRuleName: name,
    ComplianceType: compliance,
  } = (call.parameters.Filters ?? {}) as Parameters
  return call.day
    .aggregatedSources()
    .filter(
      (source) =>
        (accountId === undefined || source.account.id === accountId) &&
        (region === undefined || source.region === region),
    )
    .flatMap((source) =>
      call.day
        .configRulesIn(source.account, source.region)
        .filter((rule) => (name ?? rule.name) === rule.name && (compliance ?? rule.compliance) === rule.compliance)
        .map((rule) => describeRule(rule, source)),
    )
}

function describeRule({ name, compliance, evaluations }: ConfigRule, { account, region }: AggregatedSource) {
  const broken = evaluations.filter((one) => one.compliance === 'NON_COMPLIANT').length
  return {
    ConfigRuleName: name,
    Compliance: {
      ComplianceType: compliance,
      ...(broken > 0 && {
        ComplianceContributorCount: {
          CappedCount: Math.min(broken, CONTRIBUTORS_MAX),
          CapExceeded: broken > CONTRIBUTORS_MAX,
        },
      }),
    },
    AccountId: account.id,
    AwsRegion: region,
  }
}

function getEvaluations(call: Call) {
  requireAggregator(call)
  const { AccountId: accountId, AwsRegion: region, ConfigRuleName: name, ComplianceType: compliance } = call.parameters
  for (const [member, value] of Object.entries({ accountId, awsRegion: region, configRuleName: name })) {
    if (typeof value !== 'string') throw missing(member)
  }
  const account = call.day.findAccount(String(accountId))
  const rules = account ? call.day.configRulesIn(account, String(region)) : []
  // Of a rule that is not there Config says nothing, rather than that it is not there.
  return rules
    .filter((rule) => rule.name === name)
    .flatMap((rule) =>
      rule.evaluations
        .filter((one) => (compliance ?? one.compliance) === one.compliance)
        .map((one) => describeEvaluation(one, rule.name, String(accountId), String(region))),
    )
}

const missing = (member: string) =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  )

function describeEvaluation(
  { resourceType, resourceId, compliance, annotation, since }: Evaluation,
  rule: string,
  accountId: string,
  region: string,
) {
  const orderedAt = startOfDay(since).getTime()
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: rule,
        ResourceType: resourceType,
        ResourceId: resourceId,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: new Date(orderedAt),
    },
    ComplianceType: compliance,
    ResultRecordedTime: new Date(orderedAt + 9_000),
    ConfigRuleInvokedTime: new Date(orderedAt + 7_000),
    ...(annotation !== null && { Annotation: annotation }),
    AccountId: accountId,
    AwsRegion: region,
  }
}
