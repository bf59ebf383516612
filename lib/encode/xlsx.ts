import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { Row, Rows } from './row.ts'
import type { WorkbookMessage } from './xlsx-worker.ts'

/** A workbook is written as a whole, so its size is bounded; CSV has no such bound. */
export const XLSX_ROWS_MAX = 100_000

/** Rows sent to the thread at a time. */
const BATCH = 1_000

/** One sheet, the columns' names in bold and kept in sight. Made in a thread of its own, see there. */
export async function encodeXlsx(columns: readonly string[], rows: Rows): Promise<Uint8Array> {
  const thread = new Worker(new URL('./xlsx-worker.ts', import.meta.url), { workerData: { columns } })
  const made = once(thread, 'message') as Promise<[Uint8Array]>
  // Awaited below; until then a thread that fails must not count as an error that nobody handles.
  made.catch(() => {})
  try {
    for await (const batch of batches(rows)) thread.postMessage(batch satisfies WorkbookMessage)
    thread.postMessage(null satisfies WorkbookMessage)
    const [file] = await made
    return file
  } finally {
    await thread.terminate()
  }
}

async function* batches(rows: Rows): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  let count = 0
  for await (const row of rows) {
    if (count === XLSX_ROWS_MAX) {
      throw new AppError(
        'invalid',
        `An XLSX file holds at most ${XLSX_ROWS_MAX.toLocaleString('en')} rows. Narrow the filter, or export as CSV.`,
      )
    }
    count += 1
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}
