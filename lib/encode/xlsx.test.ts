import { setImmediate, setTimeout as wait } from 'node:timers/promises'
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

test('while a workbook is made, everything else in the process goes on (T23)', async () => {
  let [last, longestMs] = [performance.now(), 0]
  const look = () => {
    longestMs = Math.max(longestMs, performance.now() - last)
    last = performance.now()
  }
  const looking = setInterval(look, 5)
  async function* rows() {
    for (let count = 0; count < 20_000; count += 1) {
      // As a store that is read page by page.
      if (count % 1_000 === 0) await setImmediate()
      yield { name: `function ${count}`, count, tags: { environment: 'production' } }
    }
  }
  await encodeXlsx(['name', 'count', 'tags'], rows())
  await wait(10)
  clearInterval(looking)
  expect(longestMs).toBeLessThan(400)
})
