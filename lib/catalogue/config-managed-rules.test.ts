import { expect, test } from 'vitest'
import {
  CONFIG_MANAGED_RULES,
  CONFIG_MANAGED_RULES_FACT,
  configRuleTitle,
  findConfigRuleTitle,
} from './config-managed-rules.ts'

test('the catalogue says where it comes from and of when it is', () => {
  expect(CONFIG_MANAGED_RULES.size).toBeGreaterThan(800)
  expect(CONFIG_MANAGED_RULES_FACT.asOf).toMatch(/^\d{4}-\d{2}$/)
  expect(Object.keys(CONFIG_MANAGED_RULES_FACT.sources).length).toBeGreaterThan(0)
})

test.each([
  ['s3-bucket-versioning-enabled', 'S3 bucket versioning enabled'],
  ['access-keys-rotated', 'Access keys rotated'],
  ['restricted-ssh', 'Restricted SSH'],
  ['S3_BUCKET_VERSIONING_ENABLED', 'S3 bucket versioning enabled'],
  ['securityhub-vpc-flow-logs-enabled-1a2b3c', 'VPC flow logs enabled (Security Hub)'],
])('the managed rule %s reads as %s', (key, title) => {
  expect(configRuleTitle(key)).toBe(title)
})

test.each(['our-own-rule', 'securityhub-our-own-rule-1a2b3c', 's3-bucket', ''])(
  '%s, which is none of AWS’s, keeps its name',
  (key) => {
    expect(configRuleTitle(key)).toBe(key)
    expect(findConfigRuleTitle(key)).toBeNull()
  },
)

test('no two rules are called the same', () => {
  expect(new Set([...CONFIG_MANAGED_RULES].map(configRuleTitle)).size).toBe(CONFIG_MANAGED_RULES.size)
})
