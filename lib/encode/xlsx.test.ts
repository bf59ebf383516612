import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { encodeXlsx, XLSX_ROWS_MAX } from './xlsx.ts'

test('a workbook larger than memory can bear is refused at its first row too many, with what to do instead (T23)', async () => {
  let read = 0
  function* rows() {
    for (; read < 2 * XLSX_ROWS_MAX; read++) yield { name: 'x' }
  }
  const error = await encodeXlsx(['name'], rows()).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/at most 100,000 rows\..*CSV/) })
  expect(read).toBe(XLSX_ROWS_MAX)
})
