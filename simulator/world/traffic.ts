/** Who calls a function, by what name and how often. */
import { addDays, DAY_MS, type Day, daysBetween, startOfDay } from '#lib/core/time'
import type { Alias } from './aliases.ts'
import type { FunctionVersion } from './functions.ts'
import type { Random } from './random.ts'

export type Traffic = {
  /** What follows the function's name in CloudWatch's `Resource`: nothing, a version or an alias. Null: never called. */
  qualifier: string | null
  /**
   * Days between two days with calls. Never so many that the last call could come near the 455 days that CloudWatch
   * keeps: whether a day at the very edge still counts would depend on the minute.
   */
  everyDays: number
  firstDay: Day
  callsPerDay: number
}

const RHYTHMS = [
  [1, 8],
  [7, 40],
  [30, 24],
  [100, 8],
  [180, 10],
  [380, 10],
] as const

type Caller = 'nobody' | 'unqualified' | 'latest' | 'alias' | 'version'
const CALLERS: readonly (readonly [Caller, number])[] = [
  ['nobody', 14],
  ['unqualified', 44],
  ['latest', 3],
  ['alias', 32],
  ['version', 7],
]

export function trafficOf(
  published: readonly FunctionVersion[],
  aliases: readonly Alias[],
  createdOn: Day,
  random: Random,
): Traffic {
  const caller = random.weigh(CALLERS)
  const everyDays = random.weigh(RHYTHMS)
  const firstDay = addDays(createdOn, random.between(1, everyDays))
  const callsPerDay = random.between(1, 40_000)
  return { qualifier: qualifierOf(caller, published, aliases), everyDays, firstDay, callsPerDay }
}

function qualifierOf(caller: Caller, published: readonly FunctionVersion[], aliases: readonly Alias[]): string | null {
  if (caller === 'nobody') return null
  if (caller === 'latest') return '$LATEST'
  if (caller === 'alias') return aliases[0]?.name ?? ''
  // By number: only ever the first version, whose number a caller wrote down once.
  if (caller === 'version' && published[0]?.version === '1') return '1'
  return ''
}

/** The starts of the days with calls in a window, both ends included, as milliseconds, oldest first. */
export function daysWithCalls({ qualifier, everyDays, firstDay }: Traffic, fromMs: number, toMs: number): number[] {
  if (qualifier === null) return []
  const firstMs = startOfDay(firstDay).getTime()
  const stepMs = everyDays * DAY_MS
  const starts: number[] = []
  const skipped = Math.max(0, Math.ceil((fromMs - firstMs) / stepMs))
  for (let start = firstMs + skipped * stepMs; start <= toMs; start += stepMs) starts.push(start)
  return starts
}

/** The last day with calls before the day is over. */
export function lastDayWithCalls(traffic: Traffic, today: Day): Day | null {
  if (traffic.qualifier === null || traffic.firstDay > today) return null
  const elapsed = daysBetween(traffic.firstDay, today)
  return addDays(today, -(elapsed % traffic.everyDays))
}
