/** What is true of each version of a function: is its runtime still supported, does anything use it. */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import type { FunctionVersion, LambdaFunction } from '../world/functions.ts'
import { RUNTIMES, type Runtime } from '../world/runtimes.ts'
import { lastDayWithCalls } from '../world/traffic.ts'

export type Verdict = 'fine' | 'approaching' | 'deprecated' | 'unknown'
export type Use = 'live' | 'dormant' | 'unknown'

/** What of a place has been read completely at least once. */
export type KnownAt = { aliases: boolean; concurrency: boolean; invocations: boolean; tags: boolean }

export type VersionTruth = {
  version: FunctionVersion
  facts: Runtime | null
  verdict: Verdict
  dueOn: Day | null
  aliases: readonly string[]
  lastInvokedOn: Day | null
  lastInvokedState: 'seen' | 'none' | 'unknown'
  use: Use
}

const NOTICE_DAYS = 180
const RECENT_DAYS = 90

export function versionTruths(lambda: LambdaFunction, known: KnownAt, today: Day): readonly VersionTruth[] {
  return lambda.versions.map((version) => {
    const facts = lambda.packageType === 'Image' ? null : (RUNTIMES.get(version.runtime ?? '') ?? null)
    const aliases = known.aliases ? aliasesOf(lambda, version.version) : []
    const last = lastInvocation(lambda, version.version, aliases, known, today)
    return {
      version,
      facts,
      verdict: verdictOf(facts, today),
      dueOn: facts && dueOnOf(facts, today),
      aliases,
      ...last,
      use: useOf(lambda, version.version, aliases, last, known, today),
    }
  })
}

export function verdictOf(facts: Runtime | null, today: Day): Verdict {
  if (!facts) return 'unknown'
  if (facts.deprecatedOn === null) return 'fine'
  const daysLeft = daysBetween(today, facts.deprecatedOn)
  if (daysLeft <= 0) return 'deprecated'
  return daysLeft <= NOTICE_DAYS ? 'approaching' : 'fine'
}

/** The next of the three dates; when all are past, the last of them. */
export function dueOnOf({ deprecatedOn, blockCreateOn, blockUpdateOn }: Runtime, today: Day): Day | null {
  const dates = [deprecatedOn, blockCreateOn, blockUpdateOn].filter((date) => date !== null)
  return dates.find((date) => date >= today) ?? dates.at(-1) ?? null
}

function aliasesOf({ aliases }: LambdaFunction, version: string): readonly string[] {
  return aliases
    .filter((alias) => alias.version === version || (alias.weights[version] ?? 0) > 0)
    .map(({ name }) => name)
    .sort()
}

type Last = Pick<VersionTruth, 'lastInvokedOn' | 'lastInvokedState'>

function lastInvocation(
  { traffic }: LambdaFunction,
  version: string,
  aliases: readonly string[],
  known: KnownAt,
  today: Day,
): Last {
  if (!known.invocations) return { lastInvokedOn: null, lastInvokedState: 'unknown' }
  const last = lastDayWithCalls(traffic, today)
  if (last === null) return { lastInvokedOn: null, lastInvokedState: 'none' }
  const called = traffic.qualifier === '' ? '$LATEST' : traffic.qualifier
  if (called !== null && (called === version || aliases.includes(called))) {
    return { lastInvokedOn: last, lastInvokedState: 'seen' }
  }
  return { lastInvokedOn: null, lastInvokedState: known.aliases ? 'none' : 'unknown' }
}

function useOf(
  { concurrency, snapStart }: LambdaFunction,
  version: string,
  aliases: readonly string[],
  { lastInvokedOn, lastInvokedState }: Last,
  known: KnownAt,
  today: Day,
): Use {
  const isKeptWarm =
    known.concurrency && concurrency.some(({ qualifier }) => qualifier === version || aliases.includes(qualifier))
  const isRecent = lastInvokedOn !== null && lastInvokedOn >= addDays(today, -RECENT_DAYS)
  if (aliases.length > 0 || isKeptWarm || isRecent || (snapStart && version !== '$LATEST')) return 'live'
  return known.aliases && known.concurrency && lastInvokedState !== 'unknown' ? 'dormant' : 'unknown'
}
