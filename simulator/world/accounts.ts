/** The organisation's accounts on a given day: most stay for good, some places are taken by one account after another. */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import { accountPlan } from './account-plans.ts'
import { type Contact, contactsOf } from './contacts.ts'
import { type OuPath, SUSPENDED_PATH } from './organizational-units.ts'
import { type Random, randomFor } from './random.ts'
import { DEFAULT_REGIONS, OPT_IN_REGIONS } from './regions.ts'

export type AccountState = 'ACTIVE' | 'PENDING_CLOSURE' | 'SUSPENDED' | 'CLOSED'
export type Tag = { key: string; value: string }

export type Account = {
  id: string
  name: string
  email: string
  state: AccountState
  joinedOn: Day
  joinedMethod: 'CREATED' | 'INVITED'
  ouPath: OuPath
  team: string | null
  environment: string
  tags: readonly Tag[]
  contacts: readonly Contact[]
  enabledRegions: readonly string[]
  /** Where its functions are. */
  homeRegions: readonly string[]
  /** About how many functions it has in all. */
  functionCount: number
  isManagement: boolean
  /** Null: without a plan, Trusted Advisor and Health answer nobody. */
  supportPlan: string | null
}

/** The first day of the first turn of every place that accounts take in turn. */
const EPOCH: Day = '2020-01-06'
const TURN_DAYS = 40 * 7
const CLOSING_AFTER_DAYS = 28 * 7
const CLOSED_AFTER_DAYS = 30 * 7
/** One place in five is taken in turn; the first accounts, which run the organisation, always stay. */
const STEADY_FIRST = 8
const TURN_EVERY = 5
/** One place in fifteen belongs to an account that AWS has suspended. */
const SUSPENDED_EVERY = 15

type Stay = { turn: number; joinedOn: Day; state: AccountState }

/** Every account that the organisation lists on the day, the management account first. */
export function accountsOn(day: Day, seed: number, count: number): readonly Account[] {
  return Array.from({ length: count }, (_, place) => accountAt(place, day, seed))
}

function accountAt(place: number, day: Day, seed: number): Account {
  const stay = stayAt(place, day, seed)
  const random = randomFor(seed, 'account', place, stay.turn)
  const id = `${place === 3 ? '0' : random.between(1, 9)}${random.digits(11)}`
  const plan = accountPlan(place, random)
  const isActive = stay.state === 'ACTIVE'
  return {
    id,
    name: plan.name(id),
    email: `aws+${plan.name(id).toLowerCase().replaceAll(' ', '-')}@acme.example`,
    state: stay.state,
    joinedOn: stay.joinedOn,
    joinedMethod: place === 0 || random.chance(0.1) ? 'INVITED' : 'CREATED',
    ouPath: isActive ? plan.ouPath : SUSPENDED_PATH,
    team: plan.team,
    environment: plan.environment,
    tags: plan.tags,
    contacts: contactsOf(plan.team, random),
    ...regionsOf(place, stay.turn, random),
    functionCount: plan.functionCount,
    isManagement: place === 0,
    supportPlan: place === 0 ? 'Enterprise Support' : supportPlanOf(plan.environment, randomFor(seed, 'support', id)),
  }
}

/** Sandboxes go without; so does the odd account that was forgotten. */
function supportPlanOf(environment: string, random: Random): string | null {
  if (environment === 'sandbox' || random.chance(0.12)) return null
  return environment === 'prod' ? 'Enterprise Support' : 'Business Support+'
}

function stayAt(place: number, day: Day, seed: number): Stay {
  const takenInTurn = place >= STEADY_FIRST && place % TURN_EVERY === 2
  if (!takenInTurn) {
    const random = randomFor(seed, 'join', place)
    const isSuspended = place >= STEADY_FIRST && place % SUSPENDED_EVERY === 10
    return {
      turn: -1,
      joinedOn: addDays(EPOCH, random.between(-700, 0)),
      state: isSuspended ? 'SUSPENDED' : 'ACTIVE',
    }
  }
  // Steps of the golden ratio spread the turns evenly, so that in any twelve weeks somebody comes and somebody goes.
  const offset = Math.floor(((Math.floor(place / TURN_EVERY) * 0.618_034 + (seed % 97) / 97) % 1) * TURN_DAYS)
  const age = daysBetween(EPOCH, day) + offset
  const turn = Math.floor(age / TURN_DAYS)
  const daysInTurn = age - turn * TURN_DAYS
  return { turn, joinedOn: addDays(day, -daysInTurn), state: stateAfter(daysInTurn) }
}

function stateAfter(daysInTurn: number): AccountState {
  if (daysInTurn < CLOSING_AFTER_DAYS) return 'ACTIVE'
  return daysInTurn < CLOSED_AFTER_DAYS ? 'PENDING_CLOSURE' : 'CLOSED'
}

const FAVOURITE_REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2', 'eu-west-3', 'ap-southeast-2', 'eu-north-1'] as const
const MAIN_REGION = 'eu-central-1'
const OPT_IN_EVERY = 6

function regionsOf(place: number, turn: number, random: Random) {
  const homes = new Set<string>([MAIN_REGION])
  const homeCount = random.between(2, 4)
  while (homes.size < homeCount) homes.add(random.pick(FAVOURITE_REGIONS))
  const optIns = turn === -1 && place % OPT_IN_EVERY === 5 ? [random.pick(OPT_IN_REGIONS), 'eu-central-2'] : []
  // What is switched on is used, or it would show nothing.
  if (optIns[0]) homes.add(optIns[0])
  return {
    enabledRegions: [...new Set([...DEFAULT_REGIONS, ...optIns])].sort(),
    homeRegions: [...homes],
  }
}
