import { idOfFunction } from './function-id.ts'
import { defineTable } from './observed-table.ts'

export const lambdaInvocationTable = defineTable<'lambdaInvocation'>({
  table: 'lambda_invocation',
  scopedTo: 'account-region',
  columns: [
    { name: 'function_id', type: 'uuid' },
    { name: 'function_name', type: 'text' },
    { name: 'target', type: 'text' },
    { name: 'state', type: 'text' },
    { name: 'last_invoked_on', type: 'date' },
  ],
  key: (row, { region }) => ['lambda:invocation', region, row.functionName, row.target],
  follows: (row, { region }) => [idOfFunction(region, row.functionName), row.functionName, row.target],
  content: (row) => [row.state, row.lastInvokedOn],
})
