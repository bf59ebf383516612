/** What each effect of a fault plan does to a call: refuse it, or change what is answered. */
import type { Fault } from './faults.ts'
import { refusedBy } from './policy.ts'
import { refusals } from './protocols/refusals.ts'
import type { Output } from './protocols/wire.ts'
import { noSuchAggregator } from './services/aggregator.ts'
import type { Credentials, Key } from './services/credentials.ts'
import type { Call, Operation } from './services/service.ts'
import { notTrusted } from './services/sts.ts'
import type { State } from './state.ts'

type Struck = { call: Call; operation: Operation; key: Key; credentials: Credentials }

/** Throws where the effect is a refusal. */
export function failInstead({ effect, by }: Fault, { call, operation, key, credentials }: Struck): void {
  switch (effect) {
    case 'throttle':
      throw refusals.throttled(call.service)
    case 'http500':
      throw refusals.internal(call.service)
    case 'tokenRefused':
      throw refusals.badToken(call.service)
    case 'notSubscribed':
      throw refusals.notSubscribed(call.service)
    case 'expireCredentials':
      credentials.expire(key)
      throw refusals.expiredToken(call.service)
    case 'switchedOff':
      if (call.service === 'config' && !(call.operation in SWITCHED_OFF)) throw noSuchAggregator()
      if (call.service === 'health' && !(call.operation in SWITCHED_OFF)) throw refusedBy(call, operation, 'iam')
      return
    case 'deny':
      // A role that does not trust its caller does not say why.
      if (call.operation === 'AssumeRole' && by === 'iam') throw notTrusted(call, String(call.parameters.RoleArn))
      throw refusedBy(call, operation, by)
  }
}

/** Changes the answer where the effect is in what it says. */
export function applyToOutput(output: Output, faults: readonly Fault[], call: Call, state: State): Output {
  return faults.reduce((changed, fault) => change(changed, fault, call, state), output)
}

function change(output: Output, fault: Fault, call: Call, state: State): Output {
  switch (fault.effect) {
    case 'wrongAccount':
      return answerForAnother(output, call, state)
    case 'unknownEnum':
      return { ...changeFirst(output, foreign(call), isUnused), FutureMember: { Since: 2031 } }
    case 'missingField':
      return changeFirst(output, omit(fault.field ?? USUAL_MEMBER[call.operation] ?? ''))
    case 'failedSet':
      return call.service === 'health' ? failFirstEvent(output) : changeFirst(output, failResult)
    case 'switchedOff':
      return { ...output, ...SWITCHED_OFF[call.operation] }
    default:
      return output
  }
}

/** How it is said that there is nothing to ask; every other operation then refuses. */
const SWITCHED_OFF: Readonly<Record<string, Output>> = {
  DescribeConfigurationAggregators: { ConfigurationAggregators: [] },
  DescribeHealthServiceStatusForOrganization: { healthServiceAccessStatusForOrganization: 'DISABLED' },
}

/** STS as it must never be: it names another account, and its keys open that one. */
function answerForAnother(output: Output, call: Call, state: State): Output {
  const asked = String(call.parameters.RoleArn ?? call.identity.arn)
  const other = call.day.accounts.find(
    ({ id, state: accountState }) => accountState === 'ACTIVE' && !asked.includes(id),
  )
  const own = /:(\d{12}):/.exec(asked)?.[1]
  if (!other || !own || call.service !== 'sts') return output
  const renamed = rename(output, own, other.id)
  if (call.operation !== 'AssumeRole') return renamed
  const { arn, userId } = call.identity
  const key = state.credentials.open(
    { kind: 'member', accountId: other.id, arn: arn.replace(/:\d{12}:/, `:${other.id}:`), userId },
    3_600,
  )
  return {
    ...renamed,
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: new Date(key.expiresAt),
    },
  }
}

function rename(value: Output, from: string, to: string): Output {
  const text = (one: unknown): unknown => {
    if (typeof one === 'string') return one.replaceAll(from, to)
    if (typeof one !== 'object' || one === null || one instanceof Date) return one
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, text(member)]))
  }
  // An object gives an object.
  return text(value) as Output
}

type Change = (item: Output) => Output

