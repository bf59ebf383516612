import { Prisma } from '../../generated/client.ts'

/** Stands for "nobody" in a filter; in the column it is NULL. */
const UNOWNED = 'none'

/** Nothing, where the filter is not set: it narrows nothing. */
export function oneOf(column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql[] {
  return values?.length ? [Prisma.sql`${column} = ANY (${[...values]})`] : []
}

export function oneOfTeams(column: Prisma.Sql, teams: readonly string[] | undefined): Prisma.Sql[] {
  if (!teams?.length) return []
  const named = Prisma.sql`${column} = ANY (${teams.filter((team) => team !== UNOWNED)})`
  return [teams.includes(UNOWNED) ? Prisma.sql`(${named} OR ${column} IS NULL)` : named]
}

/** The beginning of a name, in any case. */
export function startsWith(column: Prisma.Sql, text: string): Prisma.Sql[] {
  return text === '' ? [] : [Prisma.sql`starts_with(lower(${column}), ${text.toLowerCase()})`]
}

export function all(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([Prisma.sql`true`, ...conditions], ' AND ')
}
