import type { Row, Rows } from './row.ts'

/** Only the declared columns, in their order; what a row lacks is null. */
function objectOf(columns: readonly string[], row: Row): string {
  return JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))
}

/** One array, a row on each line. */
export async function* encodeJson(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  let separator = '['
  for await (const row of rows) {
    yield `${separator}\n${objectOf(columns, row)}`
    separator = ','
  }
  yield separator === '[' ? '[]\n' : '\n]\n'
}

/** One object a line. */
export async function* encodeNdjson(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  for await (const row of rows) yield `${objectOf(columns, row)}\n`
}
