/** Every filter and order that one list offers, alone, with the most and the least frequent value of the estate. */
import type pg from 'pg'
import { defaultValues, type ListDefinition, type ListValues } from '#lib/core/list'

export type PageCase = {
  name: string
  read(): Promise<unknown>
  /** Of those that are long enough to have a page 90 % deep: that page, or null where the estate is too small. */
  deep?: () => Promise<(() => Promise<unknown>) | null>
}

/** Where a filter's values stand in the estate, or the values themselves where they are words of ours. */
export type ValuesOf = { column: string } | { words: readonly string[] }

export type ListCases<Filter extends string, Sort extends string> = {
  name: string
  list: ListDefinition<Filter, Sort>
  /** What the list shows, and which rows of it. */
  table: string
  condition: string
  values: Record<Filter, ValuesOf>
  /** Beginnings, or parts, of names. */
  texts: readonly string[]
  read(values: ListValues<Filter, Sort>): Promise<unknown>
  deep?: (values: ListValues<Filter, Sort>) => Promise<ListValues<Filter, Sort> | null>
}

type Frequent = { most: string | null; least: string | null }
type Word = { called: string; word: string }

/** The same names in every estate, whatever is most frequent there. */
async function wordsOf(superuser: pg.Pool, table: string, condition: string, values: ValuesOf): Promise<Word[]> {
  if ('words' in values) return values.words.map((word) => ({ called: word, word }))
  const { column } = values
  const { rows } = await superuser.query<Frequent>(
    `WITH counted AS (
       SELECT ${column} AS value, count(*) AS count FROM ${table} WHERE ${condition} AND ${column} IS NOT NULL GROUP BY 1
     )
     SELECT (SELECT value::text FROM counted ORDER BY count DESC, value LIMIT 1) AS most,
       (SELECT value::text FROM counted ORDER BY count, value LIMIT 1) AS least`,
  )
  const { most = null, least = null } = rows[0] ?? {}
  if (most === null || least === null) throw new Error(`the estate has no ${column} in ${table}`)
  return [
    { called: 'most frequent', word: most },
    { called: 'least frequent', word: least },
  ]
}

export async function listCases<Filter extends string, Sort extends string>(
  superuser: pg.Pool,
  given: ListCases<Filter, Sort>,
): Promise<PageCase[]> {
  const { name, list, table, condition, texts } = given
  const defaults = defaultValues(list)
  const caseOf = (what: string, changes: Partial<ListValues<Filter, Sort>>): PageCase => {
    const values = { ...defaults, ...changes }
    return { name: `${name}, ${what}`, read: () => given.read(values), ...deepOf(given, values) }
  }
  const cases = list.sorts.map((sort) => caseOf(`by ${sort}`, { sort }))
  for (const filter of list.filters) {
    const words = await wordsOf(superuser, table, condition, given.values[filter])
    for (const { called, word } of words) {
      // The object has the one name that is a filter.
      const filters = { [filter]: [word] } as ListValues<Filter, Sort>['filters']
      cases.push(caseOf(`${filter}, ${called}`, { filters }))
    }
  }
  return [...cases, ...texts.map((text) => caseOf(`text ${text}`, { text }))]
}

function deepOf<Filter extends string, Sort extends string>(
  { read, deep }: ListCases<Filter, Sort>,
  values: ListValues<Filter, Sort>,
): Pick<PageCase, 'deep'> {
  if (!deep || values.text !== '') return {}
  return {
    deep: async () => {
      const below = await deep(values)
      return below && (() => read(below))
    },
  }
}
