import ExcelJS from 'exceljs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { createElement } from 'react'
import { expect, test } from 'vitest'
import { codeShown, visibleText } from '../core/format.ts'
import { logTo } from '../log.ts'
import type { ExportFormat } from './format-names.ts'
import { encodedBytes } from './formats.ts'
import { encodeHtml } from './html.ts'
import { neutralise, neutraliseParts } from './neutralise.ts'
import { terminalText } from './terminal.ts'
import { visibleControls } from './visible-controls.ts'

/** Whatever has ever broken a reader: breaks of lines, separators, starts of formulas, turns of direction, halves. */
const STRANGE = [
  ...['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'],
  ...[',', ';', '\t', '|', '"', '""', "'", '\\', '`'],
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\uff1d1', '%0A', '=cmd|calc'],
  ...['\u202e', '\u2066', '\u2069', '\u200f', '\u061c', '\ufeff'],
  ...['\u0000', '\u0007', '\u001b[2J', '\u009b31m', '\u007f', '\u001b]0;x\u0007'],
  ...['\ud800', '\udc00', '\ufffe', '\uffff', '\u{1f468}\u200d\u{1f4bb}'],
  ...['<script>', '</p>', '<!--', ']]>', '&amp;', '&#x3c;', '_x0041_', '_x000D_', '{{x}}', '__proto__'],
]
const strange = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...STRANGE) }, fc.string({ unit: 'grapheme', maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
/** Names that every object has. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype)
const texts = fc.array(fc.oneof({ weight: 9, arbitrary: strange }, fc.constantFrom(...INHERITED)), {
  minLength: 1,
  maxLength: 12,
})

/** Everything that some reader takes for the end of a line. */
const LINE_ENDS = /[\n\r\v\f\u0085\u2028\u2029]/
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u

async function fileOf(format: ExportFormat, cells: readonly string[]): Promise<Buffer> {
  const pieces = []
  const rows = cells.map((text) => ({ text, list: [text, 'b'], named: { [text]: text } }))
  for await (const piece of encodedBytes(format, ['text', 'list', 'named'], rows)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a line of the log is one line, gives back every text, and holds nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(strange, (text) => {
      let line = ''
      const logger = logTo({ write: (written) => (line += written) }, 'a part')
      logger.error({ err: new Error(text), field: text, list: [text], deep: { [`k ${text}`]: text } }, `said ${text}`)
      expect(line.endsWith('\n')).toBe(true)
      expect(line.slice(0, -1)).not.toMatch(LINE_ENDS)
      expect(line.slice(0, -1)).not.toMatch(OBEYED)
      const read = JSON.parse(line)
      expect(read).toMatchObject({ msg: `said ${text}`, field: text, list: [text], err: { message: text } })
      expect(read.deep).toEqual({ [`k ${text}`]: text })
    }),
    { numRuns: 500 },
  )
})

test('JSON and NDJSON give back every text, a row in a line, with nothing that a terminal obeys', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (cells) => {
      const rows = cells.map((text) => ({ text, list: [text, 'b'], named: { [text]: text } }))
      const json = (await fileOf('json', cells)).toString()
      expect(JSON.parse(json)).toEqual(rows)
      const lines = (await fileOf('ndjson', cells)).toString().split('\n')
      expect(lines.pop()).toBe('')
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
      for (const line of [...lines, ...json.split('\n')]) expect(line).not.toMatch(OBEYED)
    }),
  )
})

test('CSV gives back every text in its cell: as it was, but for an apostrophe before formulas and signs for controls', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (cells) => {
      const { data, errors } = Papa.parse<string[]>((await fileOf('csv', cells)).toString().trimEnd(), {
        delimiter: ',',
      })
      expect(errors).toEqual([])
      const shown = (text: string) => visibleControls(neutraliseParts(text)).toWellFormed()
      expect(data.slice(1).map(([text]) => text)).toEqual(cells.map(shown))
      expect(data.slice(1).map(([, list]) => list)).toEqual(cells.map((text) => shown(`${text};b`)))
    }),
    { numRuns: 200 },
  )
})

test('XLSX gives back every text in its cell, the same way', async () => {
  // One workbook for all: each is made in a thread of its own.
  const cells = [...INHERITED, ...fc.sample(strange, 1_000)]
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await fileOf('xlsx', cells)) as never)
  // An XML reader makes one kind of line break of all.
  const oneBreak = (text: string) => text.replace(/\r\n?/g, '\n')
  for (const [at, text] of cells.entries()) {
    const shown = visibleControls(neutralise(text)).replace(/[\p{Cs}\ufffd-\uffff]/gu, codeShown)
    const read = workbook.worksheets[0]?.getCell(at + 2, 1).value ?? ''
    expect(oneBreak(String(read)), JSON.stringify(text)).toBe(oneBreak(shown))
  }
})

test('HTML gives back every text as text, with signs for what turns or controls', async () => {
  await fc.assert(
    fc.asyncProperty(strange, async (text) => {
      const html = await encodeHtml(createElement('p', { title: text }, text))
      const [, title = '', shown = ''] = /<p title="([^"]*)">([^<]*)<\/p>/.exec(html) ?? []
      const controls = /(?![\n\r\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
      const expected = text.replace(controls, visibleText)
      for (const read of [title, shown]) expect(withoutEntities(read).toWellFormed()).toBe(expected.toWellFormed())
    }),
    { numRuns: 100 },
  )
})

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" }
const withoutEntities = (html: string): string => html.replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity)

test('a terminal shows every text, in as many lines as it has, and obeys nothing in it', () => {
  fc.assert(
    fc.property(strange, (text) => {
      const shown = terminalText(text)
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      expect(shown.split('\n')).toHaveLength(text.split('\n').length)
    }),
  )
})
