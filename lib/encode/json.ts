import type { Row, Rows } from './row.ts'

/** JSON leaves these as they are, and a terminal obeys them: escaped they are the same text. */
const RAW_CONTROLS = /[\u007f-\u009f\u2028\u2029]/g

export const jsonOf = (value: unknown, space?: number): string =>
  JSON.stringify(value, null, space).replace(
    RAW_CONTROLS,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Only the declared columns, in their order; what a row lacks is null. */
function objectOf(columns: readonly string[], row: Row): string {
  return jsonOf(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))
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
