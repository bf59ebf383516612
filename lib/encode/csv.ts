import { stringify } from 'csv-stringify/sync'
import { neutralise } from './neutralise.ts'
import { cellOf, type Rows, type Value } from './row.ts'

type Cell = string | number

function csvCell(value: Value | undefined): Cell {
  const cell = cellOf(value)
  if (typeof cell === 'number') return cell
  return typeof cell === 'string' ? neutralise(cell) : String(cell ?? '')
}

/** The library knows most formulas itself; `neutralise` knows the rest, and neither touches a number's minus. */
const record = (cells: readonly Cell[]) => stringify([[...cells]], { record_delimiter: '\r\n', escape_formulas: true })

/** RFC 4180 in UTF-8, the columns' names first. */
export async function* encodeCsv(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  yield record(columns)
  for await (const row of rows) yield record(columns.map((column) => csvCell(row[column])))
}
