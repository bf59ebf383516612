'use client'

import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { formatTotal } from '#lib/core/format'
import { type ListTotal, type ListValues, listQuery } from '#lib/core/list'

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
  return (
    <ButtonDropdown
      disabled={total?.count === 0}
      items={FORMATS.map(({ id, text }) => ({
        id,
        text,
        href: exportHref(kind, id, { ...values, filters: { ...values.filters, ...about } }),
        download: true,
      }))}
    >
      Export {rows}
      {filtered ? ' as filtered' : ''}
    </ButtonDropdown>
  )
}

function exportHref(kind: string, format: string, values: ListValues): string {
  const query = listQuery(values, { paged: false })
  query.set('format', format)
  return `/api/v1/exports/${kind}?${query}`
}
