import { configPackId, configRuleKey, UNNAMED_PACK } from '../../core/config-rule-key.ts'
import { defineTables } from './observed-table.ts'

export const configComplianceTables = defineTables<'configCompliance'>({
  rule: {
    table: 'config_rule',
    scopedTo: 'account-region',
    columns: [
      { name: 'name', type: 'text' },
      { name: 'rule_key', type: 'text' },
      { name: 'conformance_pack', type: 'text' },
      { name: 'compliance', type: 'text' },
      { name: 'non_compliant', type: 'integer' },
      { name: 'is_capped', type: 'boolean' },
    ],
    key: (row, { region }) => ['config:rule', region, row.name],
    follows: (row) => [row.name, configRuleKey(row.name), configPackId(row.name) && UNNAMED_PACK],
    content: (row) => [row.compliance, String(row.nonCompliant), String(row.isCapped)],
  },
  evaluation: {
    table: 'config_evaluation',
    scopedTo: 'account-region',
    columns: [
      { name: 'rule_name', type: 'text' },
      { name: 'rule_key', type: 'text' },
      { name: 'resource_type', type: 'text' },
      { name: 'resource_id', type: 'text' },
      { name: 'compliance', type: 'text' },
      { name: 'annotation', type: 'text' },
      { name: 'ordered_at', type: 'timestamptz' },
    ],
    key: (row, { region }) => ['config:evaluation', region, row.ruleName, row.resourceType, row.resourceId],
    follows: (row) => [row.ruleName, configRuleKey(row.ruleName), row.resourceType, row.resourceId],
    content: (row) => [row.compliance, row.annotation, row.orderedAt],
  },
})
