'use client'

import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { knownValues, takes } from '#lib/core/filter-values'
import type { ListDefinition } from '#lib/core/list'

/** The list of each tab; null where a tab has none. */
type TabLists<Tab extends string> = Readonly<Record<Tab, ListDefinition | null>>

/** Where one list is, and what stands in a panel beside it, mean nothing to another tab. */
const OF_ONE_TAB = ['sort', 'order', 'after', 'before'] as const

/**
 * The tab that is open, kept in the address; the first where it names none. Changing it keeps what the other tab's list
 * can be filtered by too, and takes the rest out of the address.
 */
export function useTab<Tab extends string>(lists: TabLists<Tab>, panels: readonly string[] = []) {
  const tabs = useMemo(() => Object.keys(lists) as Tab[], [lists])
  const filters = useMemo(() => [...new Set(tabs.flatMap((tab) => lists[tab]?.filters ?? []))], [tabs, lists])
  const parsers = useMemo(
    () => ({
      tab: parseAsStringLiteral(tabs).withDefault(tabs[0] as Tab),
      ...Object.fromEntries([...OF_ONE_TAB, 'text', ...panels].map((name) => [name, parseAsString])),
      ...Object.fromEntries(filters.map((name) => [name, parseAsNativeArrayOf(parseAsString)])),
    }),
    [tabs, filters, panels],
  )
  const [state, setState] = useQueryStates(parsers)
  const setTab = useCallback(
    (chosen: string) => {
      const tab = tabs.find((known) => known === chosen) ?? null
      const list = lists[tab ?? (tabs[0] as Tab)]
      const given = state as Record<string, string[] | string | null>
      const kept = filters.map((name) => [name, keptBy(list, name, given[name])] as const)
      const left = [...OF_ONE_TAB, 'text', ...panels].map((name) => [name, null] as const)
      setState({ ...Object.fromEntries([...kept, ...left]), tab } as Parameters<typeof setState>[0], {
        history: 'push',
      })
    },
    [tabs, lists, filters, panels, state, setState],
  )
  return [state.tab as Tab, setTab] as const
}

/** The values of a filter that this list takes too. */
function keptBy(
  list: ListDefinition | null,
  name: string,
  given: string[] | string | null | undefined,
): string[] | null {
  if (!list?.filters.includes(name) || !Array.isArray(given)) return null
  const kept = given.filter((value) => takes(knownValues(list.values, name), value))
  return kept.length > 0 ? kept : null
}
