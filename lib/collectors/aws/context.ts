/** What all calls of one run share: time limits, pace, connections, statistics, the clock's offset, the way to stop. */
import { STSClient } from '@aws-sdk/client-sts'
import pLimit, { type LimitFunction } from 'p-limit'
import { PARTITIONS } from '#lib/catalogue/partitions'
import { env } from '#lib/env'
import { type Connections, openConnections } from './connections.ts'
import { findHubRegion, regionOfEnvironment } from './hub-region.ts'
import { type Pace, processPace } from './pace.ts'
import { CallStatistics } from './statistics.ts'

export type AwsSettings = {
  /** One attempt, from connecting to the last byte. */
  timeoutMs: number
  /** Attempts of one round, by the SDK. */
  attempts: number
  /** For how long one call goes on when AWS throttles it, round after round. */
  throttlePatienceMs: number
  /** The same for faults of the service: shorter, since it is rarely us. */
  faultPatienceMs: number
  /** Before the second round; doubled before each further one, up to twenty times. */
  firstPauseMs: number
  /** Requests under way at once. */
  inFlight: number
  /** Where the hub calls STS and the services that have no Region. */
  hubRegion: string
  /** What said so; null while that is not settled: a profile may name another. */
  hubRegionFrom: string | null
  profile: string | undefined
  hubRoleArn: string | undefined
  memberRole: string
  externalId: string | undefined
}

export type AwsContext = {
  settings: AwsSettings
  pace: Pace
  connections: Connections
  inFlight: LimitFunction
  statistics: CallStatistics
  chosenOnce: ChosenOnce
  /** By operation, how often in a row a call ran out of patience: an API that is down is not waited for everywhere (F02). */
  gaveUp: Map<string, number>
  /** Ends everything: the run's deadline or SIGTERM, with a `RunStoppedError` as its reason. */
  signal: AbortSignal
  /** How far AWS's clock is from ours, learnt by the first call that was refused for it and used by all others (F25). */
  clockOffsetMs: number
}

/**
 * What each client of the SDK would look up in environment and profile by itself, and what all of ours share: half of the
 * cost of a client that makes one call.
 */
export type ChosenOnce = Pick<STSClient['config'], 'useFipsEndpoint' | 'useDualstackEndpoint' | 'authSchemePreference'>

export function settingsFromEnv(): AwsSettings {
  const { awsTimeoutMs, inFlight, awsProfile, hubRoleArn, memberRole, externalId } = env()
  const hubRegion = regionOfEnvironment()
  return {
    timeoutMs: awsTimeoutMs,
    attempts: 3,
    // In proportion, so that whoever shortens the one for a test shortens all: 2 minutes, 20 seconds and 1 second.
    throttlePatienceMs: 6 * awsTimeoutMs,
    faultPatienceMs: awsTimeoutMs,
    firstPauseMs: awsTimeoutMs / 20,
    inFlight,
    hubRegion: hubRegion?.region ?? UNSETTLED_REGION,
    hubRegionFrom: hubRegion?.from ?? null,
    profile: awsProfile,
    hubRoleArn,
    memberRole,
    externalId,
  }
}

/** Of a context that nobody has opened the hub with: no call is made there. */
const UNSETTLED_REGION = PARTITIONS.aws.home

/** Settles the Region of the hub. Before the first call; what the environment or the caller said stands. */
export async function settleHubRegion({ settings }: AwsContext): Promise<void> {
  if (settings.hubRegionFrom !== null) return
  const { region, from } = await findHubRegion()
  settings.hubRegion = region
  settings.hubRegionFrom = from
}

/** A context for one run or one command. Connections and what pace has learnt are the process's. */
export function openContext(options: {
  signal: AbortSignal
  settings?: Partial<AwsSettings>
  pace?: Pace
  connections?: Connections
}): AwsContext {
  const isGiven = options.settings?.hubRegion !== undefined
  const settings = { ...settingsFromEnv(), ...(isGiven && { hubRegionFrom: 'the caller' }), ...options.settings }
  return {
    settings,
    pace: options.pace ?? processPace(),
    connections: options.connections ?? processConnections(settings),
    inFlight: pLimit(settings.inFlight),
    statistics: new CallStatistics(),
    chosenOnce: chooseOnce(settings),
    gaveUp: new Map(),
    signal: options.signal,
    clockOffsetMs: 0,
  }
}

function chooseOnce({ hubRegion }: AwsSettings): ChosenOnce {
  const { useFipsEndpoint, useDualstackEndpoint, authSchemePreference } = new STSClient({ region: hubRegion }).config
  return { useFipsEndpoint, useDualstackEndpoint, authSchemePreference }
}

let shared: Connections | undefined

function processConnections({ timeoutMs, inFlight }: AwsSettings): Connections {
  shared ??= openConnections({ timeoutMs, sockets: inFlight })
  return shared
}
