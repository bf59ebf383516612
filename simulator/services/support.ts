/** AWS Support: Trusted Advisor's checks of one account. One endpoint, and only for who pays for a plan. */
import { awsJson } from '../protocols/aws-json.ts'
import { refusals } from '../protocols/refusals.ts'
import { AwsError, type Output } from '../protocols/wire.ts'
import { type Advice, type FlaggedResource, REFRESHED_AT } from '../world/advice/advice.ts'
import type { Call, Operation, Service } from './service.ts'

const ONLY_REGION = 'us-east-1'
const LANGUAGES = ['en', 'ja', 'zh', 'fr', 'de', 'ko', 'zh_TW', 'it', 'es', 'pt_BR', 'id']

const operation = (name: string, answer: (call: Call) => Output): Operation => ({
  action: `support:${name}`,
  answer(call) {
    if (call.region !== ONLY_REGION) throw refusals.wrongRegion('support', call.region)
    if (call.account.supportPlan === null) throw refusals.notSubscribed('support')
    return answer(call)
  },
})

export const support: Service = {
  name: 'support',
  signedAs: 'support',
  protocols: [awsJson({ version: '1.1', targetPrefix: 'AWSSupport_20130415', messageKey: 'message' })],
  operations: {
    DescribeTrustedAdvisorChecks: operation('DescribeTrustedAdvisorChecks', describeChecks),
    DescribeTrustedAdvisorCheckSummaries: operation('DescribeTrustedAdvisorCheckSummaries', describeSummaries),
    DescribeTrustedAdvisorCheckResult: operation('DescribeTrustedAdvisorCheckResult', describeResult),
  },
}

const adviceOf = ({ day, account }: Call): readonly Advice[] => day.adviceFor(account)

function describeChecks(call: Call) {
  const { language } = call.parameters
  if (!LANGUAGES.some((known) => known === language)) {
    throw new AwsError('InvalidParameterValueException', `Language is not supported: ${language}`)
  }
  return {
    checks: adviceOf(call).map(({ check: { id, name, category, columns } }) => ({
      id,
      name,
      description: `<h4>${name}</h4><br><b>Recommended Action</b><br>See the <a href="https://docs.aws.amazon.com/awssupport/">guide</a>.`,
      category,
      metadata: columns,
    })),
  }
}

function describeSummaries(call: Call) {
  const { checkIds: ids } = call.parameters
  if (!Array.isArray(ids)) throw new AwsError('ValidationException', "Value at 'checkIds' must not be null")
  const advice = ids.map((id) => requireAdvice(call, id))
  return { summaries: advice.map(summarise) }
}

function requireAdvice(call: Call, id: unknown): Advice {
  const found = adviceOf(call).find(({ check }) => check.id === id)
  if (found) return found
  throw new AwsError('InvalidParameterValueException', `Invalid check ID: ${id}`)
}

/** Flagged is what has trouble; a quota with room to spare is listed, and not flagged. */
const isFlagged = ({ status, isSuppressed }: FlaggedResource) => status !== 'ok' && !isSuppressed

function headOf({ check, status, processed, resources, refreshedOn }: Advice) {
  const flagged = resources.filter(isFlagged).length
  return {
    checkId: check.id,
    timestamp: `${refreshedOn}T${REFRESHED_AT}`,
    status,
    resourcesSummary: {
      resourcesProcessed: status === 'not_available' ? 0 : processed,
      resourcesFlagged: flagged,
      resourcesIgnored: 0,
      resourcesSuppressed: resources.filter(({ isSuppressed }) => isSuppressed).length,
    },
    categorySpecificSummary: {
      costOptimizing: {
        estimatedMonthlySavings: Math.round(flagged * (check.savings ?? 0) * 100) / 100,
        estimatedPercentMonthlySavings: 0,
      },
    },
  }
}

function summarise(advice: Advice) {
  return { ...headOf(advice), hasFlaggedResources: advice.resources.some(isFlagged) }
}

function describeResult(call: Call) {
  const advice = requireAdvice(call, call.parameters.checkId)
  return {
    result: { ...headOf(advice), flaggedResources: advice.resources.map(describeResource) },
  }
}

function describeResource({ status, region, awsId, isSuppressed, metadata }: FlaggedResource) {
  return {
    status,
    ...(region !== null && { region }),
    resourceId: awsId,
    isSuppressed,
    metadata,
  }
}
