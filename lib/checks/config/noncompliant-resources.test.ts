import { expect, test } from 'vitest'
import { judgeNoncompliantResources, type NoncompliantResource } from './noncompliant-resources.ts'

const REGION = 'eu-west-1'
const BUCKET: NoncompliantResource = {
  ruleName: 's3-bucket-versioning-enabled-conformance-pack-abcdefgh1',
  ruleKey: 's3-bucket-versioning-enabled',
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'logs',
  annotation: null,
}

test('a resource that does not comply is a finding of its rule', () => {
  expect(judgeNoncompliantResources(REGION, [BUCKET]).statements).toEqual([
    {
      checkId: 'config.s3-bucket-versioning-enabled',
      region: REGION,
      resourceId: 'AWS::S3::Bucket/logs',
      resourceName: 'logs',
      subject: 'config-rule:s3-bucket-versioning-enabled',
      verdict: 'noncompliant',
      severity: 'medium',
      dueOn: null,
      use: 'unknown',
      details: {
        title: 'S3 bucket versioning enabled',
        resourceType: 'AWS::S3::Bucket',
        rules: [{ ruleName: BUCKET.ruleName, annotation: null }],
      },
    },
  ])
})

test('the same rule of two conformance packs is one finding that names both', () => {
  const other = { ...BUCKET, ruleName: 'OrgConfigRule-s3-bucket-versioning-enabled-12345678', annotation: 'off' }
  const [statement, ...rest] = judgeNoncompliantResources(REGION, [BUCKET, other]).statements
  expect(rest).toEqual([])
  expect(statement?.details).toMatchObject({ rules: [{ ruleName: other.ruleName }, { ruleName: BUCKET.ruleName }] })
})

test('rules, types and names with separators in them are not taken for each other', () => {
  const rows = [
    { ...BUCKET, resourceType: 'A::B', resourceId: 'C/D' },
    { ...BUCKET, resourceType: 'A::B', resourceId: 'C' },
    { ...BUCKET, ruleKey: 'other', resourceType: 'A::B', resourceId: 'C' },
  ]
  expect(judgeNoncompliantResources(REGION, rows).statements).toHaveLength(3)
})
