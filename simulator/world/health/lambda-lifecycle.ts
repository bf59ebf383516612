/** The end of each Lambda runtime as Health tells of it: one event per runtime and Region, naming `$LATEST` on it. */
import { addDays, type Day } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import type { LambdaFunction, Run } from '../functions.ts'
import { randomFor } from '../random.ts'
import { RUNTIMES } from '../runtimes.ts'
import { atHour, type HealthEntity, type HealthEvent, latestOf, lifecycleArn, lifecycleCode } from './health-event.ts'

/** A function that is there, or was at some time since the first announcement. */
export type Lived = { account: Account; region: string; lambda: LambdaFunction }

const NOTICE_DAYS = 180
const TOLD_FOR_DAYS = 4 * 365
/** Midnight in US Pacific time, as observed in 2024. */
const START_HOUR = 7

type Ending = { runtime: string; announcedOn: Day; deprecatedOn: Day }

/** Runtimes whose end is announced on the day, and not long past. */
export function endingRuntimes(today: Day): readonly Ending[] {
  return [...RUNTIMES.values()].flatMap(({ id, deprecatedOn }) => {
    if (deprecatedOn === null) return []
    const announcedOn = addDays(deprecatedOn, -NOTICE_DAYS)
    const isTold = announcedOn <= today && addDays(deprecatedOn, TOLD_FOR_DAYS) >= today
    return isTold ? [{ runtime: id, announcedOn, deprecatedOn }] : []
  })
}

export function lambdaLifecycleEvents(lived: readonly Lived[], today: Day, seed: number): readonly HealthEvent[] {
  return endingRuntimes(today).flatMap((ending) => {
    const entities = lived.flatMap((one) => {
      const entity = entityOf(one, ending, today)
      return entity ? [{ region: one.region, entity }] : []
    })
    const regions = [...new Set(entities.map(({ region }) => region))].sort()
    return regions.map((region) =>
      eventOf(
        ending,
        region,
        entities.filter((one) => one.region === region).map(({ entity }) => entity),
        seed,
      ),
    )
  })
}

/** Null where the function was not on the runtime when its end was announced. */
function entityOf({ account, lambda }: Lived, { runtime, announcedOn }: Ending, today: Day): HealthEntity | null {
  const { runs, endsOn, arn } = lambda
  const index = runs.findLastIndex(({ since }) => since < announcedOn)
  if (runs[index]?.runtime !== runtime || endsOn <= announcedOn) return null
  const resolvedOn = firstOf(leftOn(runs[index + 1]), endsOn)
  const isResolved = resolvedOn <= today
  return {
    accountId: account.id,
    value: `${arn}:$LATEST`,
    status: isResolved ? 'RESOLVED' : 'PENDING',
    updatedAt: atHour(isResolved ? resolvedOn : announcedOn, 0),
  }
}

/** What is deployed on a day is seen on the next. */
const leftOn = (next: Run | undefined): Day | null => (next ? addDays(next.since, 1) : null)

function firstOf(one: Day | null, other: Day): Day {
  return one !== null && one < other ? one : other
}

function eventOf(
  { runtime, announcedOn, deprecatedOn }: Ending,
  region: string,
  entities: readonly HealthEntity[],
  seed: number,
): HealthEvent {
  const startsAt = atHour(deprecatedOn, START_HOUR)
  const changedAt = latestOf(atHour(announcedOn, 0), ...entities.map(({ updatedAt }) => updatedAt))
  return {
    arn: lifecycleArn(region, 'LAMBDA', randomFor(seed, 'health', runtime, region)),
    service: 'LAMBDA',
    typeCode: lifecycleCode('LAMBDA'),
    category: 'scheduledChange',
    scopeCode: 'ACCOUNT_SPECIFIC',
    region,
    startsAt,
    endsAt: null,
    closesAt: entities.every(({ status }) => status === 'RESOLVED') ? changedAt : null,
    changedAt,
    actionability: 'ACTION_REQUIRED',
    personas: ['OPERATIONS'],
    description: `Lambda ends its support for the ${titleOf(runtime)} runtime on ${deprecatedOn}. Functions on it go on running.`,
    metadata: { deprecated_versions: `${titleOf(runtime)} in Lambda` },
    accountIds: [...new Set(entities.map(({ accountId }) => accountId))].sort(),
    entities,
  }
}

const FAMILY_TITLES: readonly (readonly [RegExp, string])[] = [
  [/^nodejs(\d+)\.x$/, 'Node.js $1'],
  [/^nodejs(\d+\.\d+)$/, 'Node.js $1'],
  [/^python(.+)$/, 'Python $1'],
  [/^dotnet(\d+)$/, '.NET $1'],
  [/^dotnetcore(.+)$/, '.NET Core $1'],
  [/^ruby(.+)$/, 'Ruby $1'],
  [/^java8$/, 'Java 8 (AL1)'],
  [/^java(11|17)$/, 'Java $1 (AL2)'],
  [/^java(\d+)$/, 'Java $1'],
  [/^java(\d+)\.al2$/, 'Java $1 (AL2)'],
  [/^java(\d+)\.al2023$/, 'Java $1 (AL2023)'],
  [/^go1\.x$/, 'Go 1.x'],
  [/^provided$/, 'OS-only (AL1)'],
  [/^provided\.al2$/, 'OS-only (AL2)'],
  [/^provided\.al2023$/, 'OS-only (AL2023)'],
]

/** The runtime whose end an event of Lambda announces. */
export function runtimeOf({ metadata }: HealthEvent): string | null {
  const ids = [...RUNTIMES.keys()]
  return ids.find((id) => `${titleOf(id)} in Lambda` === metadata.deprecated_versions) ?? null
}

/** As AWS writes a runtime in a sentence. */
function titleOf(runtime: string): string {
  const [pattern, title] = FAMILY_TITLES.find(([one]) => one.test(runtime)) ?? []
  return pattern && title ? runtime.replace(pattern, title) : runtime
}
