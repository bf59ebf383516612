import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { EXPORT_FORMATS, type ExportFormat } from './format-names.ts'
import { encodedBytes, encodedStream } from './formats.ts'
import { neutralise } from './neutralise.ts'
import type { Row } from './row.ts'

const COLUMNS = ['name', 'count', 'day', 'aliases', 'tags']

async function encoded(format: ExportFormat, rows: Row[], columns: readonly string[] = COLUMNS): Promise<Buffer> {
  const pieces = []
  for await (const piece of encodedBytes(format, columns, rows)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** An independent reader: fields by RFC 4180. */
function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character !== '"') field += character
      else if (text[at + 1] === '"') field += text[at++]
      else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      record.push(field)
      field = ''
    } else if (character === '\r' && text[at + 1] === '\n') {
      records.push([...record, field])
      record = []
      field = ''
      at++
    } else field += character
  }
  return records
}

async function parseXlsx(file: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as never)
  const sheet = workbook.worksheets[0]
  if (!sheet) throw new Error('no sheet')
  return sheet
}

const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '\u0000', '＝', '＋', '－', '＠']
const hostile = fc
  .tuple(
    fc.constantFrom(...STARTS, '', 'a'),
    fc.constantFrom('cmd|calc', '1+1', 'HYPERLINK("x")', 'SUM(A1)', '', '"\r\n,;'),
  )
  .map(([start, rest]) => start + rest)

describe('exports never carry a formula (T12)', () => {
  test('no text begins with what starts a formula, whatever it held', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 40 })), (text) => {
        expect(STARTS).not.toContain(neutralise(text).charAt(0))
        expect(neutralise(text).endsWith(text)).toBe(true)
      }),
    )
  })

  test('CSV read back has every text behind an apostrophe and every number as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostile, fc.integer()), { maxLength: 20 }), async (cells) => {
        const csv = await encoded(
          'csv',
          cells.map(([name, count]) => ({ name, count, aliases: [name, 'b'] })),
        )
        const [header, ...records] = parseCsv(csv.toString())
        expect(header).toEqual(COLUMNS)
        expect(records).toEqual(
          cells.map(([name, count]) => [neutralise(name), String(count), '', neutralise(`${name};b`), '']),
        )
      }),
      { numRuns: 50 },
    )
  })

  test('XLSX read back has no active cell, and negative numbers are numbers', async () => {
    const texts = STARTS.flatMap((start) => [`${start}1+1`, `${start}HYPERLINK("https://example.org")`])
    const sheet = await parseXlsx(
      await encoded(
        'xlsx',
        texts.map((name) => ({ name, count: -5, tags: { '=k': 'v' } })),
      ),
    )
    expect(sheet.rowCount).toBe(texts.length + 1)
    sheet.eachRow((row, index) => {
      row.eachCell((cell) => {
        expect([ExcelJS.ValueType.String, ExcelJS.ValueType.Number, ExcelJS.ValueType.SharedString]).toContain(
          cell.type,
        )
        if (typeof cell.value === 'string') expect(STARTS).not.toContain(cell.value.charAt(0))
      })
      if (index > 1) expect(row.getCell(2).value).toBe(-5)
    })
  })
})

describe('exports carry what was recorded', () => {
  const ROW: Row = { name: 'ünï 確認 🚧', count: 3, day: '2027-03-03', aliases: ['live', 'beta'], tags: { a: 'b' } }

  test('JSON and NDJSON give the declared columns in order, and null for what is absent', async () => {
    const rows = [ROW, { name: 'x', surplus: 1 }]
    const absent = { name: 'x', count: null, day: null, aliases: null, tags: null }
    expect(JSON.parse((await encoded('json', rows)).toString())).toEqual([ROW, absent])
    const lines = (await encoded('ndjson', rows)).toString().trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([ROW, absent])
    expect(Object.keys(JSON.parse(lines[1] ?? ''))).toEqual(COLUMNS)
  })

  test('an export of nothing is an empty array, no line, and a header', async () => {
    expect(JSON.parse((await encoded('json', [])).toString())).toEqual([])
    expect((await encoded('ndjson', [])).toString()).toBe('')
    expect((await encoded('csv', [])).toString()).toBe('name,count,day,aliases,tags\r\n')
    expect((await parseXlsx(await encoded('xlsx', []))).rowCount).toBe(1)
  })

  test('XLSX shows control characters by their symbols and clips what no cell can hold', async () => {
    const sheet = await parseXlsx(await encoded('xlsx', [{ name: 'a\u0000b\u001f', day: 'x'.repeat(40_000) }]))
    expect(sheet.getCell('A2').value).toBe('a␀b␟')
    expect(String(sheet.getCell('C2').value)).toHaveLength(32_767)
  })
})

describe('exports are streamed', () => {
  test('a page is read only when the reader wants more', async () => {
    let read = 0
    async function* rows() {
      for (; read < 100_000; read++) yield { name: 'x'.repeat(100) }
    }
    const reader = (await encodedStream('csv', ['name'], rows())).getReader()
    await reader.read()
    expect(read).toBeLessThan(5_000)
    await reader.cancel()
    expect(read).toBeLessThan(5_000)
  })

  test.each(EXPORT_FORMATS)('a refusal before the first row of %s is an error, not half a file', async (format) => {
    // biome-ignore lint/correctness/useYield: it fails before it could.
    async function* refuses(): AsyncGenerator<Row> {
      throw new AppError('forbidden', 'No.')
    }
    await expect(encodedStream(format, COLUMNS, refuses())).rejects.toThrow('No.')
  })
})
