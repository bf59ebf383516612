/**
 * Rows as the database has room for them. AWS's own names are far shorter than these limits; a longer text is cut and says
 * so, and a number or an instant that no column holds is refused with its row: neither may keep what stands beside it from
 * being stored (I7).
 */
import { createHash } from 'node:crypto'

/** Three of them fit an entry of an index, which PostgreSQL limits to 2,704 bytes. AWS's longest name takes 768. */
const NAME_BYTES = 800
/** What is written for people, and stands in no index. AWS's longest descriptions take some 20 KB. */
const PROSE_BYTES = 65_536
const PROSE: readonly string[] = ['description', 'annotation', 'errorMessage']
/** Inside a column of JSON: values of tags, cells, metadata. AWS's longest take 1 KB. */
const INNER_BYTES = 4_096

/** A text of at most so many bytes. One that is cut ends with its length and its digest, so that different texts stay different. */
export function fittingText(text: string, bytesMost: number): string {
  // No character takes more than three bytes a code unit: nearly every text is done here.
  if (text.length * 3 <= bytesMost || Buffer.byteLength(text) <= bytesMost) return text
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const mark = `… ‹cut, ${text.length} characters, ${digest}›`
  const bytes = Buffer.from(text)
  let end = bytesMost - Buffer.byteLength(mark)
  // Not in the middle of a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end) + mark
}

/** The row with every text cut to what fits; itself where nothing is cut, as nearly always. */
export function fittingRow<Row extends object>(row: Row): Row {
  return fitting(row, (name) => (PROSE.includes(name) ? PROSE_BYTES : NAME_BYTES))
}

const fittingInner = <Value extends object>(value: Value): Value => fitting(value, () => INNER_BYTES)

function fitting<Value extends object>(value: Value, limitOf: (name: string) => number): Value {
  if (value instanceof Date) return value
  let isCut = false
  const entries = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] => {
    const fit = typeof member === 'string' ? fittingText(member, limitOf(name)) : inner(member)
    const fitName = fittingText(name, NAME_BYTES)
    isCut ||= fit !== member || fitName !== name
    return [fitName, fit]
  })
  if (!isCut) return value
  // The same fields with the same kinds of values.
  return (Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries)) as Value
}

const inner = (member: unknown): unknown =>
  typeof member === 'object' && member !== null ? fittingInner(member) : member

const INTEGER_MOST = 2 ** 31 - 1
const BIGINT_MOST = 2n ** 63n - 1n
/** numeric(14,2) */
const NUMERIC_BELOW = 1e12
const WHOLE = /^-?\d{1,19}$/
/** The years of a calendar as people write them; JavaScript's instants reach beyond PostgreSQL's. */
const DATED = /^(?!0000)\d{4}-/

/** Whether a column of that type holds the value. Texts are cut before, so that they always fit. */
export function fitsColumn(type: string, text: string | null): boolean {
  if (text === null) return true
  switch (type) {
    case 'integer':
      return WHOLE.test(text) && Math.abs(Number(text)) <= INTEGER_MOST
    case 'bigint':
      return WHOLE.test(text) && BigInt(text) <= BIGINT_MOST && BigInt(text) >= -BIGINT_MOST
    case 'numeric':
      return text.trim() !== '' && Math.abs(Number(text)) < NUMERIC_BELOW
    case 'date':
    case 'timestamptz':
      return DATED.test(text) && !Number.isNaN(Date.parse(text))
    default:
      return true
  }
}
