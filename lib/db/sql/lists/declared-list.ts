/** The statements of any declared list: a page of it, how many fit, one row by its key. */
import { type StoredRow, storedAs } from '#lib/lists/column-kinds'
import type { Filter, List, OrderPart } from '#lib/lists/define-list'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'

export type ListConditions = {
  filters: Partial<Record<string, readonly string[]>>
  /** The beginning of what the list compares text with, in any case; empty for all. */
  text: string
}

/** Behind every character of Unicode, so that a prefix becomes a range. */
const LAST_CHARACTER = '\u{10ffff}'

/** Declarations hold constants of ours, so they may stand in a statement; what people ask for never does. */
const raw = (constant: string): Prisma.Sql => Prisma.raw(constant)

const tableOf = ({ table, alias }: List): Prisma.Sql => raw(`${table} ${alias}`)

/** Values of one filter are alternatives. A single one is compared for itself, which an index answers in order. */
function oneOf({ sql, yesNo }: Filter, values: readonly string[]): Prisma.Sql {
  if (yesNo) return Prisma.sql`${raw(sql)} = ANY (${values.map((word) => word === 'yes')}::boolean[])`
  if (values.length === 1) return Prisma.sql`${raw(sql)} = ${values[0]}`
  return Prisma.sql`${raw(sql)} = ANY (${[...values]})`
}

/** What rows must fulfil to be in the list as it is asked for. */
export function declaredCondition(list: List, { filters, text }: ListConditions): Prisma.Sql {
  const conditions = [raw(list.where), isHere(raw(list.account))]
  for (const [name, filter] of Object.entries(list.filters)) {
    const values = filters[name] ?? []
    if (values.length > 0) conditions.push(oneOf(filter, values))
  }
  if (text !== '' && list.text) {
    const least = text.toLowerCase()
    const compared = raw(`lower(${list.text.sql}) COLLATE "C"`)
    conditions.push(Prisma.sql`${compared} >= ${least} AND ${compared} < ${least + LAST_CHARACTER}`)
  }
  return Prisma.join(conditions, ' AND ')
}

function selected({ columns }: List): Prisma.Sql {
  return Prisma.join(
    Object.entries(columns).flatMap(([name, column]) => ('sql' in column ? [raw(`${column.sql} AS "${name}"`)] : [])),
  )
}

const keyPart = ({ sql, type }: OrderPart) => ({ sql: raw(sql), type })

/** The order of the list, which ends with its key; by the key alone where it has no such order. */
export const declaredKeyset = (list: List, by: string, descending: boolean): Keyset => ({
  parts: [...(list.orders[by] ?? []), ...list.key].map(keyPart),
  descending,
})

type Read = { key: string[] } & Record<string, unknown>

/** Values as their kinds have them, then what is made of other columns. */
function rowOf({ columns }: List, read: Record<string, unknown>): StoredRow {
  const all = Object.entries(columns)
  const stored = Object.fromEntries(all.map(([name, { kind }]) => [name, storedAs(kind, read[name])]))
  return Object.fromEntries(
    all.map(([name, column]) => [name, 'derive' in column ? column.derive(stored) : (stored[name] ?? null)]),
  )
}

/** One page of a list, with one row more than the page holds when there are more. */
export async function listDeclared(
  tx: Tx,
  list: List,
  conditions: ListConditions,
  order: { by: string; descending: boolean },
  position: Position,
): Promise<{ key: string[]; row: StoredRow }[]> {
  const page = pageSql(declaredKeyset(list, order.by, order.descending), position)
  const rows = await tx.$queryRaw<Read[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM ${tableOf(list)} WHERE ${declaredCondition(list, conditions)} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, ${selected(list)} FROM listed ${raw(list.alias)} ${raw(list.beside)}
    ORDER BY ${page.order}`
  return rows.map(({ key, ...read }) => ({ key, row: rowOf(list, read) }))
}

/** How many rows fit, counted no further than one above `most`. */
export async function countDeclared(tx: Tx, list: List, conditions: ListConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM ${tableOf(list)} WHERE ${declaredCondition(list, conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}

/** The row of that key, also where the list does not show it; null when the viewer has none. */
export async function findDeclared(tx: Tx, list: List, key: readonly string[]): Promise<StoredRow | null> {
  const same = Prisma.join(
    list.key.map(({ sql, type }, at) => Prisma.sql`${raw(sql)} = ${key[at]}::text::${raw(type)}`),
    ' AND ',
  )
  const [found] = await tx.$queryRaw<Record<string, unknown>[]>`
    SELECT ${selected(list)} FROM ${tableOf(list)} ${raw(list.beside)} WHERE ${same}`
  return found ? rowOf(list, found) : null
}
