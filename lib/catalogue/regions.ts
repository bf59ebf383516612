/**
 * Regions of the commercial partition that every account has from the start. All others must be enabled first, and an
 * account's own list (`account:ListRegions`) says which are; these are for when that list could not be read.
 */
export const DEFAULT_REGIONS_FACT = {
  source: 'AWS Account Management reference guide, "Specify which AWS Regions your account can use"',
  asOf: '2026-10-01',
} as const

/** Regions launched before 2019-03-20: they are not switched on, and cannot be switched off. */
export const DEFAULT_REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]
