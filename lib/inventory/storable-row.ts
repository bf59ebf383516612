/**
 * Texts of AWS as PostgreSQL can hold them: it refuses NUL and half of a surrogate pair, in text as in JSON. Those are
 * written as `‹U+0000›`, the way pages show what cannot be seen, and a `‹` that begins such a text by itself as
 * `‹U+2039›`. So different texts stay different, and what was meant can be told again (F36).
 */

const REFUSED = /[\0\p{Cs}]|‹(?=U\+(?:0000|2039|D[89A-F][0-9A-F]{2})›)/gu

export function storableText(text: string): string {
  return isStorableText(text) ? text : text.replace(REFUSED, escaped)
}

/**
 * The row with all of its texts storable, names of records included; itself where they are, as they nearly always are. Its
 * shape stays: a list stays a list, an instant an instant.
 */
export function storableRow<Row extends object>(row: Row): Row {
  if (isStorable(row) || row instanceof Date) return row
  const changed = Array.isArray(row) ? row.map(storable) : Object.fromEntries(Object.entries(row).map(storableEntry))
  // The same fields with the same kinds of values.
  return changed as Row
}

const storableEntry = ([name, value]: [string, unknown]): [string, unknown] => [storableText(name), storable(value)]

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  return typeof value === 'object' && value !== null ? storableRow(value) : value
}

/** Asked of millions of rows: makes nothing. */
function isStorable(row: object): boolean {
  for (const name in row) {
    const value: unknown = row[name as keyof typeof row]
    if (!isStorableText(name)) return false
    if (typeof value === 'string' && !isStorableText(value)) return false
    if (typeof value === 'object' && value !== null && !isStorable(value)) return false
  }
  return true
}

const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0') && !text.includes('‹U+')

const escaped = (character: string): string =>
  `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`
