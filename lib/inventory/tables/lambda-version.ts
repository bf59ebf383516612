import { versionKey } from '../../core/identity.ts'
import { idOfFunction } from './function-id.ts'
import { defineTable } from './observed-table.ts'

export const lambdaVersionTable = defineTable<'lambdaVersion'>({
  table: 'lambda_version',
  scopedTo: 'account-region',
  columns: [
    { name: 'function_id', type: 'uuid' },
    { name: 'function_name', type: 'text' },
    { name: 'version', type: 'text' },
    { name: 'arn', type: 'text' },
    { name: 'package_type', type: 'text' },
    { name: 'runtime', type: 'text' },
    { name: 'code_bytes', type: 'bigint' },
    { name: 'last_modified_at', type: 'timestamptz' },
    { name: 'snap_start', type: 'boolean' },
  ],
  key: (row, { region }) => versionKey(region, row.functionName, row.version),
  follows: (row, { region }) => [idOfFunction(region, row.functionName), row.functionName, row.version, row.arn],
  content: (row) => [
    row.packageType,
    row.runtime,
    row.codeBytes === null ? null : String(row.codeBytes),
    row.lastModifiedAt,
    row.snapStart ? 'true' : 'false',
  ],
  arn: (row) => row.arn,
})
