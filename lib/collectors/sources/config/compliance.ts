import {
  type AggregateComplianceByConfigRule,
  type AggregateEvaluationResult,
  ConfigServiceClient,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateGetAggregateComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { IdentityMismatchError } from '../../aws/call-error.ts'
import { aggregatorGone, aggregatorStale } from '../../aws/causes/not-switched-on.ts'
import { defineSource, type Place } from '../../define-source.ts'
import { inOrder } from '../../in-order.ts'
import { instantOrNull } from '../../instant.ts'
import { aggregatorRegion } from './aggregator.ts'
import { isNoAggregator } from './find-aggregator.ts'

type Item = { rule: AggregateComplianceByConfigRule } | { evaluation: AggregateEvaluationResult }

/** A place of an aggregator, as its calls name it. */
type Asked = { ConfigurationAggregatorName: string; AccountId: string; AwsRegion: string }

export const configCompliance = defineSource({
  id: 'config.compliance',
  describes: 'Every Config rule with its compliance, and the resources that do not comply with it.',
  scopedTo: 'account-region',
  askedWith: 'hub',
  askedIn: aggregatorRegion,
  actions: ['config:DescribeAggregateComplianceByConfigRules', 'config:GetAggregateComplianceDetailsByConfigRule'],
  refreshEveryMs: DAY_MS,
  bucket: 'config.aggregator',
  table: 'configCompliance',
  after: ['config.aggregator'],

  async *collect(aws, known, { accountId, region }): AsyncIterable<Item> {
    const { name, source, region: calledIn } = required(await known.aggregator(), 'aggregator')
    const there = calledIn === null || calledIn === aws.region ? aws : aws.elsewhere(calledIn)
    const asked = {
      ConfigurationAggregatorName: required(name, 'name of the aggregator'),
      AccountId: accountId,
      AwsRegion: region,
    }
    try {
      const failing: string[] = []
      for await (const rule of rulesOf(there, asked)) {
        yield { rule }
        if (rule.Compliance?.ComplianceType === 'NON_COMPLIANT' && rule.ConfigRuleName) {
          failing.push(rule.ConfigRuleName)
        }
      }
      yield* inOrder(failing, (rule) => evaluationsOf(there, asked, rule))
    } catch (error) {
      // The aggregator has just been listed: that it is gone is news, and no settled answer.
      throw isNoAggregator(error) ? aggregatorGone(asked.ConfigurationAggregatorName) : error
    }
    if (source?.status === 'OUTDATED')
      aws.passOver(aggregatorStale(asked.ConfigurationAggregatorName, source.updatedAt))
  },

  normalise: (item, place) => ('rule' in item ? ruleRow(item.rule, place) : evaluationRow(item.evaluation, place)),

  usual: (item) =>
    'rule' in item
      ? { ComplianceType: item.rule.Compliance?.ComplianceType }
      : { ComplianceType: item.evaluation.ComplianceType },
})

async function* rulesOf(aws: AwsAccess, asked: Asked): AsyncIterable<AggregateComplianceByConfigRule> {
  const { ConfigurationAggregatorName, AccountId, AwsRegion } = asked
  // The largest page AWS gives.
  const input = { ConfigurationAggregatorName, Filters: { AccountId, AwsRegion }, Limit: 1_000 }
  for await (const page of aws.pages(ConfigServiceClient, paginateDescribeAggregateComplianceByConfigRules, input)) {
    yield* required(page.AggregateComplianceByConfigRules, 'AggregateComplianceByConfigRules')
  }
}

/** The resources that fail one rule. Compliant ones are many, and nothing is to be done about them. */
async function evaluationsOf(aws: AwsAccess, asked: Asked, rule: string): Promise<Item[]> {
  const items: Item[] = []
  const input = { ...asked, ConfigRuleName: rule, ComplianceType: 'NON_COMPLIANT', Limit: 100 } as const
  try {
    for await (const page of aws.pages(ConfigServiceClient, paginateGetAggregateComplianceDetailsByConfigRule, input)) {
      for (const evaluation of required(page.AggregateEvaluationResults, 'AggregateEvaluationResults')) {
        items.push({ evaluation })
      }
    }
  } catch (error) {
    if (isNoAggregator(error)) throw error
    aws.passOver(error)
  }
  return items
}

function ruleRow(rule: AggregateComplianceByConfigRule, place: Place) {
  requirePlace(rule, place)
  const { CappedCount, CapExceeded } = rule.Compliance?.ComplianceContributorCount ?? {}
  return {
    kind: 'rule' as const,
    name: required(rule.ConfigRuleName, 'ConfigRuleName'),
    compliance: rule.Compliance?.ComplianceType ?? 'UNKNOWN',
    nonCompliant: CappedCount ?? 0,
    isCapped: CapExceeded ?? false,
  }
}

function evaluationRow(evaluation: AggregateEvaluationResult, place: Place) {
  requirePlace(evaluation, place)
  const { EvaluationResultQualifier: of, OrderingTimestamp } = evaluation.EvaluationResultIdentifier ?? {}
  return {
    kind: 'evaluation' as const,
    ruleName: required(of?.ConfigRuleName, 'ConfigRuleName'),
    resourceType: required(of?.ResourceType, 'ResourceType'),
    resourceId: required(of?.ResourceId, 'ResourceId'),
    compliance: evaluation.ComplianceType ?? 'NON_COMPLIANT',
    annotation: evaluation.Annotation ?? null,
    orderedAt: instantOrNull(OrderingTimestamp),
  }
}

/** One aggregator answers for all accounts: what it says of another than was asked is refused (T17). */
function requirePlace(
  { AccountId, AwsRegion }: { AccountId?: string | undefined; AwsRegion?: string | undefined },
  { accountId, region }: Place,
): void {
  if ((AccountId ?? accountId) !== accountId || (AwsRegion ?? region) !== region) {
    throw new IdentityMismatchError(`${accountId} ${region}`, `${AccountId} ${AwsRegion}`)
  }
}
