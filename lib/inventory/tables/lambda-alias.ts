import { idOfFunction } from './function-id.ts'
import { canonicalJson, defineTable } from './observed-table.ts'

export const lambdaAliasTable = defineTable<'lambdaAlias'>({
  table: 'lambda_alias',
  scopedTo: 'account-region',
  columns: [
    { name: 'function_id', type: 'uuid' },
    { name: 'function_name', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'version', type: 'text' },
    { name: 'weights', type: 'jsonb' },
  ],
  key: (row, { region }) => ['lambda:alias', region, row.functionName, row.name],
  follows: (row, { region }) => [idOfFunction(region, row.functionName), row.functionName, row.name],
  content: (row) => [row.version, canonicalJson(row.weights)],
})
