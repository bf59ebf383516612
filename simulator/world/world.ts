/** The invented organisation: at any instant a pure function of seed and day. Nothing in it is ever stored. */
import { type Day, dayOf } from '#lib/core/time'
import { type Account, accountsOn } from './accounts.ts'
import { type Advice, adviceOn } from './advice/advice.ts'
import { type ConfigRule, configRulesAt } from './config/compliance.ts'
import { type AggregatedSource, recordedRegions, sourceOf } from './config/recorded-places.ts'
import { functionsOn, type LambdaFunction, type Past } from './functions.ts'
import type { HealthEvent } from './health/health-event.ts'
import { healthEventsOn } from './health/health-events.ts'
import { growOrganizationalUnits, type OrganizationalUnit } from './organizational-units.ts'
import { itemAt, randomFor } from './random.ts'

export type WorldOptions = { seed: number; accountCount: number }

/** The world on one day. It changes at midnight UTC only, so that what is read within a day fits together. */
export type WorldDay = {
  today: Day
  accounts: readonly Account[]
  management: Account
  findAccount(id: string): Account | undefined
  functionsIn(account: Account, region: string): readonly LambdaFunction[]
  findFunction(account: Account, region: string, name: string): LambdaFunction | undefined
  /** What the organisation's Config aggregator draws from, by account and Region. */
  aggregatedSources(): readonly AggregatedSource[]
  configRulesIn(account: Account, region: string): readonly ConfigRule[]
  /** Of all categories. */
  healthEvents(): readonly HealthEvent[]
  /** Whether or not the account has a plan that lets it be asked for. */
  adviceFor(account: Account): readonly Advice[]
}

export type World = {
  seed: number
  organizationId: string
  /** By path, parents before children. */
  units: ReadonlyMap<string, OrganizationalUnit>
  at(instant: Date): WorldDay
}

/** A collection that passes midnight and one look back are served from memory. */
const DAYS_KEPT = 3

export function createWorld({ seed, accountCount }: WorldOptions): World {
  const days = new Map<Day, WorldDay>()
  const past: Past = new Map()
  const remember = (day: Day): WorldDay => {
    const world = dawn(day, { seed, accountCount }, past)
    days.set(day, world)
    const [oldest] = days.keys()
    if (days.size > DAYS_KEPT && oldest !== undefined) days.delete(oldest)
    return world
  }
  return {
    seed,
    organizationId: `o-${randomFor(seed, 'organization').word(10)}`,
    units: growOrganizationalUnits(seed),
    at: (instant) => days.get(dayOf(instant)) ?? remember(dayOf(instant)),
  }
}

function dawn(today: Day, { seed, accountCount }: WorldOptions, past: Past): WorldDay {
  const accounts = accountsOn(today, seed, accountCount)
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const places = new Map<string, ReadonlyMap<string, LambdaFunction>>()
  const byName = (account: Account, region: string) => {
    const key = `${account.id}/${region}`
    let functions = places.get(key)
    if (!functions) {
      functions = new Map(functionsOn(today, { account, region }, seed).map((lambda) => [lambda.name, lambda]))
      places.set(key, functions)
    }
    return functions
  }
  const functionsIn = (account: Account, region: string) => [...byName(account, region).values()]
  const aggregatedSources = once(() =>
    accounts.flatMap((account) =>
      recordedRegions(account).flatMap((region) => sourceOf(account, region, today, seed) ?? []),
    ),
  )
  const healthEvents = once(() => healthEventsOn({ today, accounts, functionsIn }, seed, past))
  const advice = new Map<string, readonly Advice[]>()
  return {
    today,
    accounts,
    management: itemAt(accounts, 0),
    findAccount: (id) => byId.get(id),
    functionsIn,
    findFunction: (account, region, name) => byName(account, region).get(name),
    aggregatedSources,
    configRulesIn(account, region) {
      const source = sourceOf(account, region, today, seed)
      return source ? configRulesAt(source, functionsIn(account, region), seed) : []
    },
    healthEvents,
    adviceFor(account) {
      const known = advice.get(account.id) ?? adviceOn({ today, functionsIn }, account, seed)
      advice.set(account.id, known)
      return known
    },
  }
}

/** Worked out when first asked for: most of a world is never looked at. */
function once<Value>(work: () => Value): () => Value {
  let known: { value: Value } | null = null
  return () => {
    known ??= { value: work() }
    return known.value
  }
}
