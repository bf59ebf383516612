/** How AWS Config, Health and Trusted Advisor are read: the aggregator, the organisation's view, one account's checks. */
import type { State } from '../state.ts'
import type { Advice } from '../world/advice/advice.ts'
import type { ConfigRule } from '../world/config/compliance.ts'
import type { HealthEvent } from '../world/health/health-event.ts'
import { changesOn } from './changes.ts'
import type { ExpectedReading } from './reading.ts'
import { call, type Place } from './source-calls.ts'
import type { TruthSource } from './sources.ts'

/** Where the hub and the aggregator are. */
const HUB_REGION = 'eu-central-1'
/** The one endpoint of Health, and that of Support. */
const ENDPOINT_REGION = 'us-east-1'

export const SUPPORT_PLAN: ExpectedReading = { status: 'not_entitled', cause: 'SUPPORT_PLAN' }

const dayOf = (state: State) => state.world.at(state.now())

export const aggregatorSource: TruthSource = {
  ...{
    id: 'config.aggregator',
    scopedTo: 'organization',
    askedWith: 'hub',
    askedIn: HUB_REGION,
    after: 'organization',
  },
  calls: [
    call('config', 'DescribeConfigurationAggregators', { pageSize: 100 }),
    call('config', 'DescribeConfigurationAggregatorSourcesStatus', {
      followsRows: true,
      items: (_, state) => dayOf(state).aggregatedSources().length,
      pageSize: 100,
      usualMembers: ['LastUpdateStatus', 'SourceId', 'AwsRegion'],
    }),
  ],
}

const rulesAt = ({ account, region }: Place, state: State): readonly ConfigRule[] =>
  dayOf(state).configRulesIn(account, region)

const brokenAt = (place: Place, state: State): readonly ConfigRule[] =>
  rulesAt(place, state).filter(({ compliance }) => compliance === 'NON_COMPLIANT')

const brokenCount = ({ evaluations }: ConfigRule): number =>
  evaluations.filter(({ compliance }) => compliance === 'NON_COMPLIANT').length

export const complianceSource: TruthSource = {
  ...{ id: 'config.compliance', scopedTo: 'account-region', askedWith: 'hub', after: 'config.aggregator' },
  calls: [
    call('config', 'DescribeAggregateComplianceByConfigRules', {
      items: (place, state) => rulesAt(place, state).length,
      pageSize: 1_000,
      usualMembers: ['Compliance', 'ConfigRuleName'],
    }),
    call('config', 'GetAggregateComplianceDetailsByConfigRule', {
      times: (place, state) => brokenAt(place, state).length,
      passesOver: true,
      followsRows: true,
      // Each rule is a listing of its own: there are pages where one of them has pages.
      items: (place, state) => Math.max(0, ...brokenAt(place, state).map(brokenCount)),
      pageSize: 100,
      usualMembers: ['ComplianceType', 'EvaluationResultIdentifier'],
    }),
  ],
}

const changes = (_: Place, state: State): readonly HealthEvent[] => changesOn(state)

/** Of accounts that are not active AWS tells nobody anything. */
function pairsOf(place: Place, state: State): number {
  const active = new Set(
    dayOf(state)
      .accounts.filter((account) => account.state === 'ACTIVE')
      .map(({ id }) => id),
  )
  return changes(place, state).reduce(
    (sum, { accountIds }) => sum + accountIds.filter((id) => active.has(id)).length,
    0,
  )
}

const anyChange = (place: Place, state: State) => changes(place, state).length

export const healthSource: TruthSource = {
  ...{
    id: 'health.events',
    scopedTo: 'organization',
    askedWith: 'hub',
    askedIn: ENDPOINT_REGION,
    after: 'organization',
  },
  calls: [
    call('health', 'DescribeHealthServiceStatusForOrganization', {
      isListing: false,
      usualMembers: ['healthServiceAccessStatusForOrganization'],
    }),
    call('health', 'DescribeEventsForOrganization', {
      items: anyChange,
      pageSize: 100,
      usualMembers: ['arn', 'service', 'eventTypeCode', 'eventTypeCategory', 'region', 'lastUpdatedTime', 'statusCode'],
    }),
    call('health', 'DescribeAffectedAccountsForOrganization', {
      times: anyChange,
      items: (place, state) => Math.max(0, ...changes(place, state).map(({ accountIds }) => accountIds.length)),
      pageSize: 100,
    }),
    call('health', 'DescribeEventDetailsForOrganization', { times: anyChange, isListing: false }),
    call('health', 'DescribeAffectedEntitiesForOrganization', {
      times: pairsOf,
      followsRows: true,
      items: (place, state) => changes(place, state).reduce((sum, { entities }) => sum + entities.length, 0),
    }),
  ],
}

const adviceOf = ({ account }: Place, state: State): readonly Advice[] => dayOf(state).adviceFor(account)

/** Suppressed resources are listed too, so they are asked for. */
const flagging = (place: Place, state: State): readonly Advice[] =>
  adviceOf(place, state).filter(({ resources }) =>
    resources.some(({ status, isSuppressed }) => isSuppressed || status !== 'ok'),
  )

export const adviceSource: TruthSource = {
  ...{
    id: 'trustedadvisor.checks',
    scopedTo: 'account',
    askedWith: 'member role',
    askedIn: ENDPOINT_REGION,
    after: null,
  },
  calls: [
    call('support', 'DescribeTrustedAdvisorChecks', {
      isListing: false,
      refusal: ({ account }) => (account.supportPlan === null ? SUPPORT_PLAN : null),
    }),
    call('support', 'DescribeTrustedAdvisorCheckSummaries', { isListing: false, usualMembers: ['status', 'checkId'] }),
    call('support', 'DescribeTrustedAdvisorCheckResult', {
      times: (place, state) => flagging(place, state).length,
      passesOver: true,
      followsRows: true,
      isListing: false,
      usualMembers: ['flaggedResources'],
    }),
  ],
}
