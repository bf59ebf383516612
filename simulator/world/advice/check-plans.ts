/**
 * Some of Trusted Advisor's checks, with what this organisation has for them to flag.
 * Source: DescribeTrustedAdvisorChecks as published with aws/Trusted-Advisor-Tools. As of: 2023-11-22.
 */
import type { Random } from '../random.ts'

export type Flag = { status: 'ok' | 'warning' | 'error'; metadata: readonly (string | null)[]; region: string | null }

export type CheckPlan = {
  id: string
  name: string
  category: string
  columns: readonly string[]
  /** How many resources of an account it could ever flag. */
  resources: readonly [least: number, most: number]
  /** The part of the time that it flags one. */
  share: number
  /** US dollars a month for each that is flagged; null where it does not speak of money. */
  savings: number | null
  flag(random: Random, place: { accountId: string; region: string }): Flag
}

export const RUNTIME_CHECK_ID = 'L4dfs2Q4C5'

/** Never flags by itself here: it is answered from what the world's functions run on. */
const RUNTIME_CHECK: CheckPlan = {
  id: RUNTIME_CHECK_ID,
  name: 'AWS Lambda Functions Using Deprecated Runtimes',
  category: 'security',
  columns: [
    'Status',
    'Region',
    'Function ARN',
    'Runtime',
    'Days to Deprecation',
    'Deprecation Date',
    'Average Daily Invokes',
    'Last Refresh Time',
  ],
  resources: [0, 0],
  share: 0,
  savings: null,
  flag: () => ({ status: 'ok', metadata: [], region: null }),
}

export const CHECK_PLANS: readonly CheckPlan[] = [
  RUNTIME_CHECK,
  {
    id: 'Pfx0RwqBli',
    name: 'Amazon S3 Bucket Permissions',
    category: 'security',
    columns: [
      'Region Name',
      'Region API Parameter',
      'Bucket Name',
      'ACL Allows List',
      'ACL Allows Upload/Delete',
      'Status',
      'Policy Allows Access',
      'Ignored Bucket Name',
    ],
    resources: [1, 4],
    share: 0.3,
    savings: null,
    flag(random, { region }) {
      const isWritable = random.chance(0.3)
      const bucket = `acme-public-${random.word(8)}`
      const status = isWritable ? 'error' : 'warning'
      const colour = isWritable ? 'Red' : 'Yellow'
      return {
        status,
        region,
        metadata: [region, region, bucket, 'Yes', isWritable ? 'Yes' : 'No', colour, 'No', null],
      }
    },
  },
  {
    id: 'HCP4007jGY',
    name: 'Security Groups - Specific Ports Unrestricted',
    category: 'security',
    columns: ['Region', 'Security Group Name', 'Security Group ID', 'Protocol', 'Status', 'Ports'],
    resources: [1, 4],
    share: 0.3,
    savings: null,
    flag(random, { region }) {
      const isOpen = random.chance(0.6)
      const group = [`launch-wizard-${random.between(1, 9)}`, `sg-0${random.hex(16)} (vpc-0${random.hex(16)})`]
      const status = isOpen ? 'error' : 'warning'
      return { status, region, metadata: [region, ...group, 'tcp', isOpen ? 'Red' : 'Yellow', isOpen ? '22' : '8080'] }
    },
  },
  {
    id: 'DqdJqYeRm5',
    name: 'IAM Access Key Rotation',
    category: 'security',
    columns: ['Status', 'IAM User', 'Access Key', 'Key Last Rotated', 'Reason'],
    resources: [1, 3],
    share: 0.4,
    savings: null,
    flag(random) {
      const years = random.between(0, 2)
      const status = years === 2 ? 'error' : 'warning'
      const age = years === 2 ? 'more than 2 years' : 'more than 90 days'
      const key = `AKIA${random.word(16).toUpperCase()}`
      return {
        status,
        region: null,
        metadata: [years === 2 ? 'Red' : 'Yellow', `ci-${random.word(4)}`, key, null, age],
      }
    },
  },
  {
    id: 'Qch7DwouX1',
    name: 'Low Utilization Amazon EC2 Instances',
    category: 'cost_optimizing',
    columns: [
      ...['Region/AZ', 'Instance ID', 'Instance Name', 'Instance Type', 'Estimated Monthly Savings'],
      ...Array.from({ length: 14 }, (_, day) => `Day ${day + 1}`),
      ...['14-Day Average CPU Utilization', '14-Day Average Network I/O', 'Number of Days Low Utilization'],
    ],
    resources: [0, 3],
    share: 0.5,
    savings: 61.32,
    flag(random, { region }) {
      const about = [`${region}a`, `i-0${random.hex(16)}`, null, 'm5.large', '$61.32']
      const days = Array.from({ length: 14 }, () => `${random.between(0, 3)}.${random.between(0, 9)}%  0.24MB`)
      return { status: 'warning', region, metadata: [...about, ...days, '1.2%', '0.24MB', '14 days'] }
    },
  },
  {
    id: 'Z4AUBRNSmz',
    name: 'Unassociated Elastic IP Addresses',
    category: 'cost_optimizing',
    columns: ['Region', 'IP Address'],
    resources: [0, 3],
    share: 0.4,
    savings: 3.6,
    flag: (random, { region }) => ({
      status: 'warning',
      region,
      metadata: [region, `203.0.113.${random.between(1, 254)}`],
    }),
  },
  {
    id: 'c18d2gz182',
    name: 'AWS Lambda Functions without a dead-letter queue configured',
    category: 'fault_tolerance',
    columns: ['Status', 'Region', 'Resource', 'AWS Config Rule', 'Input Parameters', 'Last Updated Time'],
    resources: [0, 3],
    share: 0.5,
    savings: null,
    flag(random, { accountId, region }) {
      const resource = `arn:aws:lambda:${region}:${accountId}:function:worker-${random.word(6)}`
      return { status: 'warning', region, metadata: ['Yellow', region, resource, 'lambda-dlq-check', null, null] }
    },
  },
  {
    id: '7DAFEmoDos',
    name: 'MFA on Root Account',
    category: 'security',
    columns: [],
    resources: [1, 1],
    share: 0.08,
    savings: null,
    flag: () => ({ status: 'error', region: null, metadata: [] }),
  },
  {
    id: 'gW7HH0l7J9',
    name: 'CloudFormation Stacks',
    category: 'service_limits',
    columns: ['Region', 'Service', 'Limit Name', 'Limit Amount', 'Current Usage', 'Status'],
    resources: [1, 2],
    share: 0.5,
    savings: null,
    // A quota is listed also where there is room.
    flag(random, { region }) {
      const isNear = random.chance(0.3)
      const usage = [isNear ? '1731' : '212', isNear ? 'Yellow' : 'Green']
      return {
        status: isNear ? 'warning' : 'ok',
        region,
        metadata: [region, 'CloudFormation', 'Stacks', '2000', ...usage],
      }
    },
  },
  {
    id: 'Hs4Ma3G130',
    name: 'Lambda functions should use supported runtimes',
    category: 'security',
    columns: ['Status', 'Region', 'Resource', 'Last Updated Time'],
    // It speaks only where Security Hub is on, which is nowhere here.
    resources: [0, 0],
    share: 0,
    savings: null,
    flag: () => ({ status: 'ok', metadata: [], region: null }),
  },
]

/** Checks that have nothing to say in this organisation. */
export const NOT_AVAILABLE: readonly string[] = ['Hs4Ma3G130']
