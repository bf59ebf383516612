import { expect, test } from 'vitest'
import { checkTitle } from '../checks/all-checks.ts'
import {
  DEPRECATED_RUNTIMES_CHECK,
  TRUSTED_ADVISOR_CHECKS,
  TRUSTED_ADVISOR_CHECKS_FACT,
} from './trusted-advisor-checks.ts'

test('every check has a name, and the catalogue says where it comes from and of when it is', () => {
  expect(TRUSTED_ADVISOR_CHECKS.size).toBeGreaterThan(500)
  expect([...TRUSTED_ADVISOR_CHECKS.values()].filter(({ name }) => name === '')).toEqual([])
  expect(TRUSTED_ADVISOR_CHECKS_FACT.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(Object.keys(TRUSTED_ADVISOR_CHECKS_FACT.sources).length).toBeGreaterThan(0)
})

test.each([
  ['lambda.deprecated-runtime', 'Lambda function on a deprecated runtime'],
  ['health.scheduled-change', 'Change that AWS has scheduled'],
  [`trustedadvisor.${DEPRECATED_RUNTIMES_CHECK}`, 'AWS Lambda Functions Using Deprecated Runtimes'],
  ['trustedadvisor.brandNew1', 'Trusted Advisor check brandNew1'],
  ['config.s3-bucket-versioning-enabled', 'S3 bucket versioning enabled'],
  ['config.our-own-rule', 'Config rule our-own-rule'],
  ['nothing.of-ours', 'nothing.of-ours'],
])('%s is called %s', (id, title) => {
  expect(checkTitle(id)).toBe(title)
})
