import { idOfFunction } from './function-id.ts'
import { defineTable } from './observed-table.ts'

export const lambdaProvisionedConcurrencyTable = defineTable<'lambdaProvisionedConcurrency'>({
  table: 'lambda_provisioned_concurrency',
  scopedTo: 'account-region',
  columns: [
    { name: 'function_id', type: 'uuid' },
    { name: 'function_name', type: 'text' },
    { name: 'qualifier', type: 'text' },
    { name: 'requested', type: 'integer' },
  ],
  key: (row, { region }) => ['lambda:provisioned-concurrency', region, row.functionName, row.qualifier],
  follows: (row, { region }) => [idOfFunction(region, row.functionName), row.functionName, row.qualifier],
  content: (row) => [String(row.requested)],
})
