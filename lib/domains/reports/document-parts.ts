/** What a report's document is made of: styles that every mail client knows, written on each element. */
import { type CSSProperties, createElement as h, type ReactElement, type ReactNode } from 'react'

export const COLUMN_WIDTH = 600

const INK = '#0f141a'
const QUIET = '#424650'
const LINE = '#d4d7de'
const LINK = '#0059b8'
const RED = '#b8001f'
const FONT = "'Open Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif"

export const PAGE: CSSProperties = {
  margin: 0,
  padding: '24px 8px',
  backgroundColor: '#ffffff',
  color: INK,
  fontFamily: FONT,
  fontSize: 14,
  lineHeight: '20px',
}
export const COLUMN: CSSProperties = { width: '100%', maxWidth: COLUMN_WIDTH, margin: '0 auto' }

const CELL: CSSProperties = {
  padding: '6px 0',
  borderTop: `1px solid ${LINE}`,
  verticalAlign: 'top',
  textAlign: 'left',
}
const FIGURE: CSSProperties = { ...CELL, paddingLeft: 12, textAlign: 'right', whiteSpace: 'nowrap' }
const HEAD: CSSProperties = { fontWeight: 600, fontSize: 12, color: QUIET, borderTop: 'none' }
const TABLE: CSSProperties = { width: '100%', borderCollapse: 'collapse', borderSpacing: 0, margin: 0 }

export const title = (text: string): ReactElement =>
  h('h1', { style: { margin: '0 0 4px', fontSize: 22, lineHeight: '28px', fontWeight: 700 } }, text)

export const paragraph = (...children: ReactNode[]): ReactElement =>
  h('p', { style: { margin: '0 0 12px' } }, ...children)

export const quiet = (...children: ReactNode[]): ReactElement =>
  h('span', { style: { color: QUIET, fontSize: 12 } }, ...children)

export const strong = (text: string, { isBad = false } = {}): ReactElement =>
  h('strong', { style: { fontWeight: 700, ...(isBad && { color: RED }) } }, text)

export const link = (href: string, text: string): ReactElement =>
  h('a', { href, target: '_blank', rel: 'noopener', style: { color: LINK, overflowWrap: 'anywhere' } }, text)

/** A heading with what stands under it. */
export function section(heading: string, ...children: ReactNode[]): ReactElement {
  const style: CSSProperties = { margin: '28px 0 8px', fontSize: 17, lineHeight: '22px', fontWeight: 700 }
  return h('div', { key: heading }, h('h2', { style }, heading), ...children)
}

export type Cells = readonly [what: ReactNode, ...figures: ReactNode[]]

/** Words at the left, figures at the right. A space ends each cell, so that it also reads as plain text. */
export function table(head: Cells | null, rows: readonly Cells[]): ReactElement {
  const cells = (kind: 'td' | 'th', row: Cells, more: CSSProperties) =>
    row.map((cell, at) =>
      h(
        kind,
        { key: at, style: { ...(at === 0 ? CELL : FIGURE), ...more }, ...(kind === 'th' && { scope: 'col' }) },
        cell,
        ' ',
      ),
    )
  return h(
    'table',
    { style: TABLE, cellPadding: 0, cellSpacing: 0 },
    head && h('thead', null, h('tr', null, cells('th', head, HEAD))),
    h(
      'tbody',
      null,
      rows.map((row, at) => h('tr', { key: at }, cells('td', row, {}))),
    ),
  )
}

/** Two lines of one cell: the thing, and quietly what belongs to it. */
export function twoLines(first: ReactNode, second: ReactNode): ReactElement {
  return h('div', { style: { overflowWrap: 'anywhere' } }, h('div', null, first, ' '), h('div', null, quiet(second)))
}
