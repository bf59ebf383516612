import type { Rows } from '../../collectors/rows.ts'
import { lambdaAliasTable } from './lambda-alias.ts'
import { lambdaInvocationTable } from './lambda-invocation.ts'
import { lambdaProvisionedConcurrencyTable } from './lambda-provisioned-concurrency.ts'
import { lambdaVersionTable } from './lambda-version.ts'
import type { ObservedTable, ObservedTableName } from './observed-table.ts'
import { resourceTagTable } from './resource-tag.ts'

export const OBSERVED_TABLES: { [Name in ObservedTableName]: ObservedTable<Rows[Name]> } = {
  lambdaVersion: lambdaVersionTable,
  lambdaAlias: lambdaAliasTable,
  lambdaProvisionedConcurrency: lambdaProvisionedConcurrencyTable,
  lambdaInvocation: lambdaInvocationTable,
  resourceTag: resourceTagTable,
}
