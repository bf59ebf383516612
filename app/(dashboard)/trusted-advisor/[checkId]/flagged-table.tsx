'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { DetailPanel } from '#components/shell/detail-panel'
import { accountOptions } from '#components/table/account-property'
import { columnsOf, propertiesOf } from '#components/table/declared-list'
import { type ResourceColumn, ResourceTable } from '#components/table/resource-table'
import { rowKeyOf, useChosenRow } from '#components/table/use-chosen-row'
import { useListUrl } from '#components/table/use-list-url'
import { cutMiddle, visibleText } from '#lib/core/format'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import type { CheckDetail } from '#lib/domains/trusted-advisor/contract'
import type { FlaggedRow } from '#lib/lists/advisor-flagged'
import type { ShownList } from '#lib/lists/shown-list'
import { NoChecks } from '../advisor-words.tsx'
import { FlaggedPanel } from './flagged-panel.tsx'

/** What a check flags, in the check's own columns behind ours; one resource in the panel. */
export function FlaggedTable({ check, list }: { check: CheckDetail; list: ShownList }) {
  const url = useListUrl(list.definition)
  const flagged = useQuery(advisorQueries.flagged(check.checkId, url.values))
  const rows = flagged.data?.rows ?? []
  const { open, selected, onSelect, close } = useChosenRow('resource', rows)
  const width = Math.max(check.columns.length, ...rows.map(({ cells }) => cells?.length ?? 0))
  const columns = useMemo(() => {
    const ours: readonly ResourceColumn<FlaggedRow>[] = columnsOf(list)
    const shown = ours.filter(({ optional }) => !optional)
    return [...shown, ...cellColumns(check.columns, width), ...ours.filter(({ optional }) => optional)]
  }, [list, check.columns, width])
  return (
    <>
      <ResourceTable
        id={`advisor-flagged-${check.checkId}`}
        title={list.title}
        one={list.one}
        columns={columns}
        rowKey={rowKeyOf}
        url={url}
        query={flagged}
        filters={propertiesOf(list, {
          account: accountOptions(rows),
          region: check.facets.regions.map((value) => ({ value })),
        })}
        placeholder={list.placeholder}
        exportKind={list.id}
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

const CELL_LENGTH = 44
const CELL_WIDTH = 180
const LONG_CELL_WIDTH = 300

/** Names of columns that hold an ARN or a sentence rather than a word. */
const HOLDS_LONG = /\barn\b|reason|resource|name|description/i

/** The check's own columns; more cells than it names columns have only their place. */
function cellColumns(names: readonly string[], width: number): ResourceColumn<FlaggedRow>[] {
  return Array.from({ length: width }, (_, at) => {
    const name = names[at] ?? `Column ${at + 1}`
    return {
      id: `cell-${at}`,
      header: visibleText(name),
      width: HOLDS_LONG.test(name) ? LONG_CELL_WIDTH : CELL_WIDTH,
      cell: ({ cells }) => <Cell text={cells[at] ?? null} />,
    }
  })
}

function Cell({ text }: { text: string | null }) {
  if (text === null || text === '') return <>–</>
  const shown = visibleText(text)
  return <span title={shown}>{cutMiddle(shown, CELL_LENGTH)}</span>
}
