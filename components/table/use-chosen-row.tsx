'use client'

import { useQueryState } from 'nuqs'
import { useCallback } from 'react'

type OfAccount = { accountId: string; id: string }

export const rowKeyOf = ({ accountId, id }: OfAccount): string => `${accountId}.${id}`

/** The row of a list that stands in the panel. The address keeps which it is, also where the page shows others. */
export function useChosenRow<Row extends OfAccount>(parameter: string, rows: readonly Row[]) {
  const [chosen, setChosen] = useQueryState(parameter)
  const close = useCallback(() => setChosen(null), [setChosen])
  const [accountId, id] = chosen?.split('.') ?? []
  return {
    /** Null where none is open. */
    open: accountId && id ? { accountId, id } : null,
    selected: rows.find((row) => rowKeyOf(row) === chosen) ?? null,
    onSelect: (row: Row | null) => setChosen(row && rowKeyOf(row)),
    close,
  }
}
