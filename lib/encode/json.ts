import type { Row, Rows } from './row.ts'

/**
 * JSON leaves these as they are, and a terminal obeys them, ends its line at them or turns what follows: escaped they are
 * the same text.
 */
const RAW = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

export const escapedJson = (json: string): string =>
  json.replace(RAW, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const jsonOf = (value: unknown, space?: number): string => escapedJson(JSON.stringify(value, null, space))

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
