'use client'

import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { formatTotal } from '#lib/core/format'
import { type ListTotal, type ListValues, listQuery } from '#lib/core/list'
import { useWorkbook } from './use-workbook.ts'

const FORMATS = [
  { id: 'csv', text: 'CSV' },
  { id: 'xlsx', text: 'XLSX (Excel)' },
  { id: 'json', text: 'JSON' },
] as const

type ExportMenuProps = {
  /** The kind of export: `accounts`, `runtimes`, … */
  kind: string
  values: ListValues
  total: ListTotal | undefined
  /** What a row of the file is, where the list has others: "version". */
  one?: string
  /** What the page is about, which narrows every row of it without being a filter. */
  about?: Readonly<Record<string, string[]>>
}

/** Downloads exactly the rows that the filter leaves, on all pages. */
export function ExportMenu({ kind, values, total, one = 'row', about = {} }: ExportMenuProps) {
  const filtered = values.text !== '' || Object.keys(values.filters).length > 0
  const rows = total === undefined ? `${one}s` : `${formatTotal(total)} ${total.count === 1 ? one : `${one}s`}`
  const hrefOf = (format: string) => exportHref(kind, format, { ...values, filters: { ...values.filters, ...about } })
  const workbook = useWorkbook()
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <div aria-live="polite">
        {workbook.progress && <StatusIndicator type="loading">{workbook.progress}</StatusIndicator>}
        {workbook.problem && <StatusIndicator type="error">{workbook.problem}</StatusIndicator>}
      </div>
      <ButtonDropdown
        disabled={total?.count === 0}
        items={FORMATS.map(({ id, text }) => ({ id, text, href: hrefOf(id), download: true }))}
        onItemClick={(event) => {
          if (event.detail.id !== 'xlsx') return
          event.preventDefault()
          workbook.make(hrefOf('xlsx'))
        }}
      >
        Export {rows}
        {filtered ? ' as filtered' : ''}
      </ButtonDropdown>
    </SpaceBetween>
  )
}

function exportHref(kind: string, format: string, values: ListValues): string {
  const query = listQuery(values, { paged: false })
  query.set('format', format)
  if (format === 'csv') query.set('bom', 'yes')
  return `/api/v1/exports/${kind}?${query}`
}
