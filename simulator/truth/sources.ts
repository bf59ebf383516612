/** What a product has to read of this world, and by which calls: the simulator's own account of it. */
import type { ServiceName } from '../protocols/refusals.ts'
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import type { LambdaFunction } from '../world/functions.ts'
import { ALL_REGIONS } from '../world/regions.ts'

export type SourceCall = { service: ServiceName; operation: string; action: string }

export type Place = { account: Account; region: string }

export type TruthSource = {
  id: string
  scopedTo: 'organization' | 'account' | 'account-region'
  calls: readonly SourceCall[]
  /** The source whose reading says what there is to ask about. */
  after: 'organization' | 'lambda.functions' | null
  /** Things asked about one by one in a place; sources that ask once for all of them have one. */
  things(place: Place, state: State): number
  /** Whether one thing that fails leaves the others readable. */
  passesOver: boolean
  /** Items that all its listings there have together. */
  items(place: Place, state: State): number
  /** Items on a page of its one listing; null where it has none that could take a second page. */
  pageSize: number | null
  /** Members whose absence makes a reading partial. */
  usualMembers: readonly string[]
}

const call = (service: ServiceName, operation: string, prefix: string = service): SourceCall => ({
  service,
  operation,
  action: `${prefix}:${operation}`,
})

const once = () => 1

const functionsAt = ({ account, region }: Place, state: State): readonly LambdaFunction[] =>
  state.world.at(state.now()).functionsIn(account, region)

/** Whether there is more than one page to read. */
export function hasPages({ items, pageSize }: TruthSource, place: Place, state: State): boolean {
  return pageSize !== null && items(place, state) > Math.min(pageSize, state.settings.pageSizeMax ?? pageSize)
}

const ASKED_ONCE = { things: once, passesOver: false, items: once, pageSize: null, usualMembers: [] } as const

export function truthSources(state: State): readonly TruthSource[] {
  const { accounts } = state.world.at(state.now())
  const placed = state.settings.accountShape === 'old' ? [call('organizations', 'ListAccountsForParent')] : []
  return [
    {
      ...ASKED_ONCE,
      id: 'organization',
      scopedTo: 'organization',
      calls: [
        call('organizations', 'DescribeOrganization'),
        call('organizations', 'ListRoots'),
        call('organizations', 'ListOrganizationalUnitsForParent'),
        call('organizations', 'ListAccounts'),
        ...placed,
      ],
      after: null,
      items: () => accounts.length,
      pageSize: 20,
      usualMembers: ['Name', 'Email', 'State'],
    },
    {
      ...ASKED_ONCE,
      id: 'organization.tags',
      scopedTo: 'organization',
      calls: [call('organizations', 'ListTagsForResource')],
      after: 'organization',
      things: () => accounts.length,
      passesOver: true,
    },
    {
      ...ASKED_ONCE,
      id: 'account.regions',
      scopedTo: 'account',
      calls: [call('account', 'ListRegions')],
      after: null,
      items: () => ALL_REGIONS.length,
      pageSize: 50,
      usualMembers: ['RegionName', 'RegionOptStatus'],
    },
    {
      ...ASKED_ONCE,
      id: 'account.contacts',
      scopedTo: 'account',
      calls: [call('account', 'GetAlternateContact')],
      after: null,
    },
    {
      ...ASKED_ONCE,
      id: 'lambda.functions',
      scopedTo: 'account-region',
      calls: [call('lambda', 'ListFunctions')],
      after: null,
      items: (place) => functionsAt(place, state).flatMap(({ versions }) => versions).length,
      pageSize: 50,
      usualMembers: ['FunctionArn', 'FunctionName', 'Version', 'PackageType', 'LastModified', 'CodeSize', 'Runtime'],
    },
    {
      ...ASKED_ONCE,
      id: 'lambda.aliases',
      scopedTo: 'account-region',
      calls: [call('lambda', 'ListAliases')],
      after: 'lambda.functions',
      things: (place) => functionsAt(place, state).length,
      items: (place) => functionsAt(place, state).flatMap(({ aliases }) => aliases).length,
      passesOver: true,
      usualMembers: ['AliasArn', 'Name', 'FunctionVersion'],
    },
    {
      ...ASKED_ONCE,
      id: 'lambda.provisioned-concurrency',
      scopedTo: 'account-region',
      calls: [call('lambda', 'ListProvisionedConcurrencyConfigs')],
      after: 'lambda.functions',
      things: (place) => functionsAt(place, state).filter(({ versions }) => versions.length > 1).length,
      items: (place) => functionsAt(place, state).flatMap(({ concurrency }) => concurrency).length,
      passesOver: true,
      usualMembers: ['FunctionArn', 'RequestedProvisionedConcurrentExecutions'],
    },
    {
      ...ASKED_ONCE,
      id: 'lambda.invocations',
      scopedTo: 'account-region',
      calls: [call('cloudwatch', 'GetMetricData')],
      after: 'lambda.functions',
      things: (place) => Math.min(1, functionsAt(place, state).length),
      usualMembers: ['Id'],
    },
    {
      ...ASKED_ONCE,
      id: 'tagging.resources',
      scopedTo: 'account-region',
      calls: [call('tagging', 'GetResources', 'tag')],
      after: 'lambda.functions',
      things: (place) => Math.min(1, functionsAt(place, state).length),
      items: (place) => functionsAt(place, state).filter(({ tags }) => tags.length > 0).length,
      pageSize: 100,
      usualMembers: ['ResourceARN', 'Tags'],
    },
  ]
}
