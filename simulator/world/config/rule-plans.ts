/** The Config rules of this organisation, and how each came into the accounts. Names: AWS's managed rules, as of 2026-05. */
import type { Random } from '../random.ts'

export type RulePlan = {
  /** The rule's own name, without what a deployment adds. */
  key: string
  /** By hand, with a conformance pack, or from the organisation's management account. */
  deployedBy: 'account' | 'conformance pack' | 'organization'
  resourceType: string
  /** How many resources it looks at. */
  resources: readonly [least: number, most: number]
  resourceId(random: Random): string
  /** The part of the time that a resource does not comply. */
  share: number
  annotation: string | null
  /** Only in the account's first Region. */
  isGlobal?: true
}

/** Rules of one pack share the suffix that Config gave the pack there. */
export const PACK = 'operational-best-practices'

export const RULE_PLANS: readonly RulePlan[] = [
  {
    key: 'lambda-dlq-check',
    deployedBy: 'conformance pack',
    resourceType: 'AWS::Lambda::Function',
    resources: [1, 4],
    resourceId: (random) => `worker-${random.word(6)}`,
    share: 0.35,
    annotation: 'This function has no dead-letter queue.',
  },
  {
    key: 's3-bucket-server-side-encryption-enabled',
    deployedBy: 'conformance pack',
    resourceType: 'AWS::S3::Bucket',
    resources: [1, 3],
    resourceId: (random) => `acme-artifacts-${random.word(8)}`,
    share: 0.06,
    annotation: null,
  },
  {
    key: 's3-bucket-level-public-access-prohibited',
    deployedBy: 'organization',
    resourceType: 'AWS::S3::Bucket',
    resources: [1, 4],
    resourceId: (random) => `acme-public-${random.word(8)}`,
    share: 0.15,
    annotation: null,
  },
  {
    key: 'encrypted-volumes',
    deployedBy: 'account',
    resourceType: 'AWS::EC2::Volume',
    resources: [1, 5],
    resourceId: (random) => `vol-0${random.hex(16)}`,
    share: 0.2,
    annotation: 'The volume is not encrypted.',
  },
  {
    key: 'restricted-ssh',
    deployedBy: 'organization',
    resourceType: 'AWS::EC2::SecurityGroup',
    resources: [1, 3],
    resourceId: (random) => `sg-0${random.hex(16)}`,
    share: 0.12,
    annotation: null,
  },
  {
    key: 'rds-storage-encrypted',
    deployedBy: 'conformance pack',
    resourceType: 'AWS::RDS::DBInstance',
    resources: [0, 2],
    resourceId: (random) => `db-${random.word(26).toUpperCase()}`,
    share: 0.1,
    annotation: null,
  },
  {
    key: 'iam-user-mfa-enabled',
    deployedBy: 'account',
    resourceType: 'AWS::IAM::User',
    resources: [1, 4],
    resourceId: (random) => `AIDA${random.word(17).toUpperCase()}`,
    share: 0.25,
    annotation: null,
    isGlobal: true,
  },
]

/** Judged on what the world's functions run on. It is there twice: by hand and, in some accounts, with the pack. */
export const RUNTIME_RULE = 'lambda-function-settings-check'
/** Judged on the account itself. */
export const ACCOUNT_RULE = 'cloudtrail-enabled'
