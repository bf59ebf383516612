'use client'

import {
  parseAsNativeArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
  type UseQueryStatesKeysMap,
  useQueryStates,
} from 'nuqs'
import { useCallback, useMemo } from 'react'
import { defaultValues, type ListDefinition, type ListValues, PAGE_SIZES } from '#lib/core/list'

export type ListUrl<Filter extends string = string, Sort extends string = string> = {
  values: ListValues<Filter, Sort>
  /** Changes what is asked. Anything but turning a page goes back to the first one. */
  change: (changes: Partial<ListValues<Filter, Sort>>) => void
}

/** A list's question, kept in the URL, so that the address shows the same rows to whoever it is sent to. */
export function useListUrl<Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
): ListUrl<Filter, Sort> {
  const parsers = useMemo(() => parsersOf(list), [list])
  const [state, setState] = useQueryStates(parsers)
  const values = useMemo(() => valuesOf(list, state as State), [list, state])
  const change = useCallback(
    ({ filters, ...rest }: Partial<ListValues<Filter, Sort>>) => {
      const turnsPage = 'after' in rest || 'before' in rest
      const chosen = filters && Object.fromEntries(list.filters.map((name) => [name, filters[name] ?? null]))
      const page = { after: rest.after ?? null, before: rest.before ?? null }
      setState({ ...rest, ...chosen, ...page } as Parameters<typeof setState>[0], {
        history: turnsPage ? 'push' : 'replace',
      })
    },
    [list, setState],
  )
  return { values, change }
}

type State = Record<string, unknown>

function parsersOf(list: ListDefinition): UseQueryStatesKeysMap {
  const first = defaultValues(list)
  return {
    ...Object.fromEntries(list.filters.map((name) => [name, parseAsNativeArrayOf(parseAsString)])),
    text: parseAsString.withDefault(''),
    sort: parseAsStringLiteral(list.sorts).withDefault(first.sort),
    order: parseAsStringLiteral(['asc', 'desc']).withDefault(first.order),
    size: parseAsNumberLiteral(PAGE_SIZES).withDefault(first.size),
    after: parseAsString,
    before: parseAsString,
  }
}

function valuesOf<Filter extends string, Sort extends string>(
  list: ListDefinition<Filter, Sort>,
  state: State,
): ListValues<Filter, Sort> {
  const filters = Object.fromEntries(
    list.filters
      .map((name) => [name, state[name]] as const)
      .filter(([, chosen]) => Array.isArray(chosen) && chosen.length > 0),
  ) as Partial<Record<Filter, string[]>>
  // The parsers above give every other value its type.
  const { text, sort, order, size, after, before } = state as Omit<ListValues<Filter, Sort>, 'filters'>
  return { filters, text, sort, order, size, after, before }
}
