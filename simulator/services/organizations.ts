/** AWS Organizations: answers the management account only, here also the hub's. */
import { startOfDay } from '#lib/core/time'
import { awsJson } from '../protocols/aws-json.ts'
import { AwsError } from '../protocols/wire.ts'
import type { Account } from '../world/accounts.ts'
import type { OrganizationalUnit } from '../world/organizational-units.ts'
import type { Call, Listing, Operation, Service } from './service.ts'

const listing = (items: string): Listing => ({
  items,
  tokenIn: 'NextToken',
  tokenOut: 'NextToken',
  sizeParameter: 'MaxResults',
  pageSizeMax: 20,
})

export type OrganizationsOptions = {
  /** Before 2025 accounts had `Status` and no `Paths`; `both` is what AWS sends while it changes over. */
  accountShape: 'new' | 'old' | 'both'
}

export function organizations({ accountShape }: OrganizationsOptions): Service {
  const asMember = (account: Account, call: Call) => describeAccount(account, call, accountShape)
  const operations: Record<string, Operation> = {
    DescribeOrganization: {
      action: 'organizations:DescribeOrganization',
      answer: (call) => ({ Organization: describeOrganization(call) }),
    },
    ListRoots: {
      action: 'organizations:ListRoots',
      listing: listing('Roots'),
      answer: (call) => ({
        Roots: [...call.world.units.values()]
          .filter(({ parentId }) => parentId === null)
          .map((unit) => ({ ...describeUnit(unit, call), PolicyTypes: policyTypes() })),
      }),
    },
    ListOrganizationalUnitsForParent: {
      action: 'organizations:ListOrganizationalUnitsForParent',
      resource: parentArn,
      listing: listing('OrganizationalUnits'),
      answer: (call) => {
        const parent = requireParent(call)
        const children = [...call.world.units.values()].filter(({ parentId }) => parentId === parent.id)
        return { OrganizationalUnits: children.map((unit) => describeUnit(unit, call)) }
      },
    },
    ListAccounts: {
      action: 'organizations:ListAccounts',
      listing: listing('Accounts'),
      answer: (call) => ({ Accounts: call.day.accounts.map((account) => asMember(account, call)) }),
    },
    ListAccountsForParent: {
      action: 'organizations:ListAccountsForParent',
      resource: parentArn,
      listing: listing('Accounts'),
      answer: (call) => {
        const { path } = requireParent(call)
        const children = call.day.accounts.filter(({ ouPath }) => ouPath === path)
        return { Accounts: children.map((account) => asMember(account, call)) }
      },
    },
    ListTagsForResource: {
      action: 'organizations:ListTagsForResource',
      resource: ({ parameters, ...call }) => arn(call, `account/${call.world.organizationId}/${parameters.ResourceId}`),
      listing: { ...listing('Tags'), sizeParameter: null },
      answer: (call) => ({ Tags: requireTarget(call).tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
    },
  }
  return {
    name: 'organizations',
    signedAs: 'organizations',
    protocols: [awsJson({ version: '1.1', targetPrefix: 'AWSOrganizationsV20161128', messageKey: 'Message' })],
    operations,
  }
}

const policyTypes = () => [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]

const arn = ({ day }: Pick<Call, 'day'>, resource: string) => `arn:aws:organizations::${day.management.id}:${resource}`

function parentArn({ parameters, ...call }: Call): string {
  const id = String(parameters.ParentId)
  return arn(call, `${id.startsWith('r-') ? 'root' : 'ou'}/${call.world.organizationId}/${id}`)
}

function describeOrganization(call: Call) {
  const { management } = call.day
  const id = call.world.organizationId
  return {
    Id: id,
    Arn: arn(call, `organization/${id}`),
    FeatureSet: 'ALL',
    MasterAccountArn: arn(call, `account/${id}/${management.id}`),
    MasterAccountId: management.id,
    MasterAccountEmail: management.email,
    AvailablePolicyTypes: policyTypes(),
  }
}

function describeUnit(unit: OrganizationalUnit, call: Call) {
  const kind = unit.parentId === null ? 'root' : 'ou'
  return { Id: unit.id, Arn: arn(call, `${kind}/${call.world.organizationId}/${unit.id}`), Name: unit.name }
}

function describeAccount(account: Account, call: Call, shape: OrganizationsOptions['accountShape']) {
  const id = call.world.organizationId
  const lineage = call.world.units.get(account.ouPath)?.lineage ?? []
  const isOld = shape !== 'new'
  const isNew = shape !== 'old'
  return {
    Id: account.id,
    Arn: arn(call, `account/${id}/${account.id}`),
    Email: account.email,
    Name: account.name,
    ...(isOld && { Status: statusOf(account) }),
    ...(isNew && { State: account.state, Paths: [`${[id, ...lineage, account.id].join('/')}/`] }),
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(startOfDay(account.joinedOn).getTime() + 32_400_217),
  }
}

/** The older member had no word for a closed account. */
function statusOf({ state }: Account): string {
  return state === 'CLOSED' ? 'SUSPENDED' : state
}

function requireParent({ world, parameters }: Call): OrganizationalUnit {
  const unit = [...world.units.values()].find(({ id }) => id === parameters.ParentId)
  if (unit) return unit
  throw new AwsError('ParentNotFoundException', "You specified parent that doesn't exist.")
}

function requireTarget({ day, world, parameters }: Call): Pick<Account, 'tags'> {
  const id = String(parameters.ResourceId)
  const account = day.findAccount(id)
  if (account) return account
  const isUnit = [...world.units.values()].some((unit) => unit.id === id)
  if (isUnit) return { tags: [] }
  throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.")
}
