import { clock } from '../../../core/clock.ts'
import { daysDue } from '../../../core/due.ts'
import { dayOf } from '../../../core/time.ts'
import { Prisma } from '../../generated/client.ts'
import type { KeyPart, Keyset } from './keyset.ts'

/** What a list of functions may be narrowed by. Within a name any of its values fits; all names must. */
export type FunctionConditions = {
  filters: Partial<Record<Column, readonly string[]>>
  /** The beginning of a name, in any case; empty for all. */
  text: string
}

type Column = 'account' | 'team' | 'region' | 'runtime' | 'verdict' | 'due' | 'use' | 'severity' | 'origin'

export type FunctionOrder = 'due' | 'name' | 'account' | 'invoked' | 'changed'

/** The values that stand for "nobody" and for "container image" in filters; in the columns they are NULL. */
export const UNOWNED_VALUE = 'none'
export const IMAGE_VALUE = 'image'

/** The runtime that is shown: of the version that bites first, else of `$LATEST`. As its index has it. */
export const SHOWN_RUNTIME = Prisma.sql`coalesce(f.subject_runtime, f.runtime, '')`

const ACCOUNT: KeyPart = { sql: Prisma.sql`f.account_id`, type: 'text' }
/** As the indexes have it. */
const DUE_ON = Prisma.sql`coalesce(f.due_on, '9999-12-31'::date)`
const ID: KeyPart = { sql: Prisma.sql`f.id`, type: 'uuid' }

const ORDERS: Record<FunctionOrder, KeyPart[]> = {
  due: [{ sql: DUE_ON, type: 'date' }, ACCOUNT, ID],
  name: [{ sql: Prisma.sql`lower(f.name) COLLATE "C"`, type: 'text' }, ACCOUNT, ID],
  account: [ACCOUNT, ID],
  invoked: [{ sql: Prisma.sql`coalesce(f.last_invoked_on, '-infinity'::date)`, type: 'date' }, ACCOUNT, ID],
  changed: [
    { sql: Prisma.sql`coalesce(f.last_modified_at, '-infinity'::timestamptz)`, type: 'timestamptz' },
    ACCOUNT,
    ID,
  ],
}

export const functionKeyset = (order: FunctionOrder, descending: boolean): Keyset => ({
  parts: ORDERS[order],
  descending,
})

/** One value of one filter, written so that its index answers it. */
function matches(column: Column, value: string): Prisma.Sql {
  switch (column) {
    case 'account':
      return Prisma.sql`f.account_id = ${value}`
    case 'team':
      return value === UNOWNED_VALUE ? Prisma.sql`f.team_id IS NULL` : Prisma.sql`f.team_id = ${value}`
    case 'region':
      return Prisma.sql`f.region = ${value}`
    case 'runtime':
      return Prisma.sql`${SHOWN_RUNTIME} = ${value === IMAGE_VALUE ? '' : value}`
    case 'verdict':
      return Prisma.sql`f.verdict = ${value}`
    case 'due':
      return isDue(value)
    case 'use':
      return Prisma.sql`f.use = ${value}`
    case 'severity':
      return Prisma.sql`f.severity = ${value}`
    case 'origin':
      return value.includes(':') ? Prisma.sql`f.origin = ${value}` : Prisma.sql`split_part(f.origin, ':', 1) = ${value}`
  }
}

/** Work that is due: a date of a runtime that nothing needs to leave yet is none. A word that is not ours fits nothing. */
function isDue(value: string): Prisma.Sql {
  const days = daysDue(value, dayOf(clock.now()))
  if (days === undefined) return Prisma.sql`false`
  const since = days.from === null ? Prisma.sql`true` : Prisma.sql`${DUE_ON} >= ${days.from}::date`
  return Prisma.sql`(f.verdict IN ('approaching', 'deprecated') AND ${since} AND ${DUE_ON} <= ${days.until}::date)`
}

const COLUMNS = [
  'account',
  'origin',
  'runtime',
  'team',
  'region',
  'severity',
  'verdict',
  'due',
  'use',
] as const satisfies Column[]

/** Behind every character of Unicode, so that a prefix becomes a range. */
const LAST_CHARACTER = '\u{10ffff}'

function namePrefix(name: string): Prisma.Sql {
  const least = name.toLowerCase()
  return Prisma.sql`lower(f.name) COLLATE "C" >= ${least} AND lower(f.name) COLLATE "C" < ${least + LAST_CHARACTER}`
}

const anyOf = (column: Column, values: readonly string[]): Prisma.Sql =>
  Prisma.sql`(${Prisma.join(
    values.map((value) => matches(column, value)),
    ' OR ',
  )})`

/** All conditions in one. */
export function functionCondition({ filters, text }: FunctionConditions): Prisma.Sql {
  const chosen = COLUMNS.flatMap((column) => {
    const values = filters[column] ?? []
    return values.length > 0 ? [anyOf(column, values)] : []
  })
  return Prisma.join([Prisma.sql`f.ended_at IS NULL`, ...chosen, ...(text === '' ? [] : [namePrefix(text)])], ' AND ')
}

/**
 * The conditions split by the values of the first filter that has several: each branch then walks one index in the
 * list's order and stops after a page, where an OR over them would have to read and sort every row that fits.
 */
export function functionBranches({ filters, text }: FunctionConditions): FunctionBranch[] {
  const split = COLUMNS.find((column) => (filters[column]?.length ?? 0) > 1)
  if (split === undefined) return [branch({ filters, text })]
  return [...new Set(filters[split])].map((value) => branch({ filters: { ...filters, [split]: [value] }, text }))
}

/**
 * `lead`: expressions that have one value in all rows of the branch, to be ordered by first. Behind row security the
 * planner does not conclude from an equality that an index on such an expression is in the order that follows.
 */
export type FunctionBranch = { condition: Prisma.Sql; lead: readonly Prisma.Sql[] }

const branch = (conditions: FunctionConditions): FunctionBranch => ({
  condition: functionCondition(conditions),
  lead: conditions.filters.runtime?.length === 1 ? [SHOWN_RUNTIME] : [],
})
