'use client'

import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { LoadFailure } from '#components/feedback/query-state'
import { formatTotal } from '#lib/core/format'
import type { ListTotal } from '#lib/core/list'
import { PageTurner } from './page-turner.tsx'

export type Cursor = { after?: string; before?: string }

/** Without a total where nobody counts them. */
type SomePage<Row> = { rows: Row[]; after: string | null; before: string | null; total?: ListTotal }

type PagedTableProps<Row> = Pick<TableProps<Row>, 'columnDefinitions' | 'trackBy' | 'empty' | 'variant'> & {
  /** "Affected accounts", and in sentences "the affected accounts". */
  title: string
  query: Pick<UseQueryResult<SomePage<Row>>, 'data' | 'error' | 'isFetching' | 'refetch'>
  turn: (cursor: Cursor) => void
  /** The heading, with how many there are, and what turns the page where there is more than one. */
  heading: (parts: { counter?: string; actions?: ReactNode }) => ReactNode
}

/** A part of a page that has pages of its own, which nothing narrows. */
export function PagedTable<Row>({ title, query, turn, heading, ...table }: PagedTableProps<Row>) {
  const { data, error } = query
  const what = `the ${title.toLowerCase()}`
  if (data === undefined && error) {
    return <LoadFailure what={what} reason={error.message} retry={query.refetch} retrying={query.isFetching} />
  }
  const turns = data !== undefined && (data.after !== null || data.before !== null)
  return (
    <Table
      {...table}
      header={heading({
        ...(data?.total && { counter: `(${formatTotal(data.total)})` }),
        ...(turns && { actions: <PageTurner after={data.after} before={data.before} turn={turn} /> }),
      })}
      items={data?.rows ?? []}
      loading={data === undefined}
      loadingText={`Loading ${what}`}
      wrapLines
      ariaLabels={{ tableLabel: title }}
    />
  )
}
