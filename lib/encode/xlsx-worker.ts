/**
 * Makes one workbook in a thread of its own: putting a hundred thousand rows together takes many seconds, in which the
 * process that serves pages must not stand still. Takes rows in batches, then gives the file and ends.
 */
import { parentPort, workerData } from 'node:worker_threads'
import writeXlsxFile from 'write-excel-file/node'
import { codeShown } from '../core/format.ts'
import { neutralise } from './neutralise.ts'
import { cellOf, type Row, type Value } from './row.ts'
import { visibleControls } from './visible-controls.ts'

/** What this thread is sent: rows, then null when there are no more. */
export type WorkbookMessage = readonly Row[] | null

/** The longest text a cell may hold. */
const TEXT_LENGTH_MAX = 32_767
const CLIPPED = '…'

/** Halves of characters, and what XML or the library that writes the file would leave out. */
const LEFT_OUT = /[\p{Cs}\ufffd-\uffff]/gu
/** XML has no control characters and no halves: they are shown by their symbols. */
const xmlText = (text: string): string => visibleControls(text).replace(LEFT_OUT, codeShown)

/**
 * A workbook reads `_x0041_` as the character of that number; with its first mark so written it is the text again. A name
 * that every object has (`constructor`) is written so too: the library looks its texts up in an object.
 */
function written(text: string): string {
  const literal = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return literal in Object.prototype ? `_x${hexOf(literal)}_${literal.slice(1)}` : literal
}

const hexOf = (text: string): string => text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')

function textCell(text: string) {
  // Neutralised before control characters become symbols, which are harmless themselves.
  const value = xmlText(neutralise(text))
  const clipped = value.length > TEXT_LENGTH_MAX
  return { type: String, value: written(clipped ? value.slice(0, TEXT_LENGTH_MAX - 1) + CLIPPED : value) }
}

function xlsxCell(value: Value | undefined) {
  const cell = cellOf(value)
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { type: Number, value: cell }
  if (typeof cell === 'boolean') return { type: Boolean, value: cell }
  return textCell(cell)
}

const { columns } = workerData as { columns: readonly string[] }
const sheet: ReturnType<typeof xlsxCell>[][] = []

parentPort?.on('message', async (rows: WorkbookMessage) => {
  if (rows !== null) {
    for (const row of rows) sheet.push(columns.map((column) => xlsxCell(row[column])))
    return
  }
  const header = columns.map((column) => ({ type: String, value: column, fontWeight: 'bold' as const }))
  const file = await writeXlsxFile([header, ...sheet], { stickyRowsCount: 1 }).toBuffer()
  const bytes = Uint8Array.from(file)
  parentPort?.postMessage(bytes, [bytes.buffer])
  parentPort?.close()
})
