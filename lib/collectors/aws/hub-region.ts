/** In which Region the hub is asked, and where that was found: the places in which the AWS CLI looks, in its order. */
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config'
import { isServed, PARTITIONS } from '#lib/catalogue/partitions'
import { findArnParts } from '#lib/core/arn'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'

export type HubRegion = { region: string; from: string }

const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d+$/

/** What the environment says, or null: then a profile may. */
export function regionOfEnvironment(): HubRegion | null {
  const { awsRegion, awsDefaultRegion } = env()
  if (awsRegion) return { region: awsRegion, from: 'AWS_REGION' }
  return awsDefaultRegion ? { region: awsDefaultRegion, from: 'AWS_DEFAULT_REGION' } : null
}

/** The Region of the profile in use, as the SDK reads its files; without one the fallback, which is said. */
export async function findHubRegion(): Promise<HubRegion> {
  const ofEnvironment = regionOfEnvironment()
  if (ofEnvironment) return ofEnvironment
  const { awsProfile } = env()
  const ofProfile = await regionOfProfile(awsProfile)
  if (ofProfile !== null) {
    const from = awsProfile === undefined ? 'the default profile' : `the profile ${awsProfile}`
    if (REGION_PATTERN.test(ofProfile)) return { region: ofProfile, from }
    throw new AppError(
      'usage',
      `The Region in ${from} of the AWS configuration is not one: it looks like eu-central-1.`,
    )
  }
  const region = fallback()
  log().warn({ region }, 'no Region is set: set AWS_REGION to the Region of the hub')
  return { region, from: 'nowhere: neither AWS_REGION, AWS_DEFAULT_REGION nor the profile names one' }
}

/** The organisation is asked by one endpoint whatever the Region, so that the one of its partition does. */
function fallback(): string {
  const partition = findArnParts(env().hubRoleArn ?? '')?.partition ?? 'aws'
  return PARTITIONS[isServed(partition) ? partition : 'aws'].home
}

/** Null: its files name none, or are not there. The SDK's clients would take an empty AWS_REGION for one. */
async function regionOfProfile(profile: string | undefined): Promise<string | null> {
  const inFiles = { ...NODE_REGION_CONFIG_OPTIONS, environmentVariableSelector: () => undefined, default: '' }
  const region = await loadConfig(inFiles, { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile && { profile }) })()
  return region || null
}
