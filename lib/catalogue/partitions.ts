/**
 * AWS's partitions that Steward serves. What is the same for all of a partition stands here and nowhere else; where a
 * service has one endpoint, this is the Region that its calls are signed for.
 */
import { DEFAULT_REGIONS, OPT_IN_REGIONS } from './regions.ts'

export const PARTITIONS_FACT = {
  source:
    'AWS General Reference, service endpoints of AWS Health, AWS Support and AWS Organizations; endpoint rules of the AWS SDK 3.1089',
  asOf: '2026-12-01',
} as const

export type Partition = {
  /** Asked where no Region is set: the one with the endpoints of Organizations. */
  home: string
  /** Its standby, us-east-2 in the commercial partition, is not asked. */
  healthRegion: string
  supportRegion: string
  /** Regions that every account has. */
  defaultRegions: readonly string[]
  /** Regions that each account switches on for itself. */
  optInRegions: readonly string[]
}

export type PartitionName = 'aws' | 'aws-us-gov' | 'aws-cn'

export const PARTITIONS: Readonly<Record<PartitionName, Partition>> = {
  aws: {
    home: 'us-east-1',
    healthRegion: 'us-east-1',
    supportRegion: 'us-east-1',
    defaultRegions: DEFAULT_REGIONS,
    optInRegions: OPT_IN_REGIONS,
  },
  'aws-us-gov': {
    home: 'us-gov-west-1',
    healthRegion: 'us-gov-west-1',
    supportRegion: 'us-gov-west-1',
    defaultRegions: ['us-gov-east-1', 'us-gov-west-1'],
    optInRegions: [],
  },
  'aws-cn': {
    home: 'cn-northwest-1',
    healthRegion: 'cn-northwest-1',
    supportRegion: 'cn-north-1',
    defaultRegions: ['cn-north-1', 'cn-northwest-1'],
    optInRegions: [],
  },
}

/** How Regions of the other partitions begin; any other is commercial, those of the future included. */
const PREFIXES: readonly (readonly [string, string])[] = [
  ['us-gov-', 'aws-us-gov'],
  ['cn-', 'aws-cn'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
]

/** The partition's name in ARNs, whether it is served or not. */
export const partitionOf = (region: string): string =>
  PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'

export const isServed = (partition: string): partition is PartitionName => partition in PARTITIONS

/** Of a Region whose partition is not served nothing is asked; what is said of it is that of the commercial one. */
export function partitionAt(region: string): Partition {
  const name = partitionOf(region)
  return PARTITIONS[isServed(name) ? name : 'aws']
}

/** Whether an account has to switch the Region on for itself, as far as is known. */
export const isOptIn = (region: string): boolean =>
  partitionOf(region) === 'aws' && !PARTITIONS.aws.defaultRegions.includes(region)
