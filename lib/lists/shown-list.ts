/** What a page needs to know of a list: names and words without its SQL, so that it can go to the browser. */
import type { ListDefinition } from '../core/list.ts'
import type { ColumnKind } from './column-kinds.ts'
import type { Column, List } from './define-list.ts'

export type ShownColumn = {
  id: string
  kind: ColumnKind
  heading: string
  none: string | null
  sort: string | null
  width: number | null
  /** Not shown until somebody chooses it. */
  optional: boolean
}
export type ShownFilter = {
  id: string
  label: string
  plural: string
  /** Values to offer; null where the page finds them itself. */
  values: Readonly<Record<string, string>> | null
}

export type ShownList = {
  id: string
  title: string
  one: string
  placeholder: string
  columns: ShownColumn[]
  filters: ShownFilter[]
  definition: ListDefinition
}

/** What the list can be asked for on its page and route. */
export function definitionOf(list: List): ListDefinition {
  const sorts = Object.keys(list.orders) as [string, ...string[]]
  const filters = filtersOf(list)
  const values = Object.fromEntries(
    filters.flatMap(({ id, values: words }) => (words ? [[id, { values: Object.keys(words) }]] : [])),
  )
  return { filters: filters.map(({ id }) => id), values, sorts, sort: list.sort, order: list.order }
}

export function shownList(list: List): ShownList {
  const filters = filtersOf(list)
  return {
    id: list.id,
    title: list.title,
    one: list.one,
    placeholder: placeholderOf(list, filters),
    columns: columnsOf(list),
    filters,
    definition: definitionOf(list),
  }
}

function placeholderOf({ text }: List, filters: readonly ShownFilter[]): string {
  const by = `Filter by ${orOf(filters.map(({ label }) => inSentence(label)))}`
  return text ? `${by}, or by ${text.label}` : by
}

function filtersOf({ filters, about }: List): ShownFilter[] {
  return Object.entries(filters)
    .filter(([id]) => id !== about)
    .map(([id, { label, plural, values }]) => ({ id, label, plural, values: values ?? null }))
}

function columnsOf({ columns, shown }: List): ShownColumn[] {
  const first = shown.map((id) => [id, columns[id]] as const)
  const others = Object.entries(columns).filter(([id]) => !shown.includes(id))
  return [...first, ...others].flatMap(([id, column]) =>
    column?.heading === undefined ? [] : [shownColumn(id, column, column.heading, !shown.includes(id))],
  )
}

const shownColumn = (id: string, { kind, none, sort, width }: Column, heading: string, optional: boolean) => ({
  id,
  kind,
  heading,
  none: none ?? null,
  sort: sort ?? null,
  width: width ?? null,
  optional,
})

/** "Region" and "AWS" keep their capitals. */
const inSentence = (label: string): string =>
  label === 'Region' ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`

function orOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
