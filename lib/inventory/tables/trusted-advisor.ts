import { defineTables } from './observed-table.ts'

export const trustedAdvisorTables = defineTables<'trustedAdvisor'>({
  check: {
    table: 'trusted_advisor_check',
    scopedTo: 'account',
    columns: [
      { name: 'check_id', type: 'text' },
      { name: 'name', type: 'text' },
      { name: 'category', type: 'text' },
      { name: 'description', type: 'text' },
      { name: 'columns', type: 'jsonb' },
      { name: 'status', type: 'text' },
      { name: 'processed', type: 'integer' },
      { name: 'flagged', type: 'integer' },
      { name: 'ignored', type: 'integer' },
      { name: 'suppressed', type: 'integer' },
      { name: 'monthly_savings', type: 'numeric' },
      { name: 'refreshed_at', type: 'timestamptz' },
    ],
    key: (row) => ['trusted-advisor:check', row.checkId],
    follows: (row) => [row.checkId],
    // With the instant of its refresh: AWS does that once a day or less, and pages say how old a result is.
    content: (row) => [
      row.name,
      row.category,
      row.description,
      JSON.stringify(row.columns),
      row.status,
      String(row.processed),
      String(row.flagged),
      String(row.ignored),
      String(row.suppressed),
      row.monthlySavings === null ? null : String(row.monthlySavings),
      row.refreshedAt,
    ],
  },
  resource: {
    table: 'trusted_advisor_resource',
    scopedTo: 'account',
    columns: [
      { name: 'check_id', type: 'text' },
      { name: 'aws_id', type: 'text' },
      { name: 'region', type: 'text' },
      { name: 'status', type: 'text' },
      { name: 'is_suppressed', type: 'boolean' },
      { name: 'metadata', type: 'jsonb' },
    ],
    key: (row) => ['trusted-advisor:resource', row.checkId, row.awsId],
    follows: (row) => [row.checkId, row.awsId],
    content: (row) => [row.region, row.status, String(row.isSuppressed), JSON.stringify(row.metadata)],
  },
})
