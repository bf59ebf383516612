'use client'

import { visibleText } from '#lib/core/format'
import type { FilterProperty } from './list-filter.tsx'

type OfAccount = { accountId: string; accountName: string | null }

/** Accounts are too many to offer: those on the page are, any other may be typed by its id. */
export function accountOptions(rows: readonly OfAccount[]) {
  const accounts = new Map(rows.map(({ accountId, accountName }) => [accountId, accountName ?? accountId]))
  return [...accounts].map(([value, label]) => ({ value, label: `${visibleText(label)} (${value})` }))
}

export const accountProperty = (rows: readonly OfAccount[]): FilterProperty<'account'> => ({
  key: 'account',
  label: 'Account',
  plural: 'Accounts',
  options: accountOptions(rows),
})
