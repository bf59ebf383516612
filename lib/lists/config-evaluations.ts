import { configPackId } from '../core/config-rule-key.ts'
import { defineList, type RowOf } from './define-list.ts'

/** Resources that do not comply with a rule of AWS Config. */
export const configEvaluations = defineList({
  id: 'evaluations',
  title: 'Non-compliant resources',
  one: 'resource',
  describes: 'Every resource that does not comply with a rule of AWS Config.',
  source: 'config.compliance',
  table: 'config_evaluation',
  alias: 'e',
  beside: `
    LEFT JOIN account a ON a.id = e.account_id LEFT JOIN team t ON t.id = a.team_id
    LEFT JOIN scope s ON s.account_id = e.account_id AND s.source = 'config.compliance' AND s.region = e.region`,
  where: `e.compliance = 'NON_COMPLIANT'`,
  account: 'e.account_id',
  columns: {
    accountId: {
      kind: 'account',
      sql: 'e.account_id',
      heading: 'Account',
      sort: 'account',
      width: 152,
      describes: 'The account of the resource.',
    },
    region: {
      kind: 'region',
      sql: 'e.region',
      heading: 'Region',
      width: 145,
      describes: 'Where AWS Config recorded it.',
    },
    rule: {
      kind: 'text',
      sql: 'e.rule_key',
      describes: 'The rule by the name that it has in every account and Region.',
    },
    resourceType: {
      kind: 'type',
      sql: 'e.resource_type',
      heading: 'Type',
      width: 150,
      describes: 'The type of the resource, such as AWS::S3::Bucket.',
    },
    resourceId: {
      kind: 'name',
      sql: 'e.resource_id',
      heading: 'Resource',
      sort: 'resource',
      width: 205,
      describes: 'The id of the resource, as AWS Config has it.',
    },
    compliance: { kind: 'text', sql: 'e.compliance', describes: 'The word of AWS Config for it.' },
    annotation: {
      kind: 'text',
      sql: 'e.annotation',
      heading: 'What AWS says',
      none: 'Nothing more',
      width: 220,
      describes: 'What the rule adds about this resource.',
    },
    orderedAt: {
      kind: 'instant',
      sql: 'e.ordered_at',
      heading: 'Recorded by AWS',
      none: 'Not said',
      sort: 'ordered',
      width: 165,
      describes: 'When AWS recorded the configuration that the rule looked at.',
    },
    ruleName: {
      kind: 'text',
      sql: 'e.rule_name',
      heading: 'Rule there',
      width: 200,
      describes: 'The name of the rule in this account and Region, with what its pack or organisation added.',
    },
    conformancePack: {
      kind: 'text',
      derive: ({ ruleName }) => configPackId(String(ruleName)),
      heading: 'Conformance pack',
      none: 'None',
      width: 200,
      describes: 'The id of the conformance pack that deployed the rule there.',
    },
    team: {
      kind: 'team',
      sql: 'a.team_id',
      heading: 'Team',
      none: 'No owner',
      width: 120,
      describes: 'The team that owns the account.',
    },
    accountName: {
      kind: 'text',
      sql: 'a.name',
      none: 'Not known',
      describes: 'The name of the account.',
    },
    teamName: { kind: 'text', sql: 't.name', none: 'No owner', describes: 'The name of the team.' },
    readAt: {
      kind: 'instant',
      sql: 's.last_complete_at',
      heading: 'Read by Steward',
      none: 'Never completely',
      width: 200,
      describes: 'When Steward last read all of this account and Region.',
    },
    id: { kind: 'text', sql: 'e.id', internal: true, describes: 'The id of the row, for the address of its panel.' },
  },
  shown: ['resourceId', 'resourceType', 'accountId', 'region', 'annotation', 'orderedAt'],
  filters: {
    account: { sql: 'e.account_id', label: 'Account', plural: 'Accounts', hint: 'an id of twelve digits' },
    region: { sql: 'e.region', label: 'Region', plural: 'Regions', hint: 'such as eu-central-1' },
    rule: { sql: 'e.rule_key', label: 'Rule', plural: 'Rules', hint: "a rule's name" },
    type: { sql: 'e.resource_type', label: 'Resource type', plural: 'Resource types', hint: 'such as AWS::S3::Bucket' },
  },
  about: 'rule',
  text: { sql: 'e.resource_id', label: 'how the resource’s id begins' },
  key: [
    { sql: 'e.account_id', type: 'text' },
    { sql: 'e.id', type: 'uuid' },
  ],
  orders: {
    account: [],
    ordered: [{ sql: `coalesce(e.ordered_at, '-infinity'::timestamptz)`, type: 'timestamptz' }],
    resource: [{ sql: 'lower(e.resource_id) COLLATE "C"', type: 'text' }],
  },
  sort: 'account',
  order: 'asc',
})

export type EvaluationRow = RowOf<typeof configEvaluations>
