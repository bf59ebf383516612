/** The Lambda functions of an account and Region on a day. */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import type { Account, Tag } from './accounts.ts'
import { type Alias, aliasesOf, type Concurrency, concurrencyOf } from './aliases.ts'
import { later } from './days.ts'
import { type Deployment, deploymentsOf, pickFamily } from './deployments.ts'
import { nameOf } from './function-names.ts'
import { LANDING_ZONE_FUNCTIONS, originOf, VENDOR_FUNCTIONS } from './origins.ts'
import { type Random, randomFor } from './random.ts'
import { type Traffic, trafficOf } from './traffic.ts'

export type FunctionVersion = { version: string; runtime: string | null; modifiedOn: Day }

/** What `$LATEST` ran on from the end of a day until the next such day. */
export type Run = { runtime: string | null; since: Day }

export type LambdaFunction = {
  name: string
  arn: string
  packageType: 'Zip' | 'Image'
  /** `$LATEST` first, then the published ones, oldest first. */
  versions: readonly FunctionVersion[]
  /** Of `$LATEST`, oldest first. */
  runs: readonly Run[]
  /** The day on which it is no longer there. */
  endsOn: Day
  aliases: readonly Alias[]
  concurrency: readonly Concurrency[]
  snapStart: boolean
  traffic: Traffic
  tags: readonly Tag[]
  /** Figures of no consequence, but the same every time. */
  details: { architecture: string; memoryMb: number; codeBytes: number; timeOfDay: string; token: string }
}

export type Place = { account: Account; region: string }

