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

/** One reading brings the aggregator that is asked, and the accounts and Regions it draws from. */
export type ConfigAggregatorSourceRow =
  | {
      kind: 'aggregator'
      name: string
      arn: string
      /** Where it is. */
      region: string
      /** The accounts and Regions it was made to draw from; null: all of the organisation, all there are. */
      accountIds: string[] | null
      regions: string[] | null
    }
  | {
      kind: 'source'
      accountId: string
      region: string
      /** SUCCEEDED, FAILED, OUTDATED, as AWS says. */
      status: string
      /** ISO 8601, UTC, here and below. */
      updatedAt: string | null
      errorCode: string | null
      errorMessage: string | null
    }

/** One reading brings the rules of a place and the resources that do not comply with them. */
export type ConfigComplianceRow =
  | {
      kind: 'rule'
      name: string
      compliance: string
      /** As AWS counts, up to its cap. */
      nonCompliant: number
      isCapped: boolean
    }
  | {
      kind: 'evaluation'
      ruleName: string
      resourceType: string
      resourceId: string
      compliance: string
      annotation: string | null
      orderedAt: string | null
    }

/** One reading of the organisation's events brings them, the accounts they touch and the resources they name. */
export type HealthEventRow =
  | {
      kind: 'event'
      arn: string
      service: string
      typeCode: string
      category: string
      scopeCode: string | null
      region: string
      startsAt: string | null
      endsAt: string | null
      lastUpdatedAt: string | null
      awsStatus: string | null
      actionability: string | null
      description: string | null
      metadata: Record<string, string>
    }
  | {
      kind: 'account'
      eventArn: string
      accountId: string
      /** False where its resources could not be named: those that are known stay as they are. */
      isNamed: boolean
    }
  /** The list of events itself came to its end, whatever becomes of asking about one of them. */
  | { kind: 'listed' }
  | {
      kind: 'entity'
      eventArn: string
      accountId: string
      value: string
      status: string | null
      lastUpdatedAt: string | null
    }

/** One reading of an account brings its checks with their results, and what they flag. */
export type TrustedAdvisorRow =
  | {
      kind: 'check'
      checkId: string
      name: string
      category: string
      description: string | null
      columns: string[]
      status: string
      processed: number
      flagged: number
      ignored: number
      suppressed: number
      /** US dollars a month; null where the check does not speak of money. */
      monthlySavings: number | null
      refreshedAt: string | null
    }
  | {
      kind: 'resource'
      checkId: string
      /** AWS's own id of the resource, opaque. */
      awsId: string
      region: string | null
      status: string
      isSuppressed: boolean
      metadata: (string | null)[]
    }

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
  configAggregatorSource: ConfigAggregatorSourceRow
  configCompliance: ConfigComplianceRow
  healthEvent: HealthEventRow
  trustedAdvisor: TrustedAdvisorRow
}

export type TableName = keyof Rows
