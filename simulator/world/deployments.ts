/** The life of a function's code: when it was deployed, on which runtime, and which versions that published. */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import { itemAt, type Random } from './random.ts'
import { RUNTIMES } from './runtimes.ts'

export type Deployment = {
  on: Day
  /** Null for a container image. */
  runtime: string | null
  /** The version it published, or null. */
  version: number | null
}

export type Family = keyof typeof FAMILIES

/** Oldest first. Runtimes that exist only as container images are not among them. */
const FAMILIES = {
  python: [
    'python2.7',
    'python3.6',
    'python3.7',
    'python3.8',
    'python3.9',
    'python3.10',
    'python3.11',
    'python3.12',
    'python3.13',
    'python3.14',
  ],
  nodejs: [
    'nodejs8.10',
    'nodejs10.x',
    'nodejs12.x',
    'nodejs14.x',
    'nodejs16.x',
    'nodejs18.x',
    'nodejs20.x',
    'nodejs22.x',
    'nodejs24.x',
  ],
  java: ['java8', 'java8.al2', 'java11', 'java17', 'java21', 'java25'],
  dotnet: ['dotnetcore2.1', 'dotnetcore3.1', 'dotnet6', 'dotnet8', 'dotnet10'],
  ruby: ['ruby2.5', 'ruby2.7', 'ruby3.2', 'ruby3.3', 'ruby3.4', 'ruby4.0'],
  provided: ['provided', 'provided.al2', 'provided.al2023'],
  go: ['go1.x', 'provided.al2', 'provided.al2023'],
  // Identifiers that no catalogue has: a runtime AWS has yet to announce, and one that the customer manages.
  future: ['python3.16'],
  custom: ['custom'],
  image: [],
} as const satisfies Record<string, readonly string[]>

const FAMILY_WEIGHTS: readonly (readonly [Family, number])[] = [
  ['python', 40],
  ['nodejs', 32],
  ['java', 8],
  ['dotnet', 5],
  ['ruby', 2],
  ['provided', 4],
  ['go', 2],
  ['image', 5],
  ['future', 1],
  ['custom', 1],
]

export function pickFamily(random: Random): Family {
  return random.weigh(FAMILY_WEIGHTS)
}

/** Days between two deployments, on average; never is never again. */
const NEVER = 0
const CADENCES = [
  [14, 8],
  [45, 20],
  [120, 27],
  [365, 20],
  [NEVER, 25],
] as const

/** Days after its deprecation at which a team leaves a runtime with its next deployment; negative is before. */
const STUBBORN = 10_000
const TOLERANCES = [
  [-420, 18],
  [-150, 29],
  [30, 25],
  [300, 14],
  [STUBBORN, 14],
] as const

export function deploymentsOf(
  life: { family: Family; createdOn: Day; until: Day; publishes: boolean },
  random: Random,
): readonly Deployment[] {
  const lagDays = random.weigh([
    [40, 6],
    [200, 3],
    [700, 1],
  ])
  const tolerance = random.weigh(TOLERANCES)
  const cadence = random.weigh(CADENCES)
  const deployments: Deployment[] = []
  let runtime = newestOn(life.family, life.createdOn, lagDays)
  for (let on = life.createdOn; on < life.until; on = addDays(on, pause(cadence, random))) {
    if (runtime !== null && mustLeave(runtime, on, tolerance)) runtime = newestOn(life.family, on, 40)
    const version = life.publishes ? deployments.length + 1 : null
    deployments.push({ on, runtime, version })
    if (cadence === NEVER) break
  }
  return deployments
}

function pause(cadence: number, random: Random): number {
  return Math.max(2, Math.round(cadence * (0.6 + 0.8 * random.fraction())))
}

function mustLeave(runtime: string, on: Day, tolerance: number): boolean {
  const deprecatedOn = RUNTIMES.get(runtime)?.deprecatedOn
  return deprecatedOn ? daysBetween(deprecatedOn, on) > tolerance : false
}

/** The newest runtime of the family that had been out for some time on the day, else its oldest. */
function newestOn(family: Family, day: Day, lagDays: number): string | null {
  const ids: readonly string[] = FAMILIES[family]
  if (ids.length === 0) return null
  const isOut = (id: string) => {
    const releasedOn = RUNTIMES.get(id)?.releasedOn
    return releasedOn ? addDays(releasedOn, lagDays) <= day : false
  }
  return ids.findLast(isOut) ?? itemAt(ids, 0)
}
