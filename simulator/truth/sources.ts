/** What a product has to read of this world, and by which calls: the simulator's own account of it. */
import type { State } from '../state.ts'
import type { LambdaFunction } from '../world/functions.ts'
import { ALL_REGIONS } from '../world/regions.ts'
import { adviceSource, aggregatorSource, complianceSource, healthSource } from './governance-sources.ts'
import { COMPLETE, type ExpectedReading } from './reading.ts'
import { call, type Place, type SourceCall } from './source-calls.ts'

export type TruthSource = {
  id: string
  scopedTo: 'organization' | 'account' | 'account-region'
  /** Whose credentials are needed; the hub needs no role in the account. */
  askedWith: 'hub' | 'member role'
  /** The Region that its calls go to, where it is not that of the place. */
  askedIn?: string
  calls: readonly SourceCall[]
  /** The source whose reading says what there is to ask about. */
  after: 'organization' | 'lambda.functions' | 'config.aggregator' | null
}

const functionsAt = ({ account, region }: Place, state: State): readonly LambdaFunction[] =>
  state.world.at(state.now()).functionsIn(account, region)

export function truthSources(state: State): readonly TruthSource[] {
  return [
    ...organizationSources(state),
    ...accountSources,
    ...lambdaSources,
    aggregatorSource,
    complianceSource,
    healthSource,
    adviceSource,
  ]
}

function organizationSources(state: State): readonly TruthSource[] {
  const { accounts } = state.world.at(state.now())
  const units = [...state.world.units.values()]
  const largest = (groups: Iterable<readonly unknown[]>) => Math.max(...[...groups].map(({ length }) => length))
  const children = largest(Map.groupBy(units, ({ parentId }) => parentId).values())
  const members = largest(Map.groupBy(accounts, ({ ouPath }) => ouPath).values())
  // An account without its e-mail address is an account all the same: AWS's own examples have none.
  const usualMembers = ['Name', 'State']
  const later = { followsRows: true, usualMembers, pageSize: 20 }
  const placed =
    state.settings.accountShape === 'old'
      ? [call('organizations', 'ListAccountsForParent', { ...later, items: () => members })]
      : []
  return [
    {
      ...{ id: 'organization', scopedTo: 'organization', askedWith: 'hub', after: null },
      calls: [
        call('organizations', 'DescribeOrganization', { usualMembers, isListing: false }),
        call('organizations', 'ListRoots', later),
        call('organizations', 'ListOrganizationalUnitsForParent', { ...later, items: () => children }),
        call('organizations', 'ListAccounts', { ...later, items: () => accounts.length }),
        ...placed,
      ],
    },
    {
      ...{ id: 'organization.tags', scopedTo: 'organization', askedWith: 'hub', after: 'organization' },
      calls: [
        call('organizations', 'ListTagsForResource', {
          times: () => accounts.length,
          passesOver: true,
        }),
      ],
    },
  ]
}

const accountSources: readonly TruthSource[] = [
  {
    ...{ id: 'account.regions', scopedTo: 'account', askedWith: 'member role', after: null },
    calls: [
      call('account', 'ListRegions', {
        items: () => ALL_REGIONS.length,
        pageSize: 50,
        usualMembers: ['RegionName', 'RegionOptStatus'],
      }),
    ],
  },
  {
    ...{ id: 'account.contacts', scopedTo: 'account', askedWith: 'member role', after: null },
    calls: [call('account', 'GetAlternateContact', { isListing: false })],
  },
]

const FUNCTIONS_A_PAGE = 50

/** Of the functions that a fault can reach: the first of every page. */
function firstOfPages(place: Place, state: State): readonly LambdaFunction[] {
  const size = Math.min(FUNCTIONS_A_PAGE, state.settings.pageSizeMax ?? FUNCTIONS_A_PAGE)
  const versions = functionsAt(place, state).flatMap((lambda) => lambda.versions.map(() => lambda))
  return versions.filter((_, index) => index % size === 0)
}

/**
 * A function that is no image and has no runtime is read all the same, and worth a warning. The type of a package follows
 * from the runtime; of an image nothing else tells it.
 */
function withoutMember(member: string, place: Place, state: State): ExpectedReading | null {
  if (member !== 'Runtime' && member !== 'PackageType') return null
  const firsts = firstOfPages(place, state)
  const isImage = ({ packageType }: LambdaFunction) => packageType === 'Image'
  if (member === 'PackageType') {
    return firsts.some(isImage) ? { status: 'partial', cause: 'MISSING_FIELD' } : COMPLETE
  }
  return firsts.every(isImage) ? COMPLETE : { status: 'complete', cause: 'MISSING_FIELD' }
}

const ofRegion = { scopedTo: 'account-region', askedWith: 'member role' } as const

const lambdaSources: readonly TruthSource[] = [
  {
    ...{ id: 'lambda.functions', ...ofRegion, after: null },
    calls: [
      call('lambda', 'ListFunctions', {
        items: (place, state) => functionsAt(place, state).flatMap(({ versions }) => versions).length,
        pageSize: 50,
        usualMembers: ['FunctionArn', 'FunctionName', 'Version', 'LastModified', 'CodeSize'],
        readingWithout: withoutMember,
      }),
    ],
  },
  {
    ...{ id: 'lambda.aliases', ...ofRegion, after: 'lambda.functions' },
    calls: [
      call('lambda', 'ListAliases', {
        times: (place, state) => functionsAt(place, state).length,
        passesOver: true,
        items: (place, state) => functionsAt(place, state).flatMap(({ aliases }) => aliases).length,
        usualMembers: ['AliasArn', 'Name', 'FunctionVersion'],
      }),
    ],
  },
  {
    ...{ id: 'lambda.provisioned-concurrency', ...ofRegion, after: 'lambda.functions' },
    calls: [
      call('lambda', 'ListProvisionedConcurrencyConfigs', {
        times: (place, state) => functionsAt(place, state).filter(({ versions }) => versions.length > 1).length,
        passesOver: true,
        items: (place, state) => functionsAt(place, state).flatMap(({ concurrency }) => concurrency).length,
        usualMembers: ['FunctionArn', 'RequestedProvisionedConcurrentExecutions'],
      }),
    ],
  },
  {
    ...{ id: 'lambda.invocations', ...ofRegion, after: 'lambda.functions' },
    calls: [
      call('cloudwatch', 'GetMetricData', {
        times: (place, state) => Math.min(1, functionsAt(place, state).length),
        usualMembers: ['Id'],
      }),
    ],
  },
  {
    ...{ id: 'tagging.resources', ...ofRegion, after: 'lambda.functions' },
    calls: [
      call('tagging', 'GetResources', {
        prefix: 'tag',
        times: (place, state) => Math.min(1, functionsAt(place, state).length),
        items: (place, state) => functionsAt(place, state).filter(({ tags }) => tags.length > 0).length,
        pageSize: 100,
        usualMembers: ['ResourceARN', 'Tags'],
      }),
    ],
  },
]
