'use client'

import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { ListName } from '#components/display/figure'
import { CoverageNote } from '#components/feedback/coverage-note'
import { EmptyState } from '#components/feedback/empty-state'
import { LoadFailure } from '#components/feedback/query-state'
import type { CoverageSummary } from '#lib/core/coverage'
import { countOf, formatTotal } from '#lib/core/format'
import { type ListPage, type ListTotal, PAGE_SIZES, type PageSize } from '#lib/core/list'
import { ExportMenu } from './export-menu.tsx'
import { type FilterProperty, ListFilter } from './list-filter.tsx'
import { PageTurner } from './page-turner.tsx'
import { useColumnChoice } from './use-column-choice.tsx'
import type { ListUrl } from './use-list-url.tsx'

export type ResourceColumn<Row, Sort extends string = string> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The list's sort that orders by this column. */
  sort?: Sort
  /** Figures stand at the right. */
  figure?: boolean
  /** Shown until somebody chooses otherwise. */
  optional?: boolean
  minWidth?: number
  width?: number
}

type ResourceTableProps<Row, Filter extends string, Sort extends string> = {
  /** Under which the chosen columns are remembered. */
  id: string
  /** "Functions", and "functions" in sentences. */
  title: string
  /** One of them: "function". */
  one: string
  description?: ReactNode
  /** Buttons beside the export menu. */
  actions?: ReactNode
  columns: readonly ResourceColumn<Row, Sort>[]
  rowKey: (row: Row) => string
  /** What a row is called where only its name is read out; its key unless given. */
  rowName?: (row: Row) => string
  url: ListUrl<Filter, Sort>
  query: Pick<UseQueryResult<ListPage<Row>>, 'data' | 'error' | 'isFetching' | 'refetch'>
  filters: readonly FilterProperty<Filter>[]
  placeholder: string
  exportKind?: string
  /** Rows of the export, where it has others than the list. */
  exportTotal?: ListTotal | undefined
  /** One of those: "version". */
  exportOne?: string
  /** What the export is narrowed to beside the filters: what the page is about, or its tab. */
  exportOf?: Readonly<Record<string, string[]>>
  coverage?: CoverageSummary | undefined
  /** What to say when there is none and nothing is filtered. */
  whenEmpty: ReactNode
  selected?: Row | null
  onSelect?: (row: Row | null) => void
  /** Several rows at once, to do one thing with all of them. */
  chosen?: readonly Row[]
  onChoose?: (rows: Row[]) => void
}

/** A list of the estate: filtered, sorted and paged on the server; the question stands in the URL. */
export function ResourceTable<Row, Filter extends string, Sort extends string>(
  props: ResourceTableProps<Row, Filter, Sort>,
) {
  const { url, query, columns, title, one, selected, onSelect, rowKey } = props
  const standard = useMemo(() => columns.map(({ id, optional }) => ({ id, visible: !optional })), [columns])
  const { columns: display, choose } = useColumnChoice(props.id, standard)
  const isOfLink = useClickedLink()
  const { data, error } = query
  if (data === undefined && error) {
    return (
      <LoadFailure
        what={title.toLowerCase()}
        reason={error.message}
        retry={query.refetch}
        retrying={query.isFetching}
      />
    )
  }
  const filtered = url.values.text !== '' || Object.keys(url.values.filters).length > 0
  return (
    <Table
      variant="container"
      items={data?.rows ?? []}
      trackBy={rowKey}
      columnDefinitions={columns.map(definitionOf)}
      columnDisplay={display}
      {...sortingOf(props)}
      {...(onSelect && {
        selectionType: 'single' as const,
        selectedItems: selected ? [selected] : [],
        onSelectionChange: ({ detail }: { detail: TableProps.SelectionChangeDetail<Row> }) =>
          onSelect(detail.selectedItems[0] ?? null),
        onRowClick: ({ detail }: { detail: TableProps.OnRowClickDetail<Row> }) => {
          if (!isOfLink()) onSelect(detail.item)
        },
      })}
      {...choosingOf(props)}
      loading={data === undefined}
      loadingText={`Loading ${title.toLowerCase()}`}
      wrapLines
      resizableColumns
      header={<TableHeader {...props} />}
      filter={
        <ListFilter
          url={url}
          properties={props.filters}
          placeholder={props.placeholder}
          {...(filtered && data && { countText: matches(data.total.count, data.total.capped) })}
        />
      }
      pagination={<PageTurner after={data?.after ?? null} before={data?.before ?? null} turn={url.change} />}
      preferences={
        <CollectionPreferences
          title={`How ${title.toLowerCase()} are shown`}
          preferences={{ pageSize: url.values.size, contentDisplay: display }}
          pageSizePreference={{ options: PAGE_SIZES.map((value) => ({ value, label: `${value} rows` })) }}
          contentDisplayPreference={{ options: columns.map(({ id, header }) => ({ id, label: header })) }}
          onConfirm={({ detail }) => {
            if (detail.contentDisplay) choose(detail.contentDisplay)
            if (detail.pageSize !== url.values.size)
              url.change({ size: (detail.pageSize ?? url.values.size) as PageSize })
          }}
        />
      }
      empty={
        filtered ? (
          <EmptyState kind="no-match">No {one} has all of these. Take a filter away.</EmptyState>
        ) : (
          props.whenEmpty
        )
      }
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: `Choose a ${one}`,
        allItemsSelectionLabel: () => `Choose every ${one} of this page`,
        itemSelectionLabel: (_, row) => `Choose ${props.rowName?.(row) ?? rowKey(row)}`,
      }}
    />
  )
}

