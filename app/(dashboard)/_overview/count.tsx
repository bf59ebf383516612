import { formatCount } from '#lib/core/format'

/** A figure in a table: at the right, its digits under one another. */
export function Count({ count }: { count: number }) {
  return <div style={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{formatCount(count)}</div>
}