/** Changes the first item that is meant of the list that is answered; where there is no list, the structure that is. */
function changeFirst(output: Output, alter: Change, isMeant: (item: Output) => boolean = () => true): Output {
  for (const [name, value] of Object.entries(output)) {
    if (Array.isArray(value) && value.length > 0) {
      // Of a list of texts nothing can be changed.
      if (typeof value[0] !== 'object') return output
      const index = value.findIndex(isMeant)
      return index === -1 ? output : { ...output, [name]: value.with(index, alter(value[index])) }
    }
  }
  const [name, structure] =
    Object.entries(output).find(([, value]) => typeof value === 'object' && !Array.isArray(value)) ?? []
  // Answers hold texts, numbers, lists, instants and structures; the first of these that is left is a structure.
  return name === undefined ? output : { ...output, [name]: alter(structure as Output) }
}

const omit =
  (name: string): Change =>
  (item) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => key !== name))

/** Left out by `missingField` unless the plan names another. */
export const USUAL_MEMBER: Readonly<Record<string, string>> = {
  ListFunctions: 'CodeSize',
  ListAccounts: 'Name',
  ListAliases: 'FunctionVersion',
  ListProvisionedConcurrencyConfigs: 'RequestedProvisionedConcurrentExecutions',
  ListRegions: 'RegionOptStatus',
  GetResources: 'Tags',
  GetMetricData: 'Label',
  GetAlternateContact: 'Title',
  DescribeConfigurationAggregatorSourcesStatus: 'LastUpdateStatus',
  DescribeAggregateComplianceByConfigRules: 'Compliance',
  GetAggregateComplianceDetailsByConfigRule: 'ComplianceType',
  DescribeEventsForOrganization: 'eventTypeCategory',
  DescribeEventDetailsForOrganization: 'eventDescription',
  DescribeAffectedEntitiesForOrganization: 'lastUpdatedTime',
  DescribeTrustedAdvisorChecks: 'category',
  DescribeTrustedAdvisorCheckSummaries: 'status',
  DescribeTrustedAdvisorCheckResult: 'flaggedResources',
}

/** A Region that nobody uses: that the unheard-of state of another is not ENABLED would change what is true. */
const isUnused = ({ RegionOptStatus: status }: Output): boolean => status === undefined || status === 'DISABLED'

/** Values nobody has seen, in members whose meaning a reader must not guess. */
function foreign({ operation }: Call): Change {
  const values: Readonly<Record<string, Output>> = {
    ListFunctions: { Architectures: ['riscv128'], TracingConfig: { Mode: 'Quantum' } },
    ListAccounts: { JoinedMethod: 'INHERITED' },
    ListRegions: { RegionOptStatus: 'ENABLED_IN_PART' },
    ListProvisionedConcurrencyConfigs: { Status: 'DREAMING' },
    DescribeConfigurationAggregatorSourcesStatus: { SourceType: 'CONSTELLATION' },
    DescribeEventsForOrganization: { personas: ['ASTRONAUT'] },
    DescribeTrustedAdvisorChecks: { category: 'sustainability' },
  }
  return (item) => ({ ...item, ...values[operation], FutureMember: 'unheard of' })
}

/** Health's way of failing in part: 200, and what failed in a list of its own. */
function failFirstEvent(output: Output): Output {
  for (const name of ['successfulSet', 'entities']) {
    const items = output[name]
    if (!Array.isArray(items) || items.length === 0) continue
    const arnOf = (item: Output) => item.eventArn ?? (item.event as Output | undefined)?.arn
    const [first] = items
    const isOfFirst = (item: Output) => arnOf(item) === arnOf(first) && item.awsAccountId === first.awsAccountId
    const failure = {
      eventArn: arnOf(first),
      awsAccountId: first.awsAccountId,
      errorName: 'InternalServiceError',
      errorMessage: 'The request failed, try again.',
    }
    // Every answer with either of the two has it.
    const failedSet = [...(output.failedSet as unknown[]), failure]
    return { ...output, [name]: items.filter((item) => !isOfFirst(item)), failedSet }
  }
  return output
}

/** CloudWatch's way of failing in part: 200, and a status beside the figures. */
const failResult: Change = (result) => ({ ...result, Timestamps: [], Values: [], StatusCode: 'InternalError' })
