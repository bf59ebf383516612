/** The invented organisation: at any instant a pure function of seed and day. Nothing in it is ever stored. */
import { type Day, dayOf } from '#lib/core/time'
import { type Account, accountsOn } from './accounts.ts'
import { functionsOn, type LambdaFunction } from './functions.ts'
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
  const remember = (day: Day): WorldDay => {
    const world = dawn(day, seed, accountCount)
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

function dawn(today: Day, seed: number, accountCount: number): WorldDay {
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
  return {
    today,
    accounts,
    management: itemAt(accounts, 0),
    findAccount: (id) => byId.get(id),
    functionsIn: (account, region) => [...byName(account, region).values()],
    findFunction: (account, region, name) => byName(account, region).get(name),
  }
}
