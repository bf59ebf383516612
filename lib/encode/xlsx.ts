import writeXlsxFile from 'write-excel-file/node'
import { AppError } from '../errors.ts'
import { neutralise } from './neutralise.ts'
import { cellOf, type Rows, type Value } from './row.ts'

/** A workbook is written as a whole, so its size is bounded; CSV has no such bound. */
export const XLSX_ROWS_MAX = 100_000

/** The longest text a cell may hold. */
const TEXT_LENGTH_MAX = 32_767
const CLIPPED = '…'

/** XML has no control characters and no half surrogates: they are shown by their symbols. */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (control) =>
        String.fromCharCode(0x2400 + control.charCodeAt(0)),
      )
      .replace(/[\ufffe\uffff]/g, '\ufffd')
  )
}

function textCell(text: string) {
  // Neutralised before control characters become symbols, which are harmless themselves.
  const value = xmlText(neutralise(text))
  const clipped = value.length > TEXT_LENGTH_MAX
  return { type: String, value: clipped ? value.slice(0, TEXT_LENGTH_MAX - 1) + CLIPPED : value }
}

function xlsxCell(value: Value | undefined) {
  const cell = cellOf(value)
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { type: Number, value: cell }
  if (typeof cell === 'boolean') return { type: Boolean, value: cell }
  return textCell(cell)
}

/** One sheet, the columns' names in bold and kept in sight. */
export async function encodeXlsx(columns: readonly string[], rows: Rows): Promise<Uint8Array> {
  const sheet = []
  for await (const row of rows) {
    if (sheet.length === XLSX_ROWS_MAX) {
      throw new AppError(
        'invalid',
        `An XLSX file holds at most ${XLSX_ROWS_MAX.toLocaleString('en')} rows. Narrow the filter, or export as CSV.`,
      )
    }
    sheet.push(columns.map((column) => xlsxCell(row[column])))
  }
  const header = columns.map((column) => ({ type: String, value: column, fontWeight: 'bold' as const }))
  const file = writeXlsxFile([header, ...sheet], { stickyRowsCount: 1 })
  return new Uint8Array(await file.toBuffer())
}
