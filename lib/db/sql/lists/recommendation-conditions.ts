import { clock } from '../../../core/clock.ts'
import { daysDue } from '../../../core/due.ts'
import { FINDING_SOURCE_FACTS, FINDING_SOURCES } from '../../../core/finding-source.ts'
import { dayOf } from '../../../core/time.ts'
import { Prisma } from '../../generated/client.ts'
import type { KeyPart, Keyset } from './keyset.ts'

/** What lists and exports of recommendations may be narrowed by. Within a name any of its values fits; all names must. */
export type RecommendationConditions = {
  filters: Partial<Record<Column, readonly string[]>>
  /** The beginning of what it is called, in any case; empty for all. */
  text: string
}

const COLUMNS = ['status', 'account', 'ou', 'team', 'source', 'check', 'assignee', 'due'] as const
type Column = (typeof COLUMNS)[number]

export type RecommendationOrder = 'priority' | 'due' | 'committed' | 'age'

/** The value that stands for "nobody" in filters; in the columns it is NULL. */
const NOBODY_VALUE = 'none'

const NO_DATE = Prisma.sql`'9999-12-31'::date`
const ACCOUNT: KeyPart = { sql: Prisma.sql`r.account_id`, type: 'text' }
const ID: KeyPart = { sql: Prisma.sql`r.id`, type: 'uuid' }

const ORDERS: Record<RecommendationOrder, KeyPart[]> = {
  priority: [{ sql: Prisma.sql`r.priority`, type: 'int' }, ACCOUNT, ID],
  due: [{ sql: Prisma.sql`coalesce(r.due_on, ${NO_DATE})`, type: 'date' }, ACCOUNT, ID],
  committed: [{ sql: Prisma.sql`coalesce(r.committed_on, ${NO_DATE})`, type: 'date' }, ACCOUNT, ID],
  age: [{ sql: Prisma.sql`r.created_at`, type: 'timestamptz' }, ACCOUNT, ID],
}

export const recommendationKeyset = (order: RecommendationOrder, descending: boolean): Keyset => ({
  parts: ORDERS[order],
  // The older, the more age it has.
  descending: order === 'age' ? !descending : descending,
})

function matches(column: Column, value: string): Prisma.Sql {
  switch (column) {
    case 'status':
      return Prisma.sql`r.stage = ${value}`
    case 'account':
      return Prisma.sql`r.account_id = ${value}`
    case 'ou':
      return Prisma.sql`r.account_id IN (SELECT u.id FROM account u WHERE u.ou_path = ${value})`
    case 'source':
      return isOfSource(value)
    case 'team':
      return value === NOBODY_VALUE ? Prisma.sql`r.team_id IS NULL` : Prisma.sql`r.team_id = ${value}`
    case 'check':
      return Prisma.sql`r.check_id = ${value}`
    case 'assignee':
      return value === NOBODY_VALUE ? Prisma.sql`r.assignee IS NULL` : Prisma.sql`r.assignee = ${value}`
    case 'due':
      return isDue(value)
  }
}

/** By the check, whose id begins with its source. A word that is not ours fits nothing. */
function isOfSource(value: string): Prisma.Sql {
  const source = FINDING_SOURCES.find((known) => FINDING_SOURCE_FACTS[known].scopes === value)
  return source === undefined ? Prisma.sql`false` : Prisma.sql`r.check_id LIKE ${`${source}.%`}`
}

/** Overdue is only what is still to be done. A word that is not ours fits nothing. */
function isDue(value: string): Prisma.Sql {
  const days = daysDue(value, dayOf(clock.now()))
  if (days === undefined) return Prisma.sql`false`
  const since = days.from === null ? Prisma.sql`true` : Prisma.sql`r.due_on >= ${days.from}::date`
  return Prisma.sql`(r.open_findings > 0 AND ${since} AND r.due_on <= ${days.until}::date)`
}

/** Behind every character of Unicode, so that a prefix becomes a range. */
const LAST_CHARACTER = '\u{10ffff}'

function titlePrefix(text: string): Prisma.Sql {
  const least = text.toLowerCase()
  return Prisma.sql`lower(r.title) COLLATE "C" >= ${least} AND lower(r.title) COLLATE "C" < ${least + LAST_CHARACTER}`
}

/** All conditions in one. */
export function recommendationCondition({ filters, text }: RecommendationConditions): Prisma.Sql {
  const chosen = COLUMNS.flatMap((column) => {
    const values = filters[column] ?? []
    if (values.length === 0) return []
    return [
      Prisma.sql`(${Prisma.join(
        values.map((value) => matches(column, value)),
        ' OR ',
      )})`,
    ]
  })
  return Prisma.join([Prisma.sql`true`, ...chosen, ...(text === '' ? [] : [titlePrefix(text)])], ' AND ')
}

/** One branch for each stage, so that each walks the index of its stage in the list's order and stops after a page. */
export function recommendationBranches({ filters, text }: RecommendationConditions): Prisma.Sql[] {
  const stages = [...new Set(filters.status)]
  if (stages.length < 2) return [recommendationCondition({ filters, text })]
  return stages.map((stage) => recommendationCondition({ filters: { ...filters, status: [stage] }, text }))
}
