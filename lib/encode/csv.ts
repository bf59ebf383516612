import { stringify } from 'csv-stringify/sync'
import { neutraliseParts } from './neutralise.ts'
import { cellOf, type Rows, type Value } from './row.ts'
import { visibleControls } from './visible-controls.ts'

type Cell = string | number

/** Tells spreadsheets that the text is UTF-8; without it Excel opens umlauts wrongly by double click. */
export const BYTE_ORDER_MARK = '\uFEFF'

function csvCell(value: Value | undefined): Cell {
  const cell = cellOf(value)
  if (typeof cell === 'number') return cell
  // Neutralised before control characters become symbols, which are harmless themselves.
  return typeof cell === 'string' ? visibleControls(neutraliseParts(cell)) : String(cell ?? '')
}

const OPTIONS = {
  record_delimiter: '\r\n',
  // Every break of a line and every list separator that a reader may split at, not only those that we write.
  quoted_match: /[\r\n\t;,"\u0085\u2028\u2029]/,
  // The library knows most formulas itself; `neutraliseParts` knows the rest, and neither touches a number's minus.
  escape_formulas: true,
}

const record = (cells: readonly Cell[]) => stringify([[...cells]], OPTIONS)

/** RFC 4180 in UTF-8, the columns' names first. */
export async function* encodeCsv(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  yield record(columns)
  for await (const row of rows) yield record(columns.map((column) => csvCell(row[column])))
}

/** The same for a double click: with a byte order mark. */
export async function* encodeCsvForSpreadsheets(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  yield BYTE_ORDER_MARK
  yield* encodeCsv(columns, rows)
}
