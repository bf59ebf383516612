'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { AccountLink } from '#components/display/account-link'
import { DetailPanel } from '#components/shell/detail-panel'
import { accountProperty } from '#components/table/account-property'
import type { FilterProperty } from '#components/table/list-filter'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import { rowKeyOf, useChosenRow } from '#components/table/use-chosen-row'
import { useListUrl } from '#components/table/use-list-url'
import { cutMiddle, visibleText } from '#lib/core/format'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import {
  CHECK_STATUSES,
  type CheckDetail,
  type FlaggedFilter,
  type FlaggedRow,
  type FlaggedSort,
  flaggedList,
} from '#lib/domains/trusted-advisor/contract'
import { CheckStatus, NoChecks, STATUS_WORDS } from '../advisor-words.tsx'
import { FlaggedPanel } from './flagged-panel.tsx'

/** What a check flags, in the check's own columns; one resource in the panel. */
export function FlaggedTable({ check }: { check: CheckDetail }) {
  const url = useListUrl(flaggedList)
  const flagged = useQuery(advisorQueries.flagged(check.checkId, url.values))
  const rows = flagged.data?.rows ?? []
  const { open, selected, onSelect, close } = useChosenRow('resource', rows)
  const width = Math.max(check.columns.length, ...rows.map(({ cells }) => cells.length))
  const columns = useMemo(() => columnsOf(check.columns, width), [check.columns, width])
  return (
    <>
      <ResourceTable
        id={`advisor-flagged-${check.checkId}`}
        title="Flagged resources"
        one="resource"
        columns={columns}
        rowKey={rowKeyOf}
        url={url}
        query={flagged}
        filters={propertiesOf(check, rows)}
        placeholder="Filter by account, Region, status, or whether it is excluded"
        exportKind="flagged"
        exportOf={{ check: [check.checkId] }}
        coverage={flagged.data?.coverage}
        whenEmpty={
          <NoChecks coverage={flagged.data?.coverage}>
            The check flags nothing in the accounts that it could be read of.
          </NoChecks>
        }
        selected={selected}
        onSelect={onSelect}
      />
      {open && (
        <DetailPanel title="Flagged resource" onClose={close}>
          <FlaggedPanel checkId={check.checkId} accountId={open.accountId} resourceId={open.id} />
        </DetailPanel>
      )}
    </>
  )
}

function propertiesOf(check: CheckDetail, rows: readonly FlaggedRow[]): FilterProperty<FlaggedFilter>[] {
  return [
    accountProperty(rows),
    { key: 'region', label: 'Region', plural: 'Regions', options: check.facets.regions.map((value) => ({ value })) },
    {
      key: 'status',
      label: 'Status',
      plural: 'Statuses',
      options: CHECK_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] })),
    },
    {
      key: 'suppressed',
      label: 'Excluded in AWS',
      plural: 'Excluded in AWS',
      options: [
        { value: 'no', label: 'No' },
        { value: 'yes', label: 'Yes' },
      ],
    },
  ]
}

const CELL_LENGTH = 44
const CELL_WIDTH = 180
const LONG_CELL_WIDTH = 300

/** Whose columns hold an ARN or a sentence rather than a word. */
const HOLDS_LONG = /\barn\b|reason|resource|name|description/i

/** Our account, then the check's own columns; more cells than it names columns have only their place. */
function columnsOf(names: readonly string[], width: number): ResourceColumn<FlaggedRow, FlaggedSort>[] {
  return [
    {
      id: 'account',
      header: 'Account',
      sort: 'account',
      width: 170,
      cell: (row) => <AccountLink of={row} />,
    },
    {
      id: 'flag',
      header: 'Trusted Advisor says',
      width: 240,
      cell: ({ status, isSuppressed }) => (
        <>
          <CheckStatus status={status} />
          {isSuppressed && <div>Excluded in AWS</div>}
        </>
      ),
    },
    ...Array.from({ length: width }, (_, at): ResourceColumn<FlaggedRow, FlaggedSort> => {
      const name = names[at] ?? `Column ${at + 1}`
      return {
        id: `cell-${at}`,
        header: visibleText(name),
        width: HOLDS_LONG.test(name) ? LONG_CELL_WIDTH : CELL_WIDTH,
        cell: ({ cells }) => <Cell text={cells[at] ?? null} />,
      }
    }),
  ]
}

function Cell({ text }: { text: string | null }) {
  if (text === null || text === '') return <>–</>
  const shown = visibleText(text)
  return <span title={shown}>{cutMiddle(shown, CELL_LENGTH)}</span>
}
