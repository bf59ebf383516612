import { Prisma } from '../../generated/client.ts'
import { IS_GAP } from './missed.ts'

/** What scopes may be narrowed by. `gap` among the states stands for all that were not looked at. */
export type ScopeConditions = {
  filters: Partial<Record<'source' | 'account' | 'region' | 'status' | 'cause' | 'team', readonly string[]>>
  /** The beginning of an account's name, in any case; empty for all. */
  text: string
}

const GAP = 'gap'
const UNOWNED = 'none'

const isOneOf = (column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql[] => {
  const [first, ...others] = values ?? []
  if (first === undefined) return []
  return others.length === 0 ? [Prisma.sql`${column} = ${first}`] : [Prisma.sql`${column} = ANY(${[first, ...others]})`]
}

function stateCondition(states: readonly string[] | undefined): Prisma.Sql[] {
  if (!states?.length) return []
  if (!states.includes(GAP)) return isOneOf(Prisma.sql`s.status`, states)
  const named = isOneOf(
    Prisma.sql`s.status`,
    states.filter((state) => state !== GAP),
  )
  return [Prisma.sql`(${Prisma.join([IS_GAP, ...named], ' OR ')})`]
}

/** What a scope `s` itself must be. */
export function scopeCondition({ filters }: ScopeConditions): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`s.expected`,
      ...isOneOf(Prisma.sql`s.source`, filters.source),
      ...isOneOf(Prisma.sql`s.account_id`, filters.account),
      ...isOneOf(Prisma.sql`s.region`, filters.region),
      ...isOneOf(Prisma.sql`s.cause`, filters.cause),
      ...stateCondition(filters.status),
    ],
    ' AND ',
  )
}

/** What its account `a` must be. */
export function accountCondition({ filters, text }: ScopeConditions): Prisma.Sql {
  const teams = filters.team ?? []
  const owned = isOneOf(
    Prisma.sql`a.team_id`,
    teams.filter((team) => team !== UNOWNED),
  )
  const owner =
    teams.length === 0 ? [] : [...owned, ...(teams.includes(UNOWNED) ? [Prisma.sql`a.team_id IS NULL`] : [])]
  return Prisma.join(
    [
      ...isOneOf(Prisma.sql`a.id`, filters.account),
      ...(owner.length > 0 ? [Prisma.sql`(${Prisma.join(owner, ' OR ')})`] : []),
      ...(text === '' ? [] : [Prisma.sql`starts_with(lower(a.name), ${text.toLowerCase()})`]),
      Prisma.sql`true`,
    ],
    ' AND ',
  )
}