function choosingOf<Row, Filter extends string, Sort extends string>({
  chosen,
  onChoose,
}: ResourceTableProps<Row, Filter, Sort>) {
  if (!onChoose) return {}
  return {
    selectionType: 'multi' as const,
    selectedItems: chosen ?? [],
    onSelectionChange: ({ detail }: { detail: TableProps.SelectionChangeDetail<Row> }) =>
      onChoose(detail.selectedItems),
  }
}

/** Whether the click under way is on a link: that goes somewhere else, and must not choose its row as well. */
function useClickedLink(): () => boolean {
  const onLink = useRef(false)
  useEffect(() => {
    // The table tells of a click on a row, and not on what in it.
    const note = ({ target }: MouseEvent) => {
      onLink.current = target instanceof Element && target.closest('a[href]') !== null
    }
    window.addEventListener('click', note, { capture: true })
    return () => window.removeEventListener('click', note, { capture: true })
  }, [])
  return useCallback(() => onLink.current, [])
}

function matches(count: number, capped: boolean): string {
  return capped ? `more than ${formatTotal({ count, capped: false })} match` : countOf(count, 'match', 'matches')
}

function TableHeader<Row, Filter extends string, Sort extends string>(props: ResourceTableProps<Row, Filter, Sort>) {
  const { title, query, coverage, description, actions, exportKind, exportTotal, exportOne, exportOf, url } = props
  const total = query.data?.total
  return (
    <Header
      variant="h2"
      {...(total && { counter: `(${formatTotal(total)})` })}
      description={
        <>
          {description && <span style={LINE}>{description}</span>}
          {coverage && <CoverageNote coverage={coverage} />}
        </>
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {actions}
          {exportKind && (
            <ExportMenu
              kind={exportKind}
              values={url.values}
              total={exportTotal ?? total}
              {...(exportOne && { one: exportOne })}
              {...(exportOf && { about: exportOf })}
            />
          )}
        </SpaceBetween>
      }
    >
      <ListName total={total}>{title}</ListName>
    </Header>
  )
}

function definitionOf<Row, Sort extends string>(
  column: ResourceColumn<Row, Sort>,
  at: number,
): TableProps.ColumnDefinition<Row> {
  return {
    id: column.id,
    header: <div style={column.figure ? { ...FIGURE, ...WHOLE_WORDS } : WHOLE_WORDS}>{column.header}</div>,
    cell: (row) => (column.figure ? <div style={FIGURE}>{column.cell(row)}</div> : column.cell(row)),
    ...(column.sort && { sortingField: column.sort }),
    ...(at === 0 && { isRowHeader: true }),
    ...(column.minWidth && { minWidth: column.minWidth }),
    ...(column.width && { width: column.width }),
  }
}

/** A description stands in a paragraph, so its lines may not be blocks of their own. */
const LINE = { display: 'block' } as const
/** Cells that wrap would break anywhere. */
const WHOLE_WORDS = { overflowWrap: 'normal', wordBreak: 'normal' } as const
const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const

function sortingOf<Row, Filter extends string, Sort extends string>({
  url,
  columns,
}: ResourceTableProps<Row, Filter, Sort>) {
  const sorted = columns.find(({ sort }) => sort === url.values.sort)
  return {
    ...(sorted?.sort && { sortingColumn: { sortingField: sorted.sort } }),
    sortingDescending: url.values.order === 'desc',
    onSortingChange: ({ detail }: { detail: TableProps.SortingState<Row> }) => {
      const sort = columns.find((column) => column.sort === detail.sortingColumn.sortingField)?.sort
      if (sort) url.change({ sort, order: detail.isDescending ? 'desc' : 'asc' })
    },
  }
}
