type DataTableProps = {
  caption: string
  columns: readonly string[]
  /** The first cell of a row is its heading. */
  rows: readonly (readonly string[])[]
}

/** The figures of a chart, to be read and copied. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={TABLE}>
        <caption style={CAPTION}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" style={at === 0 ? HEADING : FIGURE}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading, ...figures]) => (
            <tr key={heading}>
              <th scope="row" style={HEADING}>
                {heading}
              </th>
              {figures.map((figure, at) => (
                <td key={columns[at + 1]} style={FIGURE}>
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const CELL = { padding: '4px 12px 4px 0', borderBlockEnd: '1px solid var(--steward-line)', fontWeight: 400 } as const
const TABLE = { borderCollapse: 'collapse', inlineSize: '100%', fontSize: 13 } as const
const CAPTION = { textAlign: 'start', color: 'var(--steward-text-quiet)', paddingBlockEnd: 4 } as const
const HEADING = { ...CELL, textAlign: 'start', whiteSpace: 'nowrap' } as const
const FIGURE = { ...CELL, textAlign: 'end', fontVariantNumeric: 'tabular-nums' } as const
