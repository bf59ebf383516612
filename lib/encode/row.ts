/** What exports are made of: flat rows whose values JSON can hold. */
export type Value = string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>
export type Row = Readonly<Record<string, Value>>
export type Rows = AsyncIterable<Row> | Iterable<Row>

/** Between the entries of a list where a format has only cells. */
const LIST_SEPARATOR = ';'

/** A value for formats of cells: lists joined, tags as `key=value`. Numbers stay numbers. */
export function cellOf(value: Value | undefined): string | number | boolean | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.join(LIST_SEPARATOR)
  return Object.entries(value)
    .map(([key, one]) => `${key}=${one}`)
    .join(LIST_SEPARATOR)
}
