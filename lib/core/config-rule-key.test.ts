import { expect, test } from 'vitest'
import { configPackId, configRuleKey } from './config-rule-key.ts'

test.each([
  ['lambda-dlq-check', 'lambda-dlq-check'],
  ['lambda-dlq-check-conformance-pack-k2p9w1x7q', 'lambda-dlq-check'],
  ['OrgConfigRule-lambda-dlq-check-4k2p9w1x', 'lambda-dlq-check'],
  ['OrgConfigRule-lambda-dlq-check-conformance-pack-k2p9w1x7q', 'OrgConfigRule-lambda-dlq-check'],
  ['OrgConfigRule-s3-bucket', 'OrgConfigRule-s3-bucket'],
  ['-conformance-pack-k2p9w1x7q', '-conformance-pack-k2p9w1x7q'],
  ['securityhub-ec2-stopped-4k2p9w1x', 'securityhub-ec2-stopped-4k2p9w1x'],
])('the rule %s is %s wherever it is deployed', (name, key) => {
  expect(configRuleKey(name)).toBe(key)
})

test('of the conformance pack that deployed a rule, the rule’s name tells the id', () => {
  expect(configPackId('lambda-dlq-check-conformance-pack-k2p9w1x7q')).toBe('conformance-pack-k2p9w1x7q')
  expect(configPackId('lambda-dlq-check')).toBeNull()
  expect(configPackId('conformance-pack-check')).toBeNull()
})
