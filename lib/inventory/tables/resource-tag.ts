import { canonicalJson, defineTable } from './observed-table.ts'

export const resourceTagTable = defineTable<'resourceTag'>({
  table: 'resource_tag',
  scopedTo: 'account-region',
  columns: [
    { name: 'arn', type: 'text' },
    { name: 'tags', type: 'jsonb' },
  ],
  key: (row, { region }) => ['resource-tag', region, row.arn],
  follows: (row) => [row.arn],
  content: (row) => [canonicalJson(row.tags)],
  arn: (row) => row.arn,
})
