'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'

type ColumnDisplay = { id: string; visible: boolean }

const keyOf = (table: string) => `steward.columns.${table}`

/** The columns a person chose for a table, remembered in this browser. */
export function useColumnChoice(table: string, standard: readonly ColumnDisplay[]) {
  const stored = useSyncExternalStore(
    useCallback((changed: () => void) => {
      window.addEventListener('storage', changed)
      return () => window.removeEventListener('storage', changed)
    }, []),
    () => window.localStorage.getItem(keyOf(table)),
    () => null,
  )
  const columns = useMemo(() => merge(standard, stored), [standard, stored])
  const choose = useCallback(
    (chosen: readonly ColumnDisplay[]) => {
      window.localStorage.setItem(keyOf(table), JSON.stringify(chosen))
      // A tab is not told of its own writes.
      window.dispatchEvent(new StorageEvent('storage', { key: keyOf(table) }))
    },
    [table],
  )
  return { columns, choose }
}

/** The remembered order and choice, for the columns that still exist; new ones come last, as they come by default. */
function merge(standard: readonly ColumnDisplay[], stored: string | null): readonly ColumnDisplay[] {
  const remembered = parse(stored)
  if (remembered === null) return standard
  const known = remembered.filter(({ id }) => standard.some((column) => column.id === id))
  const fresh = standard.filter(({ id }) => !known.some((column) => column.id === id))
  return [...known, ...fresh]
}

function parse(stored: string | null): ColumnDisplay[] | null {
  if (stored === null) return null
  try {
    const value: unknown = JSON.parse(stored)
    return Array.isArray(value) ? value.filter(isColumnDisplay) : null
  } catch {
    // Written by something else: the standard columns are a better answer than a broken page.
    return null
  }
}

function isColumnDisplay(value: unknown): value is ColumnDisplay {
  return typeof value === 'object' && value !== null && 'id' in value && 'visible' in value
}
