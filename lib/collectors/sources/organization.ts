import {
  type Account,
  DescribeOrganizationCommand,
  type Organization,
  type OrganizationalUnit,
  OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
  type Root,
} from '@aws-sdk/client-organizations'
import { HOUR_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../aws/access.ts'
import { defineSource } from '../define-source.ts'
import { instantOrNull } from '../instant.ts'
import type { OrganizationRow } from '../rows.ts'

type Item =
  | { kind: 'organization'; organization: Organization }
  | { kind: 'unit'; unit: Root | OrganizationalUnit; parentId: string | null }
  | { kind: 'account'; account: Account; unitId: string | null }

export const organization = defineSource({
  id: 'organization',
  describes: 'The organisation, its units as a tree, and every account with its state and the unit it is in.',
  scopedTo: 'organization',
  actions: [
    'organizations:DescribeOrganization',
    'organizations:ListRoots',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
  ],
  refreshEveryMs: HOUR_MS,
  bucket: {
    DescribeOrganization: 'organizations.describe-organization',
    ListRoots: 'organizations.list-roots',
    ListOrganizationalUnitsForParent: 'organizations.list-children',
    ListAccounts: 'organizations.list-accounts',
    ListAccountsForParent: 'organizations.list-children',
  },
  table: 'organization',

  async *collect(aws): AsyncIterable<Item> {
    const answer = await aws.call(OrganizationsClient, new DescribeOrganizationCommand({}))
    yield { kind: 'organization', organization: required(answer.Organization, 'Organization') }

    const unitIds: string[] = []
    for await (const item of tree(aws)) {
      unitIds.push(required(item.unit.Id, 'Id of a unit'))
      yield item
    }

    const withoutPath: Account[] = []
    for await (const page of aws.pages(OrganizationsClient, paginateListAccounts, {})) {
      for (const account of required(page.Accounts, 'Accounts')) {
        const unitId = unitOfPath(account)
        if (unitId === null) withoutPath.push(account)
        else yield { kind: 'account', account, unitId }
      }
    }
    if (withoutPath.length > 0) yield* placed(aws, withoutPath, unitIds)
  },

  normalise: (item, _place): OrganizationRow => {
    if (item.kind === 'organization') return organizationRow(item.organization)
    if (item.kind === 'unit') return unitRow(item.unit, item.parentId)
    return accountRow(item.account, item.unitId)
  },

  usual: (item) =>
    // Not the e-mail address: AWS's own examples leave it out.
    item.kind === 'account' ? { Name: item.account.Name, State: stateOf(item.account) } : {},
})

/** The root and, level by level, every unit below it. */
async function* tree(aws: AwsAccess): AsyncIterable<Extract<Item, { kind: 'unit' }>> {
  const waiting: string[] = []
  for await (const page of aws.pages(OrganizationsClient, paginateListRoots, {})) {
    for (const root of required(page.Roots, 'Roots')) {
      yield { kind: 'unit', unit: root, parentId: null }
      waiting.push(required(root.Id, 'Id of a root'))
    }
  }
  for (let parentId = waiting.shift(); parentId !== undefined; parentId = waiting.shift()) {
    const input = { ParentId: parentId }
    for await (const page of aws.pages(OrganizationsClient, paginateListOrganizationalUnitsForParent, input)) {
      for (const unit of required(page.OrganizationalUnits, 'OrganizationalUnits')) {
        yield { kind: 'unit', unit, parentId }
        waiting.push(required(unit.Id, 'Id of a unit'))
      }
    }
  }
}

/** Accounts whose answer does not say where they are: every unit is asked for its own. */
async function* placed(aws: AwsAccess, accounts: readonly Account[], unitIds: readonly string[]): AsyncIterable<Item> {
  const unitOf = new Map<string, string>()
  for (const unitId of unitIds) {
    for await (const page of aws.pages(OrganizationsClient, paginateListAccountsForParent, { ParentId: unitId })) {
      for (const { Id } of required(page.Accounts, 'Accounts')) unitOf.set(required(Id, 'Id of an account'), unitId)
    }
  }
  for (const account of accounts) {
    yield { kind: 'account', account, unitId: unitOf.get(account.Id ?? '') ?? null }
  }
}

/** `o-…/r-…/ou-…/111122223333/`: the last but one is the unit the account is in. */
function unitOfPath({ Paths }: Account): string | null {
  return Paths?.[0]?.split('/').filter(Boolean).at(-2) ?? null
}

function organizationRow(organization: Organization): OrganizationRow {
  return {
    kind: 'organization',
    id: required(organization.Id, 'Id of the organization'),
    arn: required(organization.Arn, 'Arn of the organization'),
    managementAccountId: required(organization.MasterAccountId, 'MasterAccountId'),
    featureSet: organization.FeatureSet ?? null,
  }
}

function unitRow(unit: Root | OrganizationalUnit, parentId: string | null): OrganizationRow {
  return {
    kind: 'unit',
    id: required(unit.Id, 'Id of a unit'),
    parentId,
    name: required(unit.Name, 'Name of a unit'),
  }
}

function accountRow(account: Account, unitId: string | null): OrganizationRow {
  const id = required(account.Id, 'Id of an account')
  return {
    kind: 'account',
    id,
    arn: required(account.Arn, 'Arn of an account'),
    name: account.Name ?? id,
    // Empty where AWS leaves it out: recording then keeps the one that is known.
    email: account.Email ?? '',
    state: stateOf(account) ?? 'UNKNOWN',
    unitId,
    joinedAt: instantOrNull(account.JoinedTimestamp),
    joinedMethod: account.JoinedMethod ?? null,
  }
}

/** `State`; `Status` was announced as retired for 2026-09-09 and stands in only where `State` is absent. */
const stateOf = (account: Account): string | undefined => account.State ?? account.Status
