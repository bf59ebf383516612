import ExcelJS from 'exceljs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { EXPORT_FORMATS, type ExportFormat } from './format-names.ts'
import { encodedBytes, encodedStream } from './formats.ts'
import { neutralise, neutraliseParts } from './neutralise.ts'
import type { Row } from './row.ts'
import { visibleControls } from './visible-controls.ts'

const COLUMNS = ['name', 'count', 'day', 'aliases', 'tags']

async function encoded(format: ExportFormat, rows: Row[], columns: readonly string[] = COLUMNS): Promise<Buffer> {
  const pieces = []
  for await (const piece of encodedBytes(format, columns, rows)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** A CSV reader that is not ours, which takes any break of a line for one. */
function parseCsv(text: string, delimiter = ','): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false })
  if (delimiter === ',') expect(errors).toEqual([])
  return data.at(-1)?.join('') === '' ? data.slice(0, -1) : data
}

/** What somebody sees who splits a file at every break and separator without a regard for quotes. */
const bluntCells = (text: string): string[] => text.split(/[\r\n;\t]/).map((cell) => cell.replace(/^["\s]+/, ''))

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

/** Texts that others control, on several lines and with the separators of lists. */
const severalLines = fc
  .array(
    fc.tuple(
      fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 12 })),
      fc.constantFrom('\n', '\r', '\r\n', ';', '\t', ',', '"', ' '),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.map((part) => part.join('')).join(''))
const FORMULA_STARTS = ['=', '+', '-', '@', '＝', '＋', '－', '＠']

describe('exports never carry a formula (T12)', () => {
  test('no text begins with what starts a formula, whatever it held', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 40 })), (text) => {
        expect(STARTS).not.toContain(neutralise(text).charAt(0))
        expect(neutralise(text).endsWith(text)).toBe(true)
      }),
    )
  })

  const csvText = (text: string) => visibleControls(neutraliseParts(text))
  const texts = fc.array(fc.tuple(severalLines, fc.integer()), { maxLength: 20 })

  test('CSV read back by another reader has every text in its cell and every number as it was', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (cells) => {
        const csv = await encoded(
          'csv',
          cells.map(([name, count]) => ({ name, count, aliases: [name, 'b'] })),
        )
        const [header, ...records] = parseCsv(csv.toString())
        expect(header).toEqual(COLUMNS)
        expect(records).toEqual(
          cells.map(([name, count]) => [csvText(name), String(count), '', csvText(`${name};b`), '']),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('CSV has no active cell either for a reader that splits at ; or at every line and tab', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (cells) => {
        const csv = (
          await encoded(
            'csv',
            cells.map(([name]) => ({ name: 'x', day: name, aliases: [name, name] })),
          )
        ).toString()
        const seen = [...parseCsv(csv, ';').flat(), ...parseCsv(csv, '\t').flat(), ...bluntCells(csv)]
        for (const cell of seen) expect(FORMULA_STARTS).not.toContain(cell.charAt(0))
      }),
      { numRuns: 300 },
    )
  })

  test('a comment of two lines stays in its row, and its second line is no formula', async () => {
    for (const lineBreak of ['\n', '\r', '\r\n']) {
      const csv = (await encoded('csv', [{ name: `Planned for May.${lineBreak}=1+1` }])).toString()
      expect(parseCsv(csv)).toEqual([COLUMNS, [`Planned for May.${lineBreak}'=1+1`, '', '', '', '']])
    }
  })

  test.each(['csv', 'ndjson', 'json'] as const)(
    '%s carries no control character that a terminal would obey',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
          const file = (
            await encoded(format, [{ name: `\u001b[2J\u009b31m${text}`, tags: { '\u001b]0;x': text } }])
          ).toString()
          // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there.
          expect(file).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/)
          if (format === 'json') expect(JSON.parse(file)[0].name).toBe(`\u001b[2J\u009b31m${text}`)
        }),
      )
    },
  )

  test('CSV for a double click begins with a byte order mark, once, and the other formats never do', async () => {
    for (const format of EXPORT_FORMATS) {
      const pieces = []
      for await (const piece of encodedBytes(format, COLUMNS, [{ name: 'ü' }], { bom: true })) pieces.push(piece)
      const file = Buffer.concat(pieces)
      expect(file.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])), format).toBe(format === 'csv')
      expect(file.subarray(3).includes(Buffer.from([0xef, 0xbb, 0xbf])), format).toBe(false)
    }
    expect((await encoded('csv', [])).toString().startsWith('name')).toBe(true)
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
