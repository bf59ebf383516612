'use client'

import type { ReactNode } from 'react'
import { AccountLink } from '#components/display/account-link'
import { BrokenText } from '#components/display/broken-text'
import { Instant } from '#components/display/dates'
import { Region } from '#components/display/regions'
import { TeamName } from '#components/display/team-name'
import { cutMiddle, visibleText } from '#lib/core/format'
import type { ColumnKind } from '#lib/lists/define-list'
import type { ShownColumn, ShownList } from '#lib/lists/shown-list'
import type { FilterProperty } from './list-filter.tsx'
import type { ResourceColumn } from './resource-table.tsx'

type Row = Readonly<Record<string, string | null>>

const NAME_LENGTH = 60

/** How a value of each kind stands in a table. */
const CELLS: Record<ColumnKind, (value: string, row: Row) => ReactNode> = {
  text: (value) => visibleText(value),
  name: (value) => <span title={visibleText(value)}>{cutMiddle(visibleText(value), NAME_LENGTH)}</span>,
  type: (value) => <BrokenText text={visibleText(value)} after="::" />,
  account: (accountId, { accountName = null }) => <AccountLink of={{ accountId, accountName }} />,
  team: (teamId, { teamName = null }) => <TeamName of={{ teamId, teamName }} />,
  region: (value) => <Region name={value} />,
  instant: (value) => <Instant at={value} />,
}

/** The columns of a declared list, each with the cell of its kind. */
export const columnsOf = (list: ShownList): ResourceColumn<Row>[] => list.columns.map(columnOf)

const columnOf = ({ id, kind, heading, none, sort, width, optional }: ShownColumn): ResourceColumn<Row> => ({
  id,
  header: heading,
  cell: (row) => {
    const value = row[id] ?? null
    return value === null ? none : CELLS[kind](value, row)
  },
  optional,
  ...(sort !== null && { sort }),
  ...(width !== null && { width }),
})

/** The filters of a declared list; `options` are the values that the page offers. */
export function propertiesOf(
  list: ShownList,
  options: Readonly<Record<string, FilterProperty['options']>>,
): FilterProperty[] {
  return list.filters.map(({ id, label, plural }) => ({
    key: id,
    label,
    plural,
    ...(options[id] && { options: options[id] }),
  }))
}
