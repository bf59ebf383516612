/** The shape of what each source puts into the inventory, by table. Field names are those of the Prisma models. */

export type OrganizationRow =
  | { kind: 'organization'; id: string; arn: string; managementAccountId: string; featureSet: string | null }
  | { kind: 'unit'; id: string; parentId: string | null; name: string }
  | {
      kind: 'account'
      id: string
      arn: string
      name: string
      email: string
      /** `State`, else `Status`. */
      state: string
      unitId: string | null
      joinedAt: string | null
      joinedMethod: string | null
    }

/** One row per account: its whole tag set, so that an account without tags is a row too. */
export type AccountTagsRow = { accountId: string; tags: Record<string, string> }

export type AccountContactRow = {
  kind: string
  name: string
  title: string | null
  email: string
  phone: string | null
}

export type AccountRegionRow = { region: string; optStatus: string }

export type LambdaVersionRow = {
  functionName: string
  version: string
  /** Without the version qualifier. */
  functionArn: string
  arn: string
  packageType: string
  runtime: string | null
  codeBytes: number | null
  /** ISO 8601, UTC. */
  lastModifiedAt: string | null
  snapStart: boolean
}

export type LambdaAliasRow = { functionName: string; name: string; version: string; weights: Record<string, number> }

export type LambdaProvisionedConcurrencyRow = { functionName: string; qualifier: string; requested: number }

export type LambdaInvocationRow = {
  functionName: string
  /** `*` for the whole function, `$LATEST`, a version number, or `alias:NAME`. */
  target: string
  state: 'seen' | 'none' | 'unknown'
  /** `YYYY-MM-DD`, only when seen. */
  lastInvokedOn: string | null
}

export type ResourceTagRow = { arn: string; tags: Record<string, string> }

export type Rows = {
  organization: OrganizationRow
  accountTags: AccountTagsRow
  accountContact: AccountContactRow
  accountRegion: AccountRegionRow
  lambdaVersion: LambdaVersionRow
  lambdaAlias: LambdaAliasRow
  lambdaProvisionedConcurrency: LambdaProvisionedConcurrencyRow
  lambdaInvocation: LambdaInvocationRow
  resourceTag: ResourceTagRow
}

export type TableName = keyof Rows