/** The functions there at the start of the day, by name. */
export function functionsOn(day: Day, place: Place, seed: number): readonly LambdaFunction[] {
  const found: LambdaFunction[] = []
  for (let slot = 0; slot < slotCount(place); slot += 1) {
    const lambda = functionAt(slot, day, place, seed)
    if (lambda) found.push(lambda)
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Half of an account's functions are in its first Region, the others share the rest. */
export function slotCount({ account, region }: Place): number {
  const index = account.homeRegions.indexOf(region)
  if (index === -1) return 0
  if (index === 0) return Math.ceil(account.functionCount * 0.6)
  return Math.ceil((account.functionCount * 0.4) / (account.homeRegions.length - 1))
}

/** Functions that are gone, by place and end: what was does not change any more. */
export type Past = Map<string, LambdaFunction | null>

/** Functions that were deleted after `since` and on or before the day, as they were at their end. */
export function functionsGone(
  { day, since }: { day: Day; since: Day },
  place: Place,
  seed: number,
  past: Past,
): readonly LambdaFunction[] {
  const last = (slot: number, endsOn: Day): LambdaFunction | null => {
    const key = `${place.account.id}/${place.region}/${slot}/${endsOn}`
    const known = past.get(key)
    if (known !== undefined) return known
    const lambda = functionAt(slot, addDays(endsOn, -1), place, seed)
    past.set(key, lambda)
    return lambda
  }
  return Array.from({ length: slotCount(place) }, (_, slot) => slot).flatMap((slot) =>
    givenAt(slot, place) ? [] : endsOf(slot, { day, since }, place, seed).flatMap((endsOn) => last(slot, endsOn) ?? []),
  )
}

function endsOf(slot: number, { day, since }: { day: Day; since: Day }, place: Place, seed: number): readonly Day[] {
  const found: Day[] = []
  for (let at = day; ; ) {
    const turn = turnAt(at, place.account, randomFor(seed, 'function', place.account.id, place.region, slot))
    if (turn.endsOn <= since) return found
    if (turn.endsOn <= day) found.push(turn.endsOn)
    at = addDays(turn.startedOn, -1)
  }
}

type Turn = { number: number; startedOn: Day; createdOn: Day; endsOn: Day }

function functionAt(slot: number, day: Day, place: Place, seed: number): LambdaFunction | null {
  const { account, region } = place
  const words = [seed, 'function', account.id, region, slot]
  const given = givenAt(slot, place)
  const turn = given ? untilForever(account, randomFor(...words)) : turnAt(day, account, randomFor(...words))
  if (turn.createdOn >= day || turn.endsOn <= day) return null

  const random = randomFor(...words, turn.number)
  const family = given?.family ?? pickFamily(random)
  const origin = given ?? originOf(account, random)
  const name =
    given?.name ??
    nameOf({ team: account.team, slot, turn: turn.number }, origin.isNamedByTemplate ? 'generated' : 'plain', random)
  const publishes = given ? false : random.chance(0.66)
  // A sequence of its own, of which a later day only sees more.
  const life = { family, createdOn: turn.createdOn, until: day, publishes }
  const history = deploymentsOf(life, randomFor(...words, turn.number, 'deployments'))
  const kept = keptVersions(history, random)
  const aliases = aliasesOf(kept, random)
  const snapStart = family === 'java' && random.chance(0.4)
  return {
    name,
    arn: `arn:aws:lambda:${region}:${account.id}:function:${name}`,
    packageType: family === 'image' ? 'Image' : 'Zip',
    versions: [latestOf(history), ...kept],
    runs: runsOf(history),
    endsOn: turn.endsOn,
    aliases,
    concurrency: concurrencyOf(kept, aliases, snapStart, random),
    snapStart,
    traffic: trafficOf(kept, aliases, turn.createdOn, random),
    tags: origin.tags(account, name, random),
    details: detailsOf(random),
  }
}

/** Functions that somebody else put into every account: they take the first slots of the main Region. */
function givenAt(slot: number, { account, region }: Place) {
  if (region !== account.homeRegions[0]) return null
  const landing = LANDING_ZONE_FUNCTIONS[slot]
  if (landing) return landing
  const vendor = VENDOR_FUNCTIONS[slot - LANDING_ZONE_FUNCTIONS.length]
  return vendor && randomFor(account.id, vendor.name).chance(vendor.share) ? vendor : null
}

function untilForever(account: Account, random: Random): Turn {
  const since = later(account.joinedOn, '2021-03-01')
  const createdOn = addDays(since, random.between(0, 12))
  return { number: 0, startedOn: createdOn, createdOn, endsOn: '2045-01-01' }
}

const EPOCH: Day = '2012-01-01'
const LIFE_DAYS = [
  [300, 12],
  [1_000, 43],
  [2_400, 45],
] as const

/** A slot is taken by one function after another, so that some appear and some go in every month of any year. */
function turnAt(day: Day, account: Account, random: Random): Turn {
  const lifeDays = Math.round(random.weigh(LIFE_DAYS) * (0.6 + 0.8 * random.fraction()))
  const length = lifeDays + random.between(5, 60)
  const age = daysBetween(EPOCH, day) + random.between(0, length)
  const number = Math.floor(age / length)
  const started = addDays(day, number * length - age)
  const earliest = addDays(account.joinedOn, random.between(1, 45))
  const createdOn = later(started, earliest)
  return { number, startedOn: started, createdOn, endsOn: addDays(started, lifeDays) }
}

function latestOf(history: readonly Deployment[]): FunctionVersion {
  const last = history.at(-1)
  if (!last) throw new Error('A function that exists was deployed at least once.')
  return { version: '$LATEST', runtime: last.runtime, modifiedOn: last.on }
}

function runsOf(history: readonly Deployment[]): readonly Run[] {
  return history.flatMap(({ runtime, on }, index) =>
    index > 0 && history[index - 1]?.runtime === runtime ? [] : [{ runtime, since: on }],
  )
}

/** Pipelines delete old versions. Some keep the very first one, because a caller still asks for it by number. */
function keptVersions(history: readonly Deployment[], random: Random): readonly FunctionVersion[] {
  const keep = random.between(1, 7)
  const keepsFirst = random.chance(0.15)
  return history.flatMap(({ version, runtime, on }, index) => {
    const isKept = index >= history.length - keep || (keepsFirst && index === 0)
    return version !== null && isKept ? [{ version: String(version), runtime, modifiedOn: on }] : []
  })
}

function detailsOf(random: Random) {
  const two = (most: number) => String(random.between(0, most)).padStart(2, '0')
  return {
    architecture: random.chance(0.3) ? 'arm64' : 'x86_64',
    memoryMb: random.pick([128, 256, 512, 1_024, 2_048]),
    codeBytes: random.between(900, 48_000_000),
    timeOfDay: `${two(23)}:${two(59)}:${two(59)}.${random.digits(3)}`,
    token: random.hex(12),
  }
}
