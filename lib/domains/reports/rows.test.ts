import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { encodeReport } from './encode-report.ts'
import { REPORT_COLUMNS, reportRows } from './rows.ts'
import { reportNaming, someReport } from './testing/some-report.ts'

const BASE = 'https://steward.example.org/'

test('every row has only columns that the file has', () => {
  for (const row of reportRows(someReport)) {
    expect(Object.keys(row).filter((column) => !(REPORT_COLUMNS as readonly string[]).includes(column))).toEqual([])
  }
})

test('no cell is a formula, whatever things are called (T12)', async () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1']) {
    const csv = new TextDecoder().decode(await encodeReport(reportNaming(text), 'csv', { baseUrl: BASE }))
    expect(csv).not.toContain(`,${text}`)
    const book = new ExcelJS.Workbook()
    const bytes = await encodeReport(reportNaming(text), 'xlsx', { baseUrl: BASE })
    await book.xlsx.load(bytes.buffer as unknown as Parameters<typeof book.xlsx.load>[0])
    book.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          expect(cell.formula).toBeUndefined()
          if (typeof cell.value === 'string') expect(cell.value).not.toMatch(/^[=+\-@\t＝]/)
        }),
      ),
    )
  }
})

test('figures stay figures, and what is not known stays empty', async () => {
  const csv = new TextDecoder().decode(await encodeReport(someReport, 'csv', { baseUrl: BASE }))
  expect(csv).toContain('2026-W46,,figures,overdue,,12,14,')
  expect(csv).toContain('2026-W46,,sources,Trusted Advisor,,,,0,0,0,')
})
