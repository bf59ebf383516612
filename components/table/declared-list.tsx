'use client'

import type { ReactNode } from 'react'
import { AccountLink } from '#components/display/account-link'
import { BrokenText } from '#components/display/broken-text'
import { CheckStatus } from '#components/display/check-status'
import { Instant } from '#components/display/dates'
import { Region } from '#components/display/regions'
import { TeamName } from '#components/display/team-name'
import { cutMiddle, visibleText } from '#lib/core/format'
import type { ColumnKind, Kinds, StoredRow } from '#lib/lists/column-kinds'
import type { ShownColumn, ShownList } from '#lib/lists/shown-list'
import type { FilterProperty } from './list-filter.tsx'
import type { ResourceColumn } from './resource-table.tsx'

const NAME_LENGTH = 60

/** How a value of each kind stands in a table. */
const CELLS: { [Kind in ColumnKind]: (value: Kinds[Kind], row: StoredRow) => ReactNode } = {
  text: (value) => visibleText(value),
  name: (value) => <span title={visibleText(value)}>{cutMiddle(visibleText(value), NAME_LENGTH)}</span>,
  type: (value) => <BrokenText text={visibleText(value)} after="::" />,
  account: (accountId, row) => <AccountLink of={{ accountId, accountName: textOf(row.accountName) }} />,
  team: (teamId, row) => <TeamName of={{ teamId, teamName: textOf(row.teamName) }} />,
  region: (value) => <Region name={value} />,
  instant: (value) => <Instant at={value} />,
  yesNo: (value) => (value ? 'Yes' : 'No'),
  checkStatus: (value) => <CheckStatus status={value} />,
  texts: (value) => visibleText(value.join(', ')),
  named: (value) => visibleText(Object.values(value).join(', ')),
}

const textOf = (value: StoredRow[string] | undefined): string | null => (typeof value === 'string' ? value : null)

/** Each value has the type of its column's kind. */
const cellOf = <Kind extends ColumnKind>(kind: Kind, value: Kinds[ColumnKind], row: StoredRow): ReactNode =>
  CELLS[kind](value as Kinds[Kind], row)

/** The columns of a declared list, each with the cell of its kind. */
export const columnsOf = (list: ShownList): ResourceColumn<StoredRow>[] => list.columns.map(columnOf)

const columnOf = ({ id, kind, heading, none, sort, width, optional }: ShownColumn): ResourceColumn<StoredRow> => ({
  id,
  header: heading,
  cell: (row) => {
    const value = row[id] ?? null
    return value === null ? none : cellOf(kind, value, row)
  },
  optional,
  ...(sort !== null && { sort }),
  ...(width !== null && { width }),
})

/** The filters of a declared list; `options` are the values that the page offers. */
export function propertiesOf(
  list: ShownList,
  options: Readonly<Record<string, FilterProperty['options']>> = {},
): FilterProperty[] {
  return list.filters.map(({ id, label, plural, values }) => {
    const offered = values ? Object.entries(values).map(([value, word]) => ({ value, label: word })) : options[id]
    return { key: id, label, plural, ...(offered && { options: offered }) }
  })
}
